/** A JSON Schema (draft 2020-12) as zod writes it. */
type Schema = Readonly<Record<string, unknown>>;

const indent = (text: string) => text.replaceAll('\n', '\n  ');

/** What a reference is called in the generated file. */
type Named = (ref: string) => string;

/** The TypeScript type of a JSON schema. What TypeScript cannot say (a least number, a pattern) is left to the server, which refuses it by name. */
export function typeText(schema: Schema, named: Named): string {
  if (typeof schema['$ref'] === 'string') return named(schema['$ref']);
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((each) => JSON.stringify(each)).join(' | ');
  const union = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  if (union !== undefined) return [...new Set(union.map((each) => typeText(each, named)))].join(' | ');
  const all = schema['allOf'] as readonly Schema[] | undefined;
  if (all !== undefined) return all.map((each) => `(${typeText(each, named)})`).join(' & ');
  if (Array.isArray(schema['type'])) return schema['type'].map((each) => typeText({ ...schema, type: each }, named)).join(' | ');
  switch (schema['type']) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return arrayText(schema, named);
    case 'object':
      return objectText(schema, named);
    default:
      return 'unknown';
  }
}

function arrayText(schema: Schema, named: Named): string {
  const items = schema['prefixItems'] as readonly Schema[] | undefined;
  if (items !== undefined) return `readonly [${items.map((each) => typeText(each, named)).join(', ')}]`;
  return `readonly (${typeText((schema['items'] ?? {}) as Schema, named)})[]`;
}

function objectText(schema: Schema, named: Named): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const rest = schema['additionalProperties'];
  const isMap = typeof rest === 'object' && rest !== null;
  if (properties.length === 0)
    return isMap ? `{ readonly [name: string]: ${typeText(rest as Schema, named)} }` : 'Readonly<Record<string, never>>';
  const lines = properties.map(([name, each]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    const isOptional = !required.has(name);
    return `  readonly ${key}${isOptional ? '?' : ''}: ${indent(typeText(each, named))}${isOptional ? ' | undefined' : ''};`;
  });
  return `{\n${lines.join('\n')}\n}`;
}
