import type { Refusal, Reply } from './protocol.ts';

/** HTTP status and gRPC status of each refusal. */
const codes: Readonly<Record<Refusal['why'], readonly [number, string]>> = {
  'bad-request': [400, 'INVALID_ARGUMENT'],
  unauthorised: [401, 'UNAUTHENTICATED'],
  'not-found': [404, 'NOT_FOUND'],
  'no-route': [404, 'NOT_FOUND'],
  conflict: [400, 'FAILED_PRECONDITION'],
  rate: [429, 'RESOURCE_EXHAUSTED'],
  concurrency: [429, 'RESOURCE_EXHAUSTED'],
  overload: [503, 'UNAVAILABLE'],
  internal: [500, 'INTERNAL'],
  content: [400, 'INVALID_ARGUMENT'],
  'error-in-200': [500, 'INTERNAL'],
};

/** An error as Google's APIs write one: `{ error: { code, message, status } }`. */
export function googleError({ why, message, at }: Refusal): Reply {
  const [code, status] = codes[why];
  const text = at === undefined || at.length === 0 ? message : `Invalid value at '${at.join('.')}': ${message}`;
  return { status: code, json: { error: { code, message: text, status } } };
}
