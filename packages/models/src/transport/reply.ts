import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { HttpReply, HttpRequest } from '../wire.ts';

/** The bytes of a reply, at most `mostBytes` of them, unpacked ones included. @throws Error beyond that, and where the reply breaks off. */
export async function boundedBytes(reply: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of reply as AsyncIterable<Buffer>) {
    length += part.byteLength;
    if (length > mostBytes) throw new Error(`the reply is longer than ${mostBytes} bytes`);
    parts.push(part);
  }
  const packed = Buffer.concat(parts);
  const bound = { maxOutputLength: mostBytes };
  // Nothing packed is asked for; some servers pack all the same.
  switch (reply.headers['content-encoding']) {
    case 'gzip':
      return gunzipSync(packed, bound);
    case 'br':
      return brotliDecompressSync(packed, bound);
    case 'deflate':
      return inflateSync(packed, bound);
    default:
      return packed;
  }
}

/** Header names of Node are lower case already; repeated ones are joined. */
export function flatHeaders({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

/** A reply as data; json is undefined where its text is none. */
export function replyOf(status: number, { headers, bytes }: Readonly<{ headers: HttpReply['headers']; bytes: Buffer }>): HttpReply {
  const text = bytes.toString('utf8');
  try {
    return { status, headers, text, json: JSON.parse(text) as unknown };
  } catch {
    return { status, headers, text, json: undefined };
  }
}

/** The body of a request and its type: JSON exactly as JSON.stringify writes it (signatures are over that), a form, or bytes. */
export function bodyOf({ json, form, body }: HttpRequest): Readonly<{ type?: string; bytes?: Uint8Array }> {
  if (body !== undefined) return { type: body.mime, bytes: body.bytes };
  if (form !== undefined) {
    const boundary = `fantascope-${randomUUID()}`;
    const quoted = (text: string) => text.replace(/["\r\n]/g, (letter) => encodeURIComponent(letter));
    const parts = form.flatMap(({ name, value }) => {
      const isText = typeof value === 'string';
      const file = isText ? '' : `; filename="${quoted(value.fileName)}"\r\ncontent-type: ${value.mime.replace(/[\r\n]/g, '')}`;
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"${file}\r\n\r\n`;
      return [Buffer.from(head), isText ? Buffer.from(value) : value.bytes, Buffer.from('\r\n')];
    });
    return { type: `multipart/form-data; boundary=${boundary}`, bytes: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]) };
  }
  return json === undefined ? {} : { type: 'application/json', bytes: Buffer.from(JSON.stringify(json)) };
}
