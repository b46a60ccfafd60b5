import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { jimeng } from './jimeng.ts';
import { volcHeaders } from './signing/volc-signature.ts';

const setting = { baseUrl: 'https://visual.volcengineapi.com', dialect: {} };
const request = {
  model: 'jimeng_i2v_recamera_v30',
  firstFrame: { url: 'https://xxx.example.com/a.png' },
  prompt: '千军万马',
  camera: { dialect: 'jimeng-template', template: 'hitchcock_dolly_out', strength: 'medium' },
  seed: -1,
  lengthSec: 5,
} as const;

test('the documented camera request is sent as it stands there', () => {
  const { http, dropped } = jimeng.submit(request, setting);
  expect(http.url).toBe('https://visual.volcengineapi.com/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31');
  expect(http.json).toEqual({
    req_key: 'jimeng_i2v_recamera_v30',
    image_urls: ['https://xxx.example.com/a.png'],
    prompt: '千军万马',
    template_id: 'hitchcock_dolly_out',
    camera_strength: 'medium',
    seed: -1,
    frames: 121,
  });
  expect(dropped).toEqual([]);
});

test('a camera template is named as dropped by the services that would not look at it', () => {
  expect(jimeng.submit({ ...request, model: 'jimeng_i2v_first_v30' }, setting).dropped).toEqual(['camera']);
});

test('a size is carried by the service that makes it, and named by another', () => {
  expect(jimeng.submit({ model: 'jimeng_t2v_v30_1080p', resolution: '1080p' }, setting).dropped).toEqual([]);
  expect(jimeng.submit({ model: 'jimeng_t2v_v30', resolution: '1080p' }, setting).dropped).toEqual(['resolution']);
});

test('what a service has no place for is named: a shape beside a frame, a second frame, any frame of a service of text', () => {
  const given = { ...request, aspect: '16:9', lastFrame: request.firstFrame };
  const { http, dropped } = jimeng.submit(given, setting);
  expect([http.json, dropped]).toMatchObject([{ image_urls: [request.firstFrame.url] }, ['aspect', 'lastFrame']]);
  expect(http.json).not.toHaveProperty('aspect_ratio');
  const text = jimeng.submit({ model: 'jimeng_t2v_v30', prompt: '雨', aspect: '16:9', firstFrame: request.firstFrame }, setting);
  expect(text).toMatchObject({ http: { json: { aspect_ratio: '16:9' } }, dropped: ['firstFrame'] });
});

test('a last frame alone is dropped, because Jimeng would take it for the first', () => {
  const { http, dropped } = jimeng.submit({ model: 'jimeng_i2v_first_tail_v30', lastFrame: request.firstFrame }, setting);
  expect(dropped).toEqual(['lastFrame']);
  expect(http.json).not.toHaveProperty('image_urls');
});

test('two frames of which one is a URL and one bytes cannot both be sent, and the second is named', () => {
  const lastFrame = { dataUri: 'data:image/png;base64,AAAA' };
  const { http, dropped } = jimeng.submit({ model: 'jimeng_i2v_first_tail_v30', firstFrame: request.firstFrame, lastFrame }, setting);
  expect(dropped).toEqual(['lastFrame']);
  expect(http.json).toMatchObject({ image_urls: [request.firstFrame.url] });
  const both = jimeng.submit({ model: 'jimeng_i2v_first_tail_v30', firstFrame: lastFrame, lastFrame }, setting);
  expect(both.http.json).toMatchObject({ binary_data_base64: ['AAAA', 'AAAA'] });
});

