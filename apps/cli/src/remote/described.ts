/** A JSON Schema as the server writes it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One field of an operation's input, and where it goes in a request. */
export type Field = Readonly<{ name: string; in: 'path' | 'query' | 'body'; isRequired: boolean; schema: Schema }>;

/** An operation as the server's OpenAPI document describes it. */
export type Described = Readonly<{
  name: string;
  says: Readonly<{ en: string; zh: string }>;
  method: string;
  path: string;
  fields: readonly Field[];
  /** Shows its plan and price first, and wants them confirmed. */
  isConfirmed: boolean;
}>;

/** The header that asks for a plan, or confirms it by its hash. */
export const confirmHeader = 'fantascope-confirm';

type Entry = Readonly<{
  operationId: string;
  summary: string;
  description: string;
  parameters: readonly Readonly<{ name: string; in: string; required: boolean; schema: Schema }>[];
  requestBody?: { content: { 'application/json': { schema: { properties: Record<string, Schema>; required?: readonly string[] } } } };
}>;

function fieldsOf({ parameters, requestBody }: Entry): readonly Field[] {
  const body = requestBody?.content['application/json'].schema;
  return [
    ...parameters.flatMap(({ name, in: place, required, schema }) =>
      place === 'path' || place === 'query' ? [{ name, in: place, isRequired: required, schema } as const] : [],
    ),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
      name,
      in: 'body' as const,
      isRequired: body?.required?.includes(name) === true,
      schema,
    })),
  ];
}

/** Every operation of an OpenAPI document, in its order. */
export function describedIn(document: unknown): readonly Described[] {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Entry>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, entry]) => ({
      name: entry.operationId,
      says: { en: entry.summary, zh: entry.description.split('\n')[0] ?? '' },
      method: method.toUpperCase(),
      path,
      fields: fieldsOf(entry),
      isConfirmed: entry.parameters.some((each) => each.in === 'header' && each.name.toLowerCase() === confirmHeader),
    })),
  );
}

/** The JSON types a schema admits; `any` where it does not say. */
export function kindsOf(schema: Schema): ReadonlySet<string> {
  const branches = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  if (branches !== undefined) return new Set(branches.flatMap((each) => [...kindsOf(each)]));
  const values = schema['enum'] as readonly unknown[] | undefined;
  const typed = schema['type'];
  if (typed !== undefined)
    return new Set((Array.isArray(typed) ? typed : [typed]).map((each) => (each === 'integer' ? 'number' : String(each))));
  if (values !== undefined) return new Set(values.map((each) => (each === null ? 'null' : typeof each)));
  if ('const' in schema) return new Set([schema['const'] === null ? 'null' : typeof schema['const']]);
  return new Set(['any']);
}
