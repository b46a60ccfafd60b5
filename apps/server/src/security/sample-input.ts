import { type Operation, type OwnedField, ownedField } from '@fantascope/jobs';
import type { z } from 'zod';

/** An id of each kind that an operation may ask for. */
export type Ids = Readonly<Record<OwnedField, string>>;

const camera = { moves: [{ kind: 'hold' }] };
const shot = { subject: 'a lighthouse', camera };
const film = { format: 'fantascope/film', version: 1, title: { en: 'A film' }, shots: [shot] };

/** Documents that operations take, by noun; the tests put foreign files into them. */
export const documents: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { shot, film, cast: { en: 'a keeper' } };

// What a field's own schema accepts first is its sample. Texts before numbers, because some texts are read as numbers.
const candidates: readonly unknown[] = [
  'A name',
  'viewer',
  'user_01J00000000000000000000000',
  'token_01J00000000000000000000000',
  'invite_01J00000000000000000000000',
  'FAL_KEY',
  'https://hooks.example.com/told',
  'CNY',
  '2026-11-22',
  'read',
  1,
  true,
  'kept',
  camera,
  ...Object.values(documents),
  {},
  ['read'],
  [],
];

function sampleOf(schema: z.core.$ZodType): unknown {
  const { def } = schema._zod;
  // A value that may be null as well is tried as a value.
  if (def.type === 'nullable') return sampleOf((def as z.core.$ZodNullableDef).innerType);
  const named =
    'entries' in def ? Object.values(def.entries as Record<string, unknown>) : 'values' in def ? [...(def.values as unknown[])] : [];
  return [...named, ...candidates].find((each) => (schema as z.ZodType).safeParse(each).success);
}

/** An input that an operation's schema accepts, with the given ids in it; `also` fields go before what is found. Throws where none is found: then a candidate is missing here. */
export function sampleInput(operation: Operation, ids: Ids, also: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const noun = operation.name.split('.')[0] ?? '';
  for (const [name, schema] of Object.entries(operation.input.shape) as [string, z.ZodType][]) {
    const owned = ownedField(name);
    const isOptional = schema.safeParse(undefined).success;
    if (name in also) input[name] = also[name];
    else if (owned !== undefined && (!isOptional || name === owned))
      input[name] = schema.safeParse([ids[owned]]).success ? [ids[owned]] : ids[owned];
    else if (!isOptional) input[name] = name === 'document' ? documents[noun] : sampleOf(schema);
  }
  const read = operation.input.safeParse(input);
  if (!read.success) throw new Error(`no sample for ${operation.name}: ${JSON.stringify(input)}: ${read.error.message}`);
  return input;
}

/** The names of the fields that hold ids of things in projects. */
export function ownedFieldsOf(operation: Operation): readonly string[] {
  return Object.keys(operation.input.shape).filter((name) => ownedField(name) !== undefined);
}

/** An operation's call over HTTP, as `ask` sends it. */
export function callOf({ route }: Operation, input: Readonly<Record<string, unknown>>): Readonly<{ call: string; body?: unknown }> {
  const rest = { ...input };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  if (route.method !== 'GET' && route.method !== 'DELETE') return { call: `${route.method} /api/v1${path}`, body: rest };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest))
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  return { call: `${route.method} /api/v1${path}${query.size > 0 ? `?${query}` : ''}` };
}
