import { readFileSync } from 'node:fs';
import { Fault } from '@fantascope/film/fault';
import { type Described, type Field, kindsOf } from './described.ts';

/** What stood behind the operation's name: what the command itself is told, and the input's own fields. */
export type Words = Readonly<{
  options: Readonly<{
    help: boolean;
    json: boolean;
    server?: string;
    input?: string;
    confirm?: string;
    idempotencyKey?: string;
  }>;
  fields: readonly Readonly<{ name: string; text: string | true }>[];
}>;

const flags = new Set(['help', 'json']);
const valued = new Set(['server', 'input', 'confirm', 'idempotencyKey', 'lang']);

const camel = (name: string) => name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Tells options of the command from fields of the operation; where both have a name (`key`), it is the field. Throws cli.not-a-field. */
export function readWords(argv: readonly string[], operation: Pick<Described, 'name' | 'fields'>): Words {
  const names = new Set(operation.fields.map(({ name }) => name));
  const options: Record<string, string | boolean> = { help: false, json: false };
  const fields: { name: string; text: string | true }[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] as string;
    if (word === '-h') {
      options['help'] = true;
      continue;
    }
    const [, flag, , given] = /^--([A-Za-z][\w-]*)(=([\s\S]*))?$/.exec(word) ?? [];
    if (flag === undefined) throw new Fault('cli.not-a-field', { given: word.slice(0, 100), operation: operation.name });
    const spelled = camel(flag);
    const name = spelled === 'key' && !names.has('key') ? 'idempotencyKey' : spelled;
    const isField = names.has(name);
    if (!isField && flags.has(name)) {
      options[name] = true;
      continue;
    }
    const next = argv[at + 1];
    const isNext = given === undefined && next !== undefined && !next.startsWith('--');
    if (isNext) at += 1;
    const text = given ?? (isNext ? next : true);
    if (!isField && valued.has(name)) {
      if (text === true) throw new Fault('cli.missing', { name: `--${flag}`, command: `do ${operation.name}` });
      options[name] = text;
    } else fields.push({ name, text });
  }
  return { options: options as Words['options'], fields };
}

function fromJson(text: string, option: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('cli.bad-input-json', { option, problem: (cause as Error).message }, { cause });
  }
}

/** A word as its field's type. What does not fit stays a text, and the server refuses it by name. */
function typedOf({ name, schema }: Pick<Field, 'name' | 'schema'>, text: string | true): unknown {
  const kinds = kindsOf(schema);
  const takes = (kind: string) => kinds.has(kind) || kinds.has('any');
  if (text === true) return true;
  if (kinds.has('null') && text === 'null') return null;
  if (kinds.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (kinds.has('number') && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  const isWhole = takes('object') || takes('array');
  if (isWhole && text.startsWith('@')) {
    let read: string;
    try {
      read = readFileSync(text.slice(1), 'utf8');
    } catch (cause) {
      throw new Fault('cli.bad-input-json', { option: `--${name}`, problem: (cause as Error).message }, { cause });
    }
    return fromJson(read, `--${name}`);
  }
  return isWhole && /^\s*[[{"]/.test(text) ? fromJson(text, `--${name}`) : text;
}

/**
 * The input of an operation: `--input` (a JSON object), and over it the fields that were given one by one. Several words for one field are
 * a list. Fields nobody knows go along as they are, so that the server refuses them as at every other door. Throws cli.bad-input-json, cli.field-twice and cli.secret-in-sight.
 */
export function inputOf({ options, fields }: Pick<Words, 'options' | 'fields'>, operation: Described): Record<string, unknown> {
  const whole = options.input === undefined ? {} : fromJson(options.input, '--input');
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole))
    throw new Fault('cli.bad-input-json', { option: '--input', problem: Array.isArray(whole) ? 'a list' : `a ${typeof whole}` });
  const input: Record<string, unknown> = { ...whole };
  const known = new Map(operation.fields.map((field) => [field.name, field]));
  for (const name of new Set(fields.map((each) => each.name))) {
    const field: Pick<Field, 'name' | 'schema'> = known.get(name) ?? { name, schema: { type: 'string' } };
    if (field.schema['writeOnly'] === true) throw new Fault('cli.secret-in-sight', { field: name });
    const texts = fields.filter((each) => each.name === name).map((each) => each.text);
    const isList = kindsOf(field.schema).has('array');
    const first = texts[0] as string | true;
    const isJson = first !== true && /^\s*[[@]/.test(first);
    if (isList && !(texts.length === 1 && isJson)) {
      const items = (field.schema['items'] ?? {}) as Field['schema'];
      input[name] = texts.map((text) => typedOf({ name, schema: items }, text));
    } else if (texts.length > 1) throw new Fault('cli.field-twice', { field: name });
    else input[name] = typedOf(field, first);
  }
  return input;
}
