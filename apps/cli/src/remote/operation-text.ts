import { stringify } from 'yaml';
import type { Door } from '../door.ts';
import { type Described, kindsOf, type Schema } from './described.ts';

type Speaking = Pick<Door, 'language' | 'text'>;

/** One line an operation, by noun. */
export function operationList(all: readonly Described[], { language, text }: Speaking): string {
  const wide = Math.max(...all.map(({ name }) => name.length));
  return all
    .map(({ name, says, isConfirmed }) => `${name.padEnd(wide)}  ${says[language]}${isConfirmed ? ` [${text.remote.spends}]` : ''}`)
    .join('\n');
}

/** What a field takes, in a few words: its choices, its type, its bounds. */
function takes(schema: Schema): string {
  const branches = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  if (Array.isArray(schema['enum'])) return schema['enum'].join(' | ');
  if ('const' in schema) return String(schema['const']);
  if (branches !== undefined) return [...new Set(branches.map(takes))].join(' | ');
  const [kind = 'any'] = kindsOf(schema);
  if (kind === 'array') return `[${takes((schema['items'] ?? {}) as Schema)} …]`;
  if (kind === 'object' || kind === 'any') return 'JSON';
  const pattern = /^\^([a-z]+_)\[/.exec(String(schema['pattern'] ?? ''))?.[1];
  if (pattern !== undefined) return `${pattern}…`;
  const { minimum, maximum, default: usual } = schema as { minimum?: number; maximum?: number; default?: unknown };
  const isBounded = minimum !== undefined && maximum !== undefined && Math.abs(minimum) < 2 ** 53 - 1 && maximum < 2 ** 53 - 1;
  return `${kind}${isBounded ? ` ${minimum}–${maximum}` : ''}${usual === undefined ? '' : ` = ${JSON.stringify(usual)}`}`;
}

/** What an operation does and which fields it takes. */
export function operationHelp({ name, says, method, path, fields, isConfirmed }: Described, { language, text }: Speaking): string {
  const wide = Math.max(0, ...fields.map((field) => field.name.length));
  const lines = fields.map(
    (field) =>
      `  --${field.name.padEnd(wide)}  ${takes(field.schema)}${field.isRequired ? ` (${text.remote.needed})` : ''}${
        typeof field.schema['description'] === 'string' ? `  ${field.schema['description']}` : ''
      }`,
  );
  return [
    `${name}  ${says[language]}${isConfirmed ? ` [${text.remote.spends}]` : ''}`,
    `${method} ${path}`,
    ...(lines.length === 0 ? [] : ['', `${text.remote.fields}:`, ...lines]),
  ].join('\n');
}

type Price = Readonly<{ low: number; high: number }> | null;

function priceOf(shown: unknown): Price | undefined {
  const { estimateUsd, askedUsdMicros } = (typeof shown === 'object' && shown !== null ? shown : {}) as {
    estimateUsd?: Price;
    askedUsdMicros?: number | null;
  };
  if (typeof askedUsdMicros === 'number') return { low: askedUsdMicros / 1e6, high: askedUsdMicros / 1e6 };
  return estimateUsd;
}

/** A plan and its price before anything is paid. What the server says in both languages stays in both. */
export function previewText({ shown }: Readonly<{ shown: unknown }>, { text }: Speaking): string {
  const price = priceOf(shown);
  const usd = (amount: number) => `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`;
  const line =
    price === undefined
      ? []
      : [
          `${text.remote.price}: ${price === null ? text.remote.noPrice : price.low === price.high ? usd(price.high) : `${usd(price.low)}–${usd(price.high)}`}`,
        ];
  return [text.remote.shown, '', stringify(shown).trimEnd(), ...line].join('\n');
}
