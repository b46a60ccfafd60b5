import { randomUUID } from 'node:crypto';
import { Fault, say, words } from '@fantascope/film/fault';
import { askHidden, askLine, isAtTerminal, readInput } from '../ask.ts';
import { askServer } from '../remote/ask-server.ts';
import { confirmHeader, type Described, describedIn } from '../remote/described.ts';
import { operationHelp, operationList, previewText } from '../remote/operation-text.ts';
import { inputOf, readWords, type Words } from '../remote/read-fields.ts';
import { type ServerPlace, serverPlace } from '../remote/server-place.ts';
import type { Setting } from '../setting.ts';

/** Letters of an input at most; the server takes 4 MiB. */
const INPUT_MOST = 4 * 1024 * 1024;

/** What stood before and behind the operation's name. */
export type DoWords = Readonly<{
  operation: string | undefined;
  fields: readonly string[];
  options: Readonly<{ list: boolean; server?: string; input?: string; confirm?: string; idempotencyKey?: string }>;
}>;

/** Does one operation of the running server. A spending one shows its plan and price first, and wants a yes at the terminal or `--confirm`. */
export async function doOperation({ operation: name, fields, options }: DoWords, setting: Setting): Promise<void> {
  const { door, env } = setting;
  const early = { name: name ?? '', fields: [] };
  const server = readWords(fields, early).options.server ?? options.server;
  const place = await serverPlace(env, { server });
  const { json: document } = await askServer(place, { method: 'GET', path: '/openapi.json', language: door.language });
  const all = describedIn(document);
  if (options.list || name === undefined) {
    if (!options.list) throw new Fault('cli.missing', { name: 'operation', command: 'do' });
    door.line(operationList(all, door));
    door.result(all.map(({ name: each, says, isConfirmed }) => ({ name: each, says, spends: isConfirmed })));
    return;
  }
  const operation = all.find((each) => each.name === name);
  if (operation === undefined) throw new Fault('jobs.no-such-operation', { operation: name });
  const own = readWords(fields, operation);
  if (own.options.help) {
    door.line(operationHelp(operation, door));
    door.result(operation);
    return;
  }
  const said = { ...options, ...own.options };
  const input = await withSecrets(inputOf({ ...own, options: await readStdin(said) }, operation), { operation, setting });
  await perform({ place, operation, input, said }, setting);
}

async function readStdin<T extends Readonly<{ input?: string }>>(said: T): Promise<T> {
  return said.input === '-' ? { ...said, input: await readInput(INPUT_MOST) } : said;
}

/** Asks for what must not stand in the list of processes. */
async function withSecrets(
  input: Readonly<Record<string, unknown>>,
  { operation, setting }: Readonly<{ operation: Described; setting: Setting }>,
): Promise<Readonly<Record<string, unknown>>> {
  const whole: Record<string, unknown> = { ...input };
  for (const { name, schema, isRequired } of operation.fields)
    if (schema['writeOnly'] === true && isRequired && !(name in whole) && isAtTerminal())
      whole[name] = await askHidden(setting.door.text.remote.secret(name));
  return whole;
}

type Performing = Readonly<{
  place: ServerPlace;
  operation: Described;
  input: Readonly<Record<string, unknown>>;
  said: Readonly<{ confirm?: string; idempotencyKey?: string }> & Partial<Words['options']>;
}>;

async function perform({ place, operation, input, said }: Performing, { door }: Setting): Promise<void> {
  const { language, text } = door;
  const key = said.idempotencyKey ?? randomUUID();
  const isKeyed = operation.method === 'POST';
  const request = requestOf(operation, input);
  const send = async (confirm: string | undefined) => {
    const headers = {
      ...(isKeyed ? { 'idempotency-key': key } : {}),
      ...(confirm === undefined ? {} : { [confirmHeader]: confirm }),
    };
    try {
      return await askServer(place, { ...request, language, headers, operation: operation.name });
    } catch (cause) {
      // What may have been done is sent again under the same key; what was refused is another call once it is mended.
      if (isKeyed && cause instanceof Fault && words[cause.code].retry !== 'never') door.aside(text.remote.keyHint(key));
      throw cause;
    }
  };
  if (!operation.isConfirmed) {
    tell((await send(undefined)).json, door);
    return;
  }
  const first = await send(said.confirm ?? 'ask');
  if (!isPreview(first.json)) {
    tell(first.json, door);
    return;
  }
  const { hash } = first.json;
  door.aside(previewText(first.json, door));
  if (said.confirm === undefined && isAtTerminal()) {
    const answer = (await askLine(text.remote.ask)).trim().toLowerCase();
    if (!['y', 'yes', '是', 'shi'].includes(answer)) {
      door.aside(text.remote.declined);
      return;
    }
    const second = await send(hash);
    if (!isPreview(second.json)) {
      tell(second.json, door);
      return;
    }
    door.aside(previewText(second.json, door));
    notDone({ shown: second.json, fault: changed(operation.name, second.json.hash) }, door);
    return;
  }
  const fault =
    said.confirm === undefined ? new Fault('cli.confirm-first', { operation: operation.name, hash }) : changed(operation.name, hash);
  notDone({ shown: first.json, fault }, door);
}

type Shown = Readonly<{ isDone: false; hash: string; shown: unknown }>;

function isPreview(json: unknown): json is Shown {
  return typeof json === 'object' && json !== null && (json as { isDone?: unknown }).isDone === false && 'hash' in json;
}

const changed = (operation: string, hash: string) => new Fault('cli.plan-changed', { operation, hash });

/** A plan that was shown and not done ends with the fault's exit code; stdout has the plan, so that a program can confirm it. */
function notDone({ shown, fault }: Readonly<{ shown: Shown; fault: Fault }>, door: Setting['door']): void {
  door.aside(say(door.language, fault));
  door.result(shown);
  process.exitCode = words[fault.code].exit;
}

function tell(json: unknown, door: Setting['door']): void {
  door.line(JSON.stringify(json, null, 2));
  door.result(json);
}

/** The request of an input. Throws jobs.bad-input where a field of the path is missing: without it there is no address to send it to. */
function requestOf(
  operation: Described,
  input: Readonly<Record<string, unknown>>,
): Readonly<{ method: string; path: string; body?: unknown }> {
  const { method, name } = operation;
  const rest = { ...input };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = rest[field];
    if (value === undefined || value === '')
      throw new Fault('jobs.bad-input', { operation: name, pathEn: field, pathZh: field, problemEn: 'is missing', problemZh: '缺失' });
    delete rest[field];
    return encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value));
  });
  if (method !== 'GET' && method !== 'DELETE') return { method, path, body: rest };
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(rest))
    for (const each of Array.isArray(value) ? value : [value])
      query.append(field, typeof each === 'object' ? JSON.stringify(each) : String(each));
  return { method, path: query.size === 0 ? path : `${path}?${query}` };
}
