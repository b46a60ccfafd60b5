import type { Call, Refusal } from './protocol.ts';

/** Refuses a request whose Authorization header is not the word and the key; `header` for providers with a header of their own. */
export function keyed({ key, word = 'Bearer', header = 'authorization' }: { key: string; word?: string; header?: string }) {
  return (call: Call): Refusal | null => {
    const given = call.headers[header] ?? '';
    if (given === '') return { why: 'unauthorised', message: 'no credential' };
    return given === (word === '' ? key : `${word} ${key}`) ? null : { why: 'unauthorised', message: 'the credential is not valid' };
  };
}
