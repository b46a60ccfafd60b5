import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a field may hold: a word for a plain type, one of some values, many of a thing, a thing with fields, any of some things. */
type Kind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'any'
  | { one: (string | number)[] }
  | { many: Kind }
  | { of: Record<string, Kind> }
  | { any: Kind[] };
const Kind: z.ZodType<Kind> = z.lazy(() =>
  z.union([
    z.enum(['string', 'number', 'boolean', 'any']),
    z.strictObject({ one: z.array(z.union([z.string(), z.number()])) }),
    z.strictObject({ many: Kind }),
    z.strictObject({ of: z.record(z.string(), Kind) }),
    z.strictObject({ any: z.array(Kind) }),
  ]),
);
const Row = z.strictObject({ endpoints: z.array(z.string()), fields: z.record(z.string(), Kind) });

function schemaOf(kind: Kind): z.ZodType {
  if (kind === 'string') return z.string();
  if (kind === 'number') return z.number();
  if (kind === 'boolean') return z.boolean();
  if (kind === 'any') return z.json();
  if ('one' in kind) return z.literal(kind.one);
  if ('many' in kind) return z.array(schemaOf(kind.many));
  if ('of' in kind) return objectOf(kind.of);
  return z.union(kind.any.map(schemaOf) as [z.ZodType, z.ZodType]);
}

/** A name that ends in ! is required. */
function objectOf(fields: Readonly<Record<string, Kind>>): z.ZodType {
  const shape = Object.entries(fields).map(([name, kind]) =>
    name.endsWith('!') ? [name.slice(0, -1), schemaOf(kind)] : [name, schemaOf(kind).optional()],
  );
  return z.strictObject(Object.fromEntries(shape) as Record<string, z.ZodType>);
}

let read: ReadonlyMap<string, z.ZodType> | undefined;

/** The input of an endpoint as its published types have it (@fal-ai/client, endpoints.d.ts: names, types and choices); undefined for one we do not know. */
export function falInput(endpoint: string): z.ZodType | undefined {
  // Read at the first request: the table is not small, and most tests start other servers.
  read ??= new Map(
    z
      .array(Row)
      .parse(JSON.parse(readFileSync(new URL('./fal-inputs.json', import.meta.url), 'utf8')))
      .flatMap(({ endpoints, fields }) => {
        const schema = objectOf(fields);
        return endpoints.map((name) => [name, schema] as const);
      }),
  );
  return read.get(endpoint);
}
