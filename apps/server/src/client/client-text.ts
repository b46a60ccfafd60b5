import type { Operation } from '@fantascope/jobs';
import { z } from 'zod';
import { typeText } from './type-text.ts';

/** take.shoot → TakeShoot; ledger.set-cap → LedgerSetCap. */
function typeName(operation: string): string {
  return operation
    .split(/[.-]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

/** Whether a definition is zod's own for any JSON value, which is written out in every schema that holds one. */
function isJson({ anyOf }: Readonly<Record<string, unknown>>): boolean {
  return (
    Array.isArray(anyOf) &&
    anyOf.length === 6 &&
    JSON.stringify(anyOf).includes('"type":"null"') &&
    JSON.stringify(anyOf).includes('"$ref"')
  );
}

function typesOf(schema: z.ZodType, { io, name }: Readonly<{ io: 'input' | 'output'; name: string }>): string {
  const whole = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Readonly<Record<string, unknown>>;
  const all = (whole['$defs'] ?? {}) as Record<string, Record<string, unknown>>;
  const json = Object.keys(all).filter((key) => isJson(all[key] ?? {}));
  const named = (ref: string) => {
    const key = ref.replace('#/$defs/', '');
    return json.includes(key) ? 'Json' : `${name}${ref === '#' ? '' : key.replaceAll('_', '')}`;
  };
  const defs = Object.entries(all)
    .filter(([key]) => !json.includes(key))
    .map(([key, def]) => `export type ${named(`#/$defs/${key}`)} = ${typeText(def, named)};`);
  return [...defs, `export type ${name} = ${typeText(whole, named)};`].join('\n');
}

/** The generated half of the client: the types of every operation, and where each lies. A test holds the file in packages/client against it. */
export function clientText(operations: readonly Operation[]): string {
  const types = operations.map(({ name, says, input, output }) =>
    [
      `/** ${says.en} */`,
      typesOf(input, { io: 'input', name: `${typeName(name)}Input` }),
      typesOf(output, { io: 'output', name: `${typeName(name)}Output` }),
    ].join('\n'),
  );
  const rows = operations.map(({ name }) => `  '${name}': { input: ${typeName(name)}Input; output: ${typeName(name)}Output };`);
  const routes = operations.map(({ name, route }) => `  '${name}': { method: '${route.method}', path: '${route.path}' },`);
  const spending = operations.filter(({ preview }) => preview !== undefined).map(({ name }) => `'${name}'`);
  return `// Generated from the table of operations by apps/server/write-client.ts; not to be edited.

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

${types.join('\n\n')}

/** Every operation by name, with what it takes and gives. */
export type Operations = {
${rows.join('\n')}
};

/** Operations that may cost money and show what they would do first. */
export type SpendingName = ${spending.join(' | ')};

/** Where each operation lies on HTTP, below the prefix. */
export const routes = {
${routes.join('\n')}
} as const satisfies Record<keyof Operations, { method: string; path: string }>;
`;
}
