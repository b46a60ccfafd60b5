import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { pictureSize } from '../media/png.ts';

let server: Emulator;
beforeEach(async () => {
  server = await startEmulator('openai-images', { workMs: 5 });
});
afterEach(() => server.close());

const headers = { authorization: 'Bearer emulated-openai-key' };
const example = { model: 'gpt-image-1', prompt: '85 mm, low angle, a lantern in the rain', size: '1536x1024', quality: 'high', n: 1 };
const submit = (json: unknown, name = 'generations') => askEmulator(server, { method: 'POST', path: `/images/${name}`, json, headers });

test('the reply is the picture, as base64, of the size that was asked for', async () => {
  const { status, json } = await submit(example);
  expect([status, at(json, 'data.0.url'), json['size']]).toEqual([200, undefined, '1536x1024']);
  expect(pictureSize(Buffer.from(String(at(json, 'data.0.b64_json')), 'base64'))).toEqual({ widthPx: 1536, heightPx: 1024 });
  expect(server.bill).toMatchObject([{ model: 'gpt-image-1', usd: 0.17, request: example }]);
});

test('n pictures are n times the money, in one task', async () => {
  const { json } = await submit({ ...example, n: 3, size: '64x64', quality: 'low' });
  expect((json['data'] as unknown[]).length).toBe(3);
  expect(server.bill).toMatchObject([{ usd: 0.03 }]);
});

test('an edit is a form with pictures in it', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ model: 'gpt-image-1', prompt: 'from behind', size: '64x64' })) form.append(name, value);
  for (const name of ['a.png', 'b.png']) form.append('image[]', new Blob(['png'], { type: 'image/png' }), name);
  const { status } = await askEmulator(server, { method: 'POST', path: '/images/edits', body: form, headers });
  expect(status).toBe(200);
  expect(at(server.bill[0]?.request, 'image.1.name')).toBe('b.png');
});

test('a server of one’s own takes a seed, gives an address on wish, and costs nothing', async () => {
  const { json } = await submit({ prompt: 'a lantern', size: '64x48', seed: 0, response_format: 'url' });
  const file = await askEmulator(server, { path: String(at(json, 'data.0.url')) });
  expect(pictureSize(file.bytes)).toEqual({ widthPx: 64, heightPx: 48 });
  expect(server.bill).toMatchObject([{ usd: 0, request: { seed: 0 } }]);
});

test('a server of one’s own edits a picture by its address, and OpenAI does not', async () => {
  const form = (model: string) => {
    const made = new FormData();
    const fields = { model, prompt: 'from behind', size: '64x64', url: 'https://files.example/a.png' };
    for (const [name, value] of Object.entries(fields)) made.append(name, value);
    return made;
  };
  const edit = (model: string) => askEmulator(server, { method: 'POST', path: '/images/edits', body: form(model), headers });
  expect((await edit('Qwen/Qwen-Image-Edit')).status).toBe(200);
  expect((await edit('gpt-image-1')).status).toBe(400);
});

test('an answer that is lost was made and billed, and there is nowhere to ask for it', async () => {
  server.misbehave('accept-then-hang-up');
  await expect(submit(example)).rejects.toThrow();
  expect(server.bill.length).toBe(1);
});

describe('refused before anything is spent', () => {
  test.each([
    ['an unknown field', { camera: 'low' }, 'camera'],
    ['a seed, where there is none', { seed: 7 }, 'seed'],
    ['the form of the reply, where there is one only', { response_format: 'url' }, 'response_format'],
    ['no prompt', { prompt: undefined }, 'prompt'],
    ['a size in words', { size: 'large' }, 'size'],
    ['eleven pictures', { n: 11 }, 'n'],
  ])('%s', async (_, change, place) => {
    const reply = await submit({ ...example, ...change });
    expect(reply).toMatchObject({ status: 400, json: { error: { type: 'invalid_request_error', param: place } } });
    expect(server.bill).toEqual([]);
  });

  test('content that is refused is told as such', async () => {
    server.misbehave('content-refused');
    expect(await submit(example)).toMatchObject({ status: 400, json: { error: { code: 'moderation_blocked' } } });
    expect(server.bill).toEqual([]);
  });
});
