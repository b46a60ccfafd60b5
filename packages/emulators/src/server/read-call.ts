import type { IncomingMessage } from 'node:http';
import type { Call } from './protocol.ts';

const mostBodyBytes = 256 * 2 ** 20;

/** A part of a path without its percent signs. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % is no reason to fail: it is simply not an id we know.
    return text;
  }
}

/** The JSON of a request; undefined for none and for anything that is not JSON. */
export function parsed(call: Call): unknown {
  if (call.bytes.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(call.bytes).toString('utf8')) as unknown;
  } catch {
    // The schema says what is wrong with it.
    return undefined;
  }
}

/** Reads a request whole. Throws for a body over 256 MiB. */
export async function readCall(request: IncomingMessage, origin: string): Promise<Call> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBodyBytes) throw new Error('the body is too long');
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  const url = new URL(request.url ?? '/', origin);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  const type = headers['content-type'] ?? '';
  const form = type.startsWith('multipart/form-data')
    ? await new Response(bytes, { headers: { 'content-type': type } }).formData()
    : undefined;
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    params: {},
    query: url.searchParams,
    headers,
    bytes,
    ...(form === undefined ? {} : { form }),
    body: undefined,
    fault: null,
  };
}
