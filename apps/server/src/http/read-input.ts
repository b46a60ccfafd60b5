import { Fault } from '@fantascope/film';
import type { Operation } from '@fantascope/jobs';
import type { z } from 'zod';
import { boundedBody } from './bounded-body.ts';
import { allGuards, type Guards } from './guards.ts';

type Field = Readonly<{ kind: 'number' | 'boolean' | 'list' | 'text' }>;

function fieldOf(schema: z.core.$ZodType): Field {
  const { def } = schema._zod;
  if ('innerType' in def) return fieldOf(def.innerType as z.core.$ZodType);
  if (def.type === 'array') return { kind: 'list' };
  if (def.type === 'boolean') return { kind: 'boolean' };
  return { kind: def.type === 'number' || def.type === 'int' ? 'number' : 'text' };
}

/** A query's texts as the input's types; what is no number or boolean stays a text, and the schema refuses it by name. */
function typed(text: string, { kind }: Field): unknown {
  if (kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function fromQuery(url: URL, operation: Operation): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const schema = operation.input.shape[name] as z.core.$ZodType | undefined;
    const field = schema === undefined ? ({ kind: 'text' } as const) : fieldOf(schema);
    const values = url.searchParams.getAll(name);
    if (field.kind === 'list') input[name] = values;
    // Of two values one would be dropped without a word.
    else if (values.length > 1) throw new Fault('server.twice', { field: name });
    else input[name] = typed(values[0] ?? '', field);
  }
  return input;
}

async function fromBody(request: Request, guards: Guards): Promise<Record<string, unknown>> {
  const text = await boundedBody(request, { mostBytes: guards.bodyMostBytes });
  if (text === '') return {};
  // A form of a foreign page can send text/plain without asking first; JSON it cannot.
  if (!guards.isJson(request.headers.get('content-type'))) throw new Fault('server.not-json');
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Fault('server.not-json');
    return json as Record<string, unknown>;
  } catch (error) {
    throw error instanceof Fault ? error : new Fault('server.not-json', {}, { cause: error });
  }
}

/** The input of an operation out of a request: path, and query or JSON body. Not checked against the schema yet. Throws server.not-json, server.body-too-large and server.twice. */
export async function readInput(
  request: Request,
  { operation, path, guards = allGuards }: Readonly<{ operation: Operation; path: Readonly<Record<string, string>>; guards?: Guards }>,
): Promise<Record<string, unknown>> {
  const url = new URL(request.url);
  const { method } = operation.route;
  const rest = method === 'GET' || method === 'DELETE' ? fromQuery(url, operation) : await fromBody(request, guards);
  for (const [name, value] of Object.entries(path)) {
    if (name in rest && rest[name] !== value) throw new Fault('server.twice', { field: name });
  }
  return { ...rest, ...path };
}
