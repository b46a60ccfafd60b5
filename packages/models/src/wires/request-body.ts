import { Fault } from '@fantascope/film';
import type { z } from 'zod';
import type { TakeRequest } from '../take-request.ts';

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** `over` laid on `under`, object by object; undefined does not cover. */
function layered(under: Fields, over: Fields): Fields {
  const all: Record<string, unknown> = { ...under };
  for (const [name, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const below = all[name];
    all[name] = isFields(value) ? layered(isFields(below) ? below : {}, value) : value;
  }
  return all;
}

/**
 * The body a wire sends: the entry's constants, the request's own fields over them, checked by the wire's strict schema.
 * @throws Fault models.bad-request, where a constant or a combination is nothing this protocol has.
 */
export function requestBody<Schema extends z.ZodType>(
  schema: Schema,
  draft: Fields,
  { settings, wire }: Readonly<{ settings: TakeRequest['settings']; wire: string }>,
): z.infer<Schema> {
  const body = schema.safeParse(layered(settings ?? {}, draft));
  if (body.success) return body.data;
  const issue = body.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? 'body' : issue.path.join('.');
  throw new Fault('models.bad-request', { wire, place, problem: issue?.message ?? 'invalid' });
}
