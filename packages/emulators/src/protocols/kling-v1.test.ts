import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askEmulator, askUntil } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';

let kling: Emulator;
beforeEach(async () => {
  kling = await startEmulator('kling-v1', { workMs: 20 });
});
afterEach(() => kling.close());

const key = { authorization: 'Bearer emulated-api-key' };
const zoom = { type: 'simple', config: { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: -5 } };
/** The documented example. */
const example = {
  model_name: 'kling-v1-5',
  mode: 'pro',
  duration: '5',
  image: 'https://example.com/a.png',
  prompt: 'a lantern in the rain',
  cfg_scale: 0.5,
  camera_control: zoom,
  external_task_id: 'shot-12-take-3',
};
const submit = (json: unknown, headers: Readonly<Record<string, string>> = key) =>
  askEmulator(kling, { method: 'POST', path: '/v1/videos/image2video', json, headers });
const part = (text: unknown) => Buffer.from(JSON.stringify(text)).toString('base64url');
function token(claims: object, secret = 'emulated-secret'): string {
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `Bearer ${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

test('the documented example is taken, told by id and by our key, and made', async () => {
  const taken = await submit(example);
  expect(taken).toMatchObject({
    status: 200,
    json: { code: 0, message: 'SUCCEED', data: { task_status: 'submitted', task_info: { external_task_id: 'shot-12-take-3' } } },
  });
  const { task_id: id } = taken.json['data'] as { task_id: string };
  const done = await askUntil(
    () => askEmulator(kling, { path: '/v1/videos/image2video/shot-12-take-3', headers: key }),
    ({ text }) => text.includes('"succeed"'),
  );
  expect(done.json['data']).toMatchObject({
    task_id: id,
    task_result: { videos: [{ duration: '5.0', watermark_url: '' }] },
    final_unit_deduction: '3.5',
  });
  expect(kling.bill).toMatchObject([{ taskId: id, clientKey: 'shot-12-take-3', model: 'kling-v1-5', usd: 0.49 }]);
});

test('the same external_task_id is refused and not billed again', async () => {
  await submit(example);
  expect(await submit(example)).toMatchObject({ status: 400, json: { code: 1201 } });
  expect([kling.submits(), kling.bill.length]).toEqual([2, 1]);
});

test('the list is paged, newest first', async () => {
  for (const id of ['a', 'b', 'c']) await submit({ ...example, external_task_id: id });
  const page = await askEmulator(kling, { path: '/v1/videos/image2video?pageNum=1&pageSize=2', headers: key });
  expect((page.json['data'] as { task_info: { external_task_id: string } }[]).map((each) => each.task_info.external_task_id)).toEqual([
    'c',
    'b',
  ]);
});

describe('credentials', () => {
  const nowSec = Math.floor(Date.now() / 1000);
  const good = { iss: 'emulated-access', exp: nowSec + 1800, nbf: nowSec - 5 };
  test.each([
    ['none', {}, 1001],
    ['another key', { authorization: 'Bearer someone' }, 1002],
    ['a token signed with another secret', { authorization: token(good, 'guess') }, 1002],
    ['a token of another account', { authorization: token({ ...good, iss: 'else' }) }, 1002],
    ['a token of the future', { authorization: token({ ...good, nbf: nowSec + 600 }) }, 1003],
    ['a token that is over', { authorization: token({ ...good, exp: nowSec - 1 }) }, 1004],
  ])('%s is refused with 401', async (_, headers: Record<string, string>, code) => {
    expect(await submit(example, headers)).toMatchObject({ status: 401, json: { code } });
    expect(kling.bill).toEqual([]);
  });

  test('a signed token is let in', async () => {
    expect((await submit(example, { authorization: token(good) })).status).toBe(200);
  });

  test('a token that runs out between two polls is told apart from a failure', async () => {
    await submit(example);
    kling.misbehave('poll-401');
    const ask = () => askEmulator(kling, { path: '/v1/videos/image2video/shot-12-take-3', headers: key });
    expect(await ask()).toMatchObject({ status: 401, json: { code: 1004 } });
    expect((await ask()).status).toBe(200);
  });
});

describe('refused before anything is spent', () => {
  test.each([
    ['an unknown field', { cameras: 1 }, 'cameras'],
    ['a number for the duration', { duration: 5 }, 'duration'],
    ['two axes at once', { camera_control: { type: 'simple', config: { pan: 1, zoom: 1 } } }, 'camera_control.config'],
    ['no axis at all', { camera_control: { type: 'simple', config: { zoom: 0 } } }, 'camera_control.config'],
    ['a preset with a config', { camera_control: { type: 'down_back', config: { zoom: 1 } } }, 'camera_control.config'],
    ['an end frame beside the camera', { image_tail: 'https://example.com/b.png' }, 'camera_control'],
    ['a camera for a model without one', { model_name: 'kling-v2-1', cfg_scale: undefined }, 'camera_control'],
    ['a data URI', { image: 'data:image/png;base64,AAAA' }, 'image'],
    ['cfg_scale for the second family', { model_name: 'kling-v2-6', camera_control: undefined }, 'cfg_scale'],
    [
      'elements beside voices',
      { camera_control: undefined, element_list: [{ element_id: 1 }], voice_list: [{ voice_id: 'v' }] },
      'voice_list',
    ],
    [
      'shots that do not add up',
      { model_name: 'kling-v3', camera_control: undefined, multi_shot: true, multi_prompt: [{ index: 1, prompt: 'a', duration: '3' }] },
      'multi_prompt',
    ],
  ])('%s', async (_, change, place) => {
    const reply = await submit({ ...example, ...change });
    expect(reply).toMatchObject({ status: 400, json: { code: 1201 } });
    expect(reply.json['message']).toContain(place);
    expect(kling.bill).toEqual([]);
  });
});
