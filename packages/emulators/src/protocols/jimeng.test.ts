import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { jimengHeaders, jimengPlay } from './jimeng-play.ts';

let jimeng: Emulator;
beforeEach(async () => {
  jimeng = await startEmulator('jimeng', { workMs: 10 });
});
afterEach(() => jimeng.close());

const example = jimengPlay.submit.json;
const say = (name: string, json: unknown, change: (headers: Record<string, string>) => Record<string, string> = (same) => same) => {
  const asked = { path: `/?Action=${name}&Version=2022-08-31`, json };
  const headers = jimengHeaders(jimeng.credential, { baseUrl: jimeng.baseUrl, ...asked });
  return askEmulator(jimeng, { ...asked, method: 'POST', headers: change({ ...headers }) });
};
const submit = (json: unknown) => say('CVSync2AsyncSubmitTask', json);
const result = (id: unknown, more = {}) => say('CVSync2AsyncGetResult', { req_key: example['req_key'], task_id: id, ...more });

test('the documented example is taken as task ID, then in_queue, generating and done with an address', async () => {
  const taken = await submit(example);
  expect(taken).toMatchObject({ status: 200, json: { code: 10000, message: 'Success' } });
  const id = at(taken.json, 'data.task_id');
  const seen = new Set<unknown>();
  const done = await askUntil(
    async () => {
      const answer = await result(id);
      seen.add(at(answer.json, 'data.status'));
      return answer;
    },
    ({ text }) => text.includes('"done"'),
  );
  expect([...seen].at(-1)).toBe('done');
  expect(at(done.json, 'data.video_url')).toMatch(/\.mp4$/);
  expect(jimeng.bill).toMatchObject([{ taskId: id, model: 'jimeng_i2v_recamera_v30', request: example }]);
});

test('a task of another req_key, or of nobody, is not_found and no error', async () => {
  const id = at((await submit(example)).json, 'data.task_id');
  for (const more of [{ req_key: 'jimeng_t2v_v30' }, { task_id: '1' }])
    expect(await result(id, more)).toMatchObject({ status: 200, json: { code: 10000, data: { status: 'not_found' } } });
});

test('a picture comes as base64, and as an address only where req_json asks for one', async () => {
  const body = { req_key: 'jimeng_t2i_v40', prompt: '千军万马', width: 64, height: 48 };
  const id = at((await submit(body)).json, 'data.task_id');
  const ask = (more: object) => say('CVSync2AsyncGetResult', { req_key: body.req_key, task_id: id, ...more });
  const plain = await askUntil(
    () => ask({}),
    ({ text }) => text.includes('"done"'),
  );
  expect(at(plain.json, 'data.image_urls')).toBeNull();
  expect(
    Buffer.from(String(at(plain.json, 'data.binary_data_base64.0')), 'base64')
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const asked = await ask({ req_json: '{"return_url":true}' });
  expect(at(asked.json, 'data.image_urls.0')).toMatch(/\.png$/);
  expect(await ask({ req_json: 'return_url' })).toMatchObject({ status: 400, json: { code: 50200 } });
});

describe('signatures', () => {
  const wrong = (text: string) => text.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  test.each([
    ['none', 'MissingAuthenticationToken', ({ authorization: _, ...rest }) => rest],
    ['another form', 'InvalidAuthorization', (headers) => ({ ...headers, authorization: 'Bearer emulated-access' })],
    [
      'another account',
      'InvalidAccessKey',
      (headers) => ({ ...headers, authorization: String(headers['authorization']).replace('emulated-', 'some-') }),
    ],
    ['a wrong signature', 'SignatureDoesNotMatch', (headers) => ({ ...headers, authorization: wrong(String(headers['authorization'])) })],
    ['a header changed on the way', 'SignatureDoesNotMatch', (headers) => ({ ...headers, 'x-content-sha256': '0'.repeat(64) })],
  ] as [string, string, (headers: Record<string, string>) => Record<string, string>][])('%s is refused', async (_, code, change) => {
    const reply = await say('CVSync2AsyncSubmitTask', example, change);
    expect(reply).toMatchObject({ status: 401, json: { ResponseMetadata: { Error: { Code: code } } } });
    expect(jimeng.bill).toEqual([]);
  });

  test('another action or version does not exist', async () => {
    expect(await say('CVProcess', example)).toMatchObject({
      status: 404,
      json: { ResponseMetadata: { Error: { Code: 'InvalidActionOrVersion' } } },
    });
  });
});

describe('refused before anything is spent', () => {
  test.each([
    ['an unknown capability', { req_key: 'jimeng_t2v_v40' }, 'req_key'],
    ['a template that does not exist', { template_id: 'dolly_in' }, 'template_id'],
    ['a strength as a number', { camera_strength: 0.5 }, 'camera_strength'],
    ['no strength', { camera_strength: undefined }, 'camera_strength'],
    ['an aspect ratio beside a picture', { aspect_ratio: '16:9' }, 'aspect_ratio'],
    ['a length in seconds', { frames: 5 }, 'frames'],
    ['two pictures', { image_urls: ['https://example.com/a.png', 'https://example.com/b.png'] }, 'image_urls'],
    ['no picture', { image_urls: undefined }, 'image_urls'],
    ['a picture both ways', { binary_data_base64: ['AAAA'] }, 'binary_data_base64'],
    ['a prompt of 801 letters', { prompt: '马'.repeat(801) }, 'prompt'],
    ['a camera for a capability without one', { req_key: 'jimeng_i2v_first_v30_1080' }, 'template_id'],
  ])('%s', async (_, change, place) => {
    const reply = await submit({ ...example, ...change });
    expect(reply).toMatchObject({ status: 400, json: { code: 50200, data: null } });
    expect(reply.json['message']).toContain(place);
    expect(jimeng.bill).toEqual([]);
  });
});

test('a queued task can be called off and costs nothing; a running one cannot', async () => {
  const slow = await startEmulator('jimeng', { workMs: 1000, slots: 1 });
  try {
    const speak = (name: string, json: unknown) => {
      const asked = { path: `/?Action=${name}&Version=2022-08-31`, json };
      return askEmulator(slow, { ...asked, method: 'POST', headers: jimengHeaders(slow.credential, { baseUrl: slow.baseUrl, ...asked }) });
    };
    const ids: unknown[] = [];
    for (let take = 0; take < 2; take++) ids.push(at((await speak('CVSync2AsyncSubmitTask', example)).json, 'data.task_id'));
    const about = (id: unknown) => ({ req_key: example['req_key'], task_id: id });
    expect(await speak('CVCancelTask', about(ids[1]))).toMatchObject({ status: 200, json: { code: 10000 } });
    await askUntil(
      () => speak('CVSync2AsyncGetResult', about(ids[0])),
      ({ text }) => text.includes('generating'),
    );
    expect(await speak('CVCancelTask', about(ids[0]))).toMatchObject({ status: 400, json: { code: 50400 } });
    expect(slow.bill.map(({ isCancelled = false }) => isCancelled)).toEqual([false, true]);
  } finally {
    await slow.close();
  }
});
