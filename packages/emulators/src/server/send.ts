import type { ServerResponse } from 'node:http';
import type { FaultName } from '../emulator.ts';
import type { Made } from '../media/placard.ts';
import type { Call, Reply } from './protocol.ts';

type Plain = Readonly<{ status: number; headers: Readonly<Record<string, string>>; bytes: Uint8Array; sentBytes?: number }>;

const mimeOf = (made: Made) => (made.kind === 'video' ? 'video/mp4' : 'image/png');

/** A finished file as a reply: whole or the asked range, or as the fault of this request has it. */
export function fileReply(bytes: Uint8Array, { made, call, fault }: { made: Made; call: Call; fault: FaultName | null }): Plain {
  const headers = { 'content-type': mimeOf(made), 'accept-ranges': 'bytes', etag: `"${bytes.length.toString(16)}"` };
  switch (fault) {
    case 'expired-result': {
      const text = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
      return { status: 403, headers: { 'content-type': 'application/xml' }, bytes: Buffer.from(text) };
    }
    case 'html-result':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        bytes: Buffer.from('<!doctype html><title>Sign in</title><p>Please sign in.'),
      };
    case 'wrong-length':
      // The header is believed by every client: they all see a file that is whole and half.
      return { status: 200, headers, bytes: bytes.subarray(0, Math.floor(bytes.length / 2)) };
    case 'truncated-result':
      return { status: 200, headers, bytes, sentBytes: Math.floor(bytes.length / 2) };
    default:
  }
  const range = /^bytes=(\d*)-(\d*)$/.exec(call.headers['range'] ?? '');
  const [, first = '', last = ''] = range ?? [];
  if (range === null || (first === '' && last === '')) return { status: 200, headers, bytes };
  const from = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes.length - 1 : Math.min(bytes.length - 1, Number(last));
  if (from > to) return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` }, bytes: new Uint8Array() };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${bytes.length}` },
    bytes: bytes.subarray(from, to + 1),
  };
}

/** A reply of a protocol as bytes. `faulty` adds fields nobody has heard of, or keeps half the body. */
export function plainReply(reply: Reply, { fault }: { fault: FaultName | null }): Plain {
  const json = fault === 'extra-fields' ? withStrangers(reply.json, { isMap: reply.isMap ?? false }) : reply.json;
  const text = reply.text ?? (json === undefined ? '' : JSON.stringify(json));
  const whole = reply.bytes ?? Buffer.from(text, 'utf8');
  const mime = reply.mime ?? (reply.json === undefined ? 'text/plain; charset=utf-8' : 'application/json');
  const bytes = fault === 'poll-half-body' || fault === 'accept-then-half-reply' ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  return { status: reply.status, headers: { 'content-type': mime, ...reply.headers }, bytes };
}

function withStrangers(json: unknown, { isMap }: { isMap: boolean }): unknown {
  if (Array.isArray(json)) return json.map((each) => withStrangers(each, { isMap: false }));
  if (typeof json !== 'object' || json === null) return json;
  const known = Object.entries(json).map(([key, value]) => [key, withStrangers(value, { isMap: false })]);
  return Object.fromEntries(isMap ? known : [...known, ['x_unheard_of', { since: '2026-12', values: [0, null, 'later'] }]]);
}

/** In every reply, so that whoever asks knows what stands here, whatever its port. */
const sign = { 'x-fantascope-emulator': '1' } as const;

/** Writes a reply; one with `sentBytes` announces it all and hangs up there. */
export function send(response: ServerResponse, { status, headers, bytes, sentBytes }: Plain, { isHead }: { isHead: boolean }): void {
  response.writeHead(status, { ...sign, ...headers, 'content-length': String(bytes.length) });
  if (isHead) response.end();
  else if (sentBytes === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, sentBytes), () => response.destroy());
}
