import type { Refusal, Reply } from './protocol.ts';

const forms: Readonly<Record<Refusal['why'], readonly [number, string, string | null]>> = {
  'bad-request': [400, 'invalid_request_error', 'invalid_value'],
  unauthorised: [401, 'invalid_request_error', 'invalid_api_key'],
  'not-found': [404, 'invalid_request_error', 'not_found'],
  'no-route': [404, 'invalid_request_error', 'unknown_url'],
  conflict: [409, 'invalid_request_error', 'conflict'],
  rate: [429, 'requests', 'rate_limit_exceeded'],
  concurrency: [429, 'requests', 'rate_limit_exceeded'],
  overload: [503, 'server_error', 'overloaded'],
  internal: [500, 'server_error', null],
  content: [400, 'image_generation_user_error', 'moderation_blocked'],
  'error-in-200': [200, 'server_error', null],
};

/** An error as OpenAI's API and the servers that follow it write one: `{ error: { message, type, param, code } }`. */
export function openaiError({ why, message, at }: Refusal): Reply {
  const [status, type, code] = forms[why];
  const param = at === undefined || at.length === 0 ? null : at.join('.');
  return { status, json: { error: { message: param === null ? message : `${message}: '${param}'`, type, param, code } } };
}
