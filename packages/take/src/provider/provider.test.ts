import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { addressOf, isLoopbackUrl } from './address.ts';
import { cleanText, secretsOf } from './clean-text.ts';
import { knownAddress } from './known-address.ts';
import { keyOrigins } from './net.ts';
import { bodyHash, slimRequest } from './slim-request.ts';

const entry = { id: 'kling/v1/text', wire: 'kling-v1', baseUrl: 'https://api-singapore.klingai.com', keyName: 'KLING_API_KEY' };

test('a model is asked where its entry says, with the key of its provider', () => {
  expect(addressOf(entry, {})).toEqual({
    baseUrl: 'https://api-singapore.klingai.com',
    origin: 'https://api-singapore.klingai.com',
    keyName: 'KLING_API_KEY',
    isNamed: false,
  });
});

test('a wire pointed elsewhere needs a key of its own', () => {
  const near = addressOf(entry, { FANTASCOPE_KLING_V1_URL: 'http://127.0.0.1:4750/' });
  expect(near).toMatchObject({ baseUrl: 'http://127.0.0.1:4750', keyName: 'FANTASCOPE_KLING_V1_KEY', isNamed: true });
  const far = addressOf(entry, { FANTASCOPE_KLING_V1_URL: 'https://proxy.example/kling' });
  expect(far).toMatchObject({ keyName: 'FANTASCOPE_KLING_V1_KEY' });
});

test("a server of one's own needs no key that its entry does not name", () => {
  expect(addressOf({ id: 'comfyui/a', wire: 'comfyui', baseUrl: 'http://127.0.0.1:8188' }, {})).not.toHaveProperty('keyName');
});

/** A server on this machine that answers everything alike. */
async function served<T>(headers: Readonly<Record<string, string>>, use: (baseUrl: string) => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.writeHead(404, headers).end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await new Promise((closed) => server.close(closed));
  }
}

test('an emulator is known by what it says of itself, on whatever port', async () => {
  const known = (setting: string) => knownAddress(addressOf(entry, { FANTASCOPE_KLING_V1_URL: setting }), { nowMs: () => 0 });
  expect(await served({ 'x-fantascope-emulator': '1' }, known)).toMatchObject({ isEmulated: true });
  // A real server on another port of this machine, and one that is not there.
  expect(await served({}, known)).toMatchObject({ isEmulated: false });
  expect(await known('http://127.0.0.1:9')).toMatchObject({ isEmulated: false });
  // One elsewhere is not asked: whatever it says, its takes cost what they cost.
  expect(await known('https://proxy.example/kling')).toMatchObject({ isEmulated: false });
});

test.each(['ftp://example.com', 'not an address', 'https://user:pass@example.com', 'https://example.com/?key=1', 'https://example.com/#a'])(
  'the address %s is refused by the name of its setting, and not repeated',
  (text) => {
    let error: Error | undefined;
    try {
      addressOf(entry, { FANTASCOPE_KLING_V1_URL: text });
    } catch (cause) {
      error = cause as Error;
    }
    expect(error).toMatchObject({ code: 'take.bad-address' });
    expect(error?.message).not.toContain(text);
  },
);

test('loopback is 127 and its names, not what looks like it', () => {
  expect(['http://localhost:1', 'http://127.9.9.9', 'http://[::1]:5'].map(isLoopbackUrl)).toEqual([true, true, true]);
  expect(['http://127.0.0.1.example.com', 'http://10.0.0.1', 'https://localhost.example'].map(isLoopbackUrl)).toEqual([
    false,
    false,
    false,
  ]);
});

test("a provider's key goes to its own addresses, whatever a person's entry names", () => {
  expect(keyOrigins('KLING_API_KEY', { origin: 'https://elsewhere.example' })).not.toContain('https://elsewhere.example');
  expect(keyOrigins('FANTASCOPE_KLING_V1_KEY', { origin: 'https://elsewhere.example' })).toEqual(['https://elsewhere.example']);
});

test("a provider's words lose keys, tokens and the queries of addresses", () => {
  const secrets = secretsOf('access-1234:secret/5678');
  const said =
    'bad key secret/5678 (access-1234) Bearer abcdef123456 eyJhbGciOi.eyJpc3Mi.c2ln see https://files.example/a.mp4?X-Sig=1&key=2 secret%2F5678';
  const clean = cleanText(said, secrets);
  for (const gone of ['5678', '1234', 'abcdef', 'eyJ', 'X-Sig', 'key=2']) expect(clean).not.toContain(gone);
  expect(clean).toContain('https://files.example/a.mp4');
  expect(cleanText('x'.repeat(5000), [])).toHaveLength(1001);
});

test('a kept request has neither the bytes of files nor the queries of addresses, and everything else', () => {
  const request = {
    model: 'm',
    prompt: '',
    seed: 0,
    hasAudio: false,
    webhookUrl: 'https://me.example/?t=secret',
    firstFrame: { dataUri: 'data:image/png;base64,AAAA' },
    references: [{ url: 'https://files.example/a.png?sig=1#x' }, { url: 'upload:a.png' }],
  };
  expect(slimRequest(request)).toEqual({
    model: 'm',
    prompt: '',
    seed: 0,
    hasAudio: false,
    firstFrame: { dataUri: 'data:image/png;base64,' },
    references: [{ url: 'https://files.example/a.png' }, { url: 'upload:a.png' }],
  });
});

test('two bodies have the same hash only when they are the same', () => {
  const http = { method: 'POST', url: 'https://a.example', json: { seed: 0 } } as const;
  expect(bodyHash(http)).toBe(bodyHash({ ...http }));
  expect(bodyHash(http)).not.toBe(bodyHash({ ...http, json: { seed: 1 } }));
  const form = (bytes: number[]) =>
    ({ method: 'POST', url: 'a', form: [{ name: 'a', value: { bytes: Uint8Array.from(bytes), fileName: '', mime: '' } }] }) as const;
  expect(bodyHash(form([1]))).not.toBe(bodyHash(form([2])));
});
