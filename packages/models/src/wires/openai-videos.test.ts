import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { openAiVideos } from './openai-videos.ts';

const setting = { baseUrl: 'http://127.0.0.1:8091/v1', dialect: {} };
const sglang = { baseUrl: 'http://127.0.0.1:30000/v1', dialect: { server: 'sglang' } };
const ticket = { wire: 'openai-videos', taskId: 'video-123' };
const model = 'Wan-AI/Wan2.2-T2V-A14B-Diffusers';
type Form = NonNullable<ReturnType<typeof openAiVideos.submit>['http']['form']>;
const texts = (form: Form | undefined) => Object.fromEntries((form ?? []).map(({ name, value }) => [name, value]));

test('the request of the quick start is sent as a form', () => {
  const { http, dropped } = openAiVideos.submit(
    {
      model,
      prompt: 'A cinematic tracking shot',
      widthPx: 1280,
      heightPx: 720,
      frames: 80,
      fps: 16,
      seed: 0,
      settings: { num_inference_steps: 40 },
    },
    setting,
  );
  expect(http).toMatchObject({ method: 'POST', url: 'http://127.0.0.1:8091/v1/videos' });
  expect(texts(http.form)).toEqual({
    model,
    prompt: 'A cinematic tracking shot',
    width: '1280',
    height: '720',
    num_frames: '80',
    fps: '16',
    seed: '0',
    num_inference_steps: '40',
  });
  expect(dropped).toEqual([]);
});

test('bytes go as a file and addresses as JSON, in the words of each server', () => {
  const bytes = openAiVideos.submit({ model, firstFrame: { dataUri: 'data:image/png;base64,iVBORw0KGgo=' } }, setting);
  expect(texts(bytes.http.form)['input_reference']).toMatchObject({
    fileName: 'input.png',
    mime: 'image/png',
    bytes: Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
  });
  const firstFrame = { url: 'https://media.example.com/a.png' };
  expect(texts(openAiVideos.submit({ model, firstFrame }, setting).http.form)['image_reference']).toBe(
    JSON.stringify({ image_url: firstFrame.url }),
  );
  expect(texts(openAiVideos.submit({ model, firstFrame }, sglang).http.form)['reference_url']).toBe(firstFrame.url);
});

test('a depth film of the stage is an upload of its kind, and has no place at SGLang', () => {
  const control = { depth: { dataUri: 'data:video/mp4;base64,AAAA' } };
  const { http, dropped } = openAiVideos.submit({ model, control }, setting);
  expect(texts(http.form)).toMatchObject({ control_type: 'depth', control_reference: { mime: 'video/mp4' } });
  expect(dropped).toEqual([]);
  expect(openAiVideos.submit({ model, control }, sglang).dropped).toEqual(['control.depth']);
});

test('SGLang is told the size in one word, and what it cannot do is named', () => {
  const { http, dropped } = openAiVideos.submit({ model, widthPx: 1280, heightPx: 720, hasAudio: false, aspect: '16:9' }, sglang);
  expect(texts(http.form)).toEqual({ model, size: '1280x720' });
  expect(dropped).toEqual(['hasAudio', 'aspect']);
});

test('progress counts to a hundred, and the film is fetched with the key from the server itself', () => {
  const read = (body: object) => openAiVideos.readProgress(replyOf({ id: 'video-123', ...body }), ticket, setting);
  expect(read({ status: 'in_progress', progress: 40 })).toEqual({ state: 'running', ratio: 0.4 });
  expect(read({ status: 'completed', seconds: '4', url: null })).toMatchObject({
    state: 'succeeded',
    files: [{ url: 'http://127.0.0.1:8091/v1/videos/video-123/content', isKeyed: true, lengthSec: 4 }],
  });
  const stored = read({ status: 'completed', url: 'https://bucket.example.com/a.mp4' });
  expect(stored).toMatchObject({ files: [{ url: 'https://bucket.example.com/a.mp4' }] });
  expect(JSON.stringify(stored)).not.toContain('isKeyed');
  expect(read({ status: 'failed', error: { code: 500, message: 'out of memory' } })).toMatchObject({
    problem: { message: 'out of memory' },
  });
});

test('a lost take is found where the list tells prompts, and is a maybe where it does not', () => {
  const wanted = { clientKey: 'k', request: { model, prompt: '雨' }, sentAtMs: 1_701_234_567_000 };
  const list = (...rows: object[]) =>
    replyOf({ object: 'list', data: rows.map((row) => ({ status: 'queued', created_at: 1_701_234_570, ...row })) });
  const find = (reply: ReturnType<typeof list>) => openAiVideos.find?.read(reply, wanted, setting);
  expect(find(list({ id: 'a', prompt: '雨' }, { id: 'b', prompt: 'snow' }))).toEqual({ found: { wire: 'openai-videos', taskId: 'a' } });
  expect(find(list({ id: 'a' }))).toBe('maybe');
  expect(find(list({ id: 'a', prompt: '雨', created_at: 1_701_000_000 }))).toBe('none');
});

test('errors are read in the form of OpenAI and in that of the framework', () => {
  const read = (body: object, status: number) => openAiVideos.readSubmit(replyOf(body, { status }), { model }, setting);
  expect(read({ error: { message: 'bad size', type: 'invalid_request_error', code: null } }, 400)).toMatchObject({
    problem: { message: 'bad size' },
  });
  expect(read({ detail: [{ loc: ['body', 'prompt'], msg: 'Field required' }] }, 422)).toMatchObject({ outcome: 'refused' });
  expect(read({ detail: 'boom' }, 500)).toMatchObject({ outcome: 'unknown' });
});

test('a server of one’s own needs no key', () => {
  const http = { method: 'GET', url: setting.baseUrl } as const;
  expect(openAiVideos.authorize('', { nowSec: 0, http })).toEqual({});
});
