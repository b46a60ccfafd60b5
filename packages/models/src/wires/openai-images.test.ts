import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { openAiImages } from './openai-images.ts';

const setting = { baseUrl: 'https://api.openai.com/v1', dialect: {} };
const sglang = { baseUrl: 'http://127.0.0.1:30000/v1', dialect: { server: 'sglang' } };
const model = 'gpt-image-1.5';
const png = { dataUri: 'data:image/png;base64,iVBORw0KGgo=' };
const link = { url: 'https://media.example.com/a.png' };

test('a picture from words is asked for as JSON', () => {
  const { http, dropped } = openAiImages.submit(
    { model, prompt: '雨夜', count: 1, widthPx: 1536, heightPx: 1024, settings: { quality: 'high' } },
    setting,
  );
  expect(http).toEqual({
    method: 'POST',
    url: 'https://api.openai.com/v1/images/generations',
    json: { model, prompt: '雨夜', n: 1, size: '1536x1024', quality: 'high' },
  });
  expect(dropped).toEqual([]);
});

test('the size may be a word of the service', () => {
  expect(openAiImages.submit({ model, resolution: 'auto' }, setting).http.json).toEqual({ model, size: 'auto' });
});

test('pictures to work from make it a form; addresses are named, but at SGLang they are sent', () => {
  const { http, dropped } = openAiImages.submit({ model, prompt: 'x', firstFrame: png, references: [link, png] }, setting);
  expect(http.url).toBe('https://api.openai.com/v1/images/edits');
  expect(http.json).toBeUndefined();
  expect(http.form?.map(({ name }) => name)).toEqual(['model', 'prompt', 'image[]', 'image[]']);
  expect(dropped).toEqual(['references.0']);
  const own = openAiImages.submit({ model, references: [link], seed: 0 }, sglang);
  expect(own.http.form).toContainEqual({ name: 'url', value: link.url });
  expect(own.http.form).toContainEqual({ name: 'seed', value: '0' });
  expect(own.dropped).toEqual([]);
});

test('the reply holds the picture, and there is nothing to poll', () => {
  const reply = replyOf({ created: 1, data: [{ b64_json: 'iVBORw0KGgo=' }], output_format: 'webp', usage: { output_tokens: 4160 } });
  expect(openAiImages.readSubmit(reply, { model }, setting)).toEqual({
    outcome: 'accepted',
    ticket: { wire: 'openai-images', taskId: 'at-once' },
    done: {
      state: 'succeeded',
      files: [{ url: 'data:image/webp;base64,iVBORw0KGgo=', kind: 'image', mime: 'image/webp' }],
      charge: { amount: 4160, unit: 'tokens' },
    },
  });
});

test('a spent quota does not pass by itself, a rate does', () => {
  const read = (code: string) =>
    openAiImages.readSubmit(replyOf({ error: { message: 'm', type: 't', code } }, { status: 429 }), { model }, setting);
  expect(read('rate_limit_exceeded')).toMatchObject({ outcome: 'refused', problem: { isRetryLater: true } });
  expect(read('insufficient_quota')).toMatchObject({ outcome: 'refused', problem: { isRetryLater: false } });
});
