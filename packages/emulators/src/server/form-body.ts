import { z } from 'zod';
import type { Call } from './protocol.ts';
import { parsed } from './read-call.ts';

/** A file of a form, as a schema sees it. */
export const FormFile = z.strictObject({ name: z.string(), mime: z.string(), sizeBytes: z.number().int().min(1) });
export type FormFile = z.infer<typeof FormFile>;

/** A number that a form spells out. */
export const Spelt = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'expected a number')
    .transform(Number),
]);

/** A truth that a form spells out. */
export const SpeltTruth = z.union([z.boolean(), z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')]);

/** The body of a request that may come as a form or as JSON; a field sent twice is a list, `name[]` is one too. */
export function formOrJson(call: Call): unknown {
  if (call.form === undefined) return parsed(call);
  const body: Record<string, unknown> = {};
  for (const [key, value] of call.form) {
    const name = key.replace(/\[\]$/, '');
    const told = typeof value === 'string' ? value : { name: value.name, mime: value.type, sizeBytes: value.size };
    const before = body[name];
    if (before === undefined) body[name] = key.endsWith('[]') ? [told] : told;
    else body[name] = [...(Array.isArray(before) ? before : [before]), told];
  }
  return body;
}