test('the signature is the one that Node computes by the same rules', () => {
  const { http } = jimeng.submit(request, setting);
  const headers = jimeng.authorize('AK:SK', { nowSec: 1_764_000_000, http });
  const body = createHash('sha256').update(JSON.stringify(http.json)).digest('hex');
  const date = '20251124T160000Z';
  const canonical = `POST\n/\nAction=CVSync2AsyncSubmitTask&Version=2022-08-31\ncontent-type:application/json\nhost:visual.volcengineapi.com\nx-content-sha256:${body}\nx-date:${date}\n\ncontent-type;host;x-content-sha256;x-date\n${body}`;
  const scope = '20251124/cn-north-1/cv/request';
  const toSign = `HMAC-SHA256\n${date}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const step = (key: string | Buffer, word: string) => createHmac('sha256', key).update(word).digest();
  const key = scope.split('/').reduce<string | Buffer>(step, 'SK');
  expect(headers['x-date']).toBe(date);
  expect(headers['authorization']).toBe(
    `HMAC-SHA256 Credential=AK/${scope}, SignedHeaders=content-type;host;x-content-sha256;x-date, Signature=${step(key, toSign).toString('hex')}`,
  );
  expect(JSON.stringify(headers)).not.toContain('SK"');
});

test('a signed query is sorted, and a port that is not the usual one is part of the host', () => {
  const at = { accessKey: 'AK', secretKey: 'SK', nowSec: 0, region: 'r', service: 's' };
  const one = volcHeaders({ method: 'POST', url: 'http://127.0.0.1:4750/?b=1%202&a=%E9%95%9C', json: {} }, at);
  const other = volcHeaders({ method: 'POST', url: 'http://127.0.0.1:4750/?a=%E9%95%9C&b=1%202', json: {} }, at);
  const elsewhere = volcHeaders({ method: 'POST', url: 'http://127.0.0.1:4751/?a=%E9%95%9C&b=1%202', json: {} }, at);
  expect(one).toEqual(other);
  expect(one['authorization']).not.toBe(elsewhere['authorization']);
});

test('a review after the work fails a take, too many calls do not', () => {
  const ticket = { wire: 'jimeng', taskId: '7', kind: 'jimeng_t2v_v30' };
  const told = (code: number, status: number) => replyOf({ code, message: 'x', data: null }, { status });
  expect(jimeng.readProgress(told(50516, 400), ticket, setting)).toMatchObject({ state: 'failed', problem: { code: '50516' } });
  for (const code of [50429, 50430]) expect(jimeng.readProgress(told(code, 429), ticket, setting).state).toBe('unclear');
  expect(jimeng.readProgress(told(50500, 500), ticket, setting).state).toBe('unclear');
  expect(jimeng.readSubmit(told(50500, 500), request, setting).outcome).toBe('unknown');
  expect(jimeng.readSubmit(told(50412, 400), request, setting)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: false } });
  expect(jimeng.readSubmit(told(50430, 429), request, setting)).toMatchObject({ outcome: 'refused', problem: { isRetryLater: true } });
});

test('a task Jimeng has lost is missing, and an old one is expired', () => {
  const ticket = { wire: 'jimeng', taskId: '7', kind: 'jimeng_t2v_v30' };
  const told = (status: string) => replyOf({ code: 10000, data: { status } });
  expect(jimeng.readProgress(told('not_found'), ticket, setting)).toMatchObject({ state: 'unclear', isMissing: true });
  expect(jimeng.readProgress(told('expired'), ticket, setting)).toMatchObject({ state: 'expired' });
});

test('a refused signature is told in the words of the gateway', () => {
  const reply = replyOf(
    { ResponseMetadata: { RequestId: 'r', Error: { CodeN: 100010, Code: 'SignatureDoesNotMatch', Message: 'x' } } },
    { status: 403 },
  );
  expect(jimeng.readSubmit(reply, request, setting)).toMatchObject({ outcome: 'refused', problem: { code: 'SignatureDoesNotMatch' } });
});

test('a take that failed has no word of its own: the error that stands for it ends it only if it stays', () => {
  const ticket = { wire: 'jimeng', taskId: '1', kind: 'jimeng_t2v_v30' };
  const read = (code: number, status: number) =>
    jimeng.readProgress(replyOf({ code, data: null, message: 'm' }, { status }), ticket, setting);
  expect(read(50501, 500)).toMatchObject({ state: 'unclear', ending: { state: 'failed', problem: { code: '50501' } } });
  expect(read(50501, 200)).toMatchObject({ state: 'unclear', ending: { state: 'failed' } });
  for (const [code, status] of [
    [50500, 500],
    [50429, 429],
    [50430, 429],
  ] as const)
    expect(read(code, status), String(code)).not.toHaveProperty('ending');
});
