type Schema = Readonly<Record<string, unknown>>;

/** Where a generated value would be no valid input: what cannot be told from a JSON schema. */
const known: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'film.create': { document: filmSample() },
  'film.change': { document: filmSample() },
  'ledger.set-rate': { currency: 'CNY' },
  'key.set': { name: 'SAMPLE_KEY' },
  'key.remove': { name: 'SAMPLE_KEY' },
  'key.test': { name: 'SAMPLE_KEY' },
};

function filmSample(): unknown {
  return { format: 'fantascope/film', version: 1, title: { en: 'A wish' }, shots: [{ camera: {} }] };
}

function sampleOf(schema: Schema, name: string): unknown {
  const branches = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (branches !== undefined) return sampleOf(branches[0] ?? {}, name);
  switch (schema['type']) {
    case 'string':
      return textOf(schema, name);
    case 'number':
    case 'integer':
      return Math.max(1, (schema['minimum'] as number | undefined) ?? 1);
    case 'boolean':
      return true;
    case 'array':
      return [sampleOf((schema['items'] ?? {}) as Schema, name)];
    case 'object':
      return objectOf(schema);
    default:
      return {};
  }
}

function textOf(schema: Schema, name: string): string {
  const pattern = String(schema['pattern'] ?? '');
  const prefix = /^\^\(?([a-z]+_)/.exec(pattern)?.[1];
  // An id that is well-formed and nobody's.
  if (prefix !== undefined) return `${prefix}${'0'.repeat(26)}`;
  switch (schema['format']) {
    case 'email':
      return 'somebody@example.com';
    case 'uri':
      return 'https://example.com/';
    case 'date':
      return '2026-11-22';
    default:
      return name === 'cursor' ? 'WzAsIiJd' : 'sample'.padEnd(Number(schema['minLength'] ?? 0), '-');
  }
}

function objectOf(schema: Schema): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {}, name)]));
}

/** An input of an operation that its schema takes, whose ids name nothing: required fields only. */
export function sampleInput(name: string, schema: Schema): Record<string, unknown> {
  return { ...objectOf(schema), ...known[name] };
}
