import { expect, test } from 'vitest';
import { replyOf } from '../../contract/wire-cases.ts';
import { arkImages } from './ark-images.ts';

const setting = { baseUrl: 'https://ark.cn-beijing.volces.com/api/v3', dialect: {} };
const model = 'doubao-seedream-4-0-250828';
const picture = { url: 'https://media.example.com/a.png' };

test('a picture is asked for by size and references, without any word of the entry', () => {
  const { http, dropped } = arkImages.submit(
    { model, prompt: '雨夜', firstFrame: picture, references: [picture], widthPx: 2560, heightPx: 1440, hasWatermark: false },
    setting,
  );
  expect(http.url).toBe('https://ark.cn-beijing.volces.com/api/v3/images/generations');
  expect(http.json).toEqual({ model, prompt: '雨夜', image: [picture.url, picture.url], size: '2560x1440', watermark: false });
  expect(dropped).toEqual([]);
});

test('the reply holds the picture, under this wire’s own name', () => {
  const reply = replyOf({
    model,
    created: 1,
    data: [{ url: 'https://ark.example.com/a.jpeg', size: '2560x1440' }],
    usage: { output_tokens: 14400 },
  });
  expect(arkImages.readSubmit(reply, { model }, setting)).toMatchObject({
    outcome: 'accepted',
    ticket: { wire: 'ark-images' },
    done: { state: 'succeeded', files: [{ url: 'https://ark.example.com/a.jpeg', kind: 'image', expiresInSec: 86_400 }] },
  });
});

test('a picture held back by review is a failure that is known at once', () => {
  const reply = replyOf({ data: [{ error: { code: 'OutputImageSensitiveContentDetected', message: 'no' } }] });
  expect(arkImages.readSubmit(reply, { model }, setting)).toMatchObject({
    outcome: 'accepted',
    done: { state: 'failed', problem: { code: 'OutputImageSensitiveContentDetected' } },
  });
});
