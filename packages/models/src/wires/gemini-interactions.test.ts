import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { geminiInteractions as gemini } from './gemini-interactions.ts';

const setting = { baseUrl: 'https://generativelanguage.googleapis.com', dialect: {} };
const home = `${setting.baseUrl}/v1beta`;
const ticket = { wire: 'gemini-interactions', taskId: 'int-1' };
const clip = { url: 'https://media.example.com/v.mp4' };
const taskOf = (fields: object) =>
  (
    gemini.submit({ model: 'gemini-omni-1.2-flash', ...fields }, setting).http.json as {
      generation_config?: { video_config?: { task?: string } };
    }
  ).generation_config?.video_config?.task;

test('a shot is asked for in the background, its file by address, and its callback names the take', () => {
  const { http, dropped } = gemini.submit(
    {
      model: 'gemini-omni-1.1-flash',
      clientKey: 'take-1',
      prompt: '雨夜',
      lengthSec: 5,
      resolution: '720p',
      aspect: '16:9',
      webhookUrl: 'https://studio.example.com/hook?t=s',
    },
    setting,
  );
  expect(http).toEqual({
    method: 'POST',
    url: 'https://generativelanguage.googleapis.com/v1beta/interactions',
    json: {
      model: 'gemini-omni-1.1-flash',
      input: [{ type: 'text', text: '雨夜' }],
      response_format: { type: 'video', delivery: 'uri', aspect_ratio: '16:9', duration: '5s', resolution: '720p' },
      generation_config: { video_config: { task: 'text_to_video' } },
      background: true,
      store: true,
      webhook_config: { uris: ['https://studio.example.com/hook?t=s&k=take-1'], user_metadata: { client_key: 'take-1' } },
    },
  });
  expect(dropped).toEqual([]);
});

test('the task is the one that what is given asks for', () => {
  const picture = { dataUri: 'data:image/png;base64,AAAA' };
  expect(taskOf({ prompt: 'x' })).toBe('text_to_video');
  expect(taskOf({ firstFrame: picture })).toBe('image_to_video');
  expect(taskOf({ references: [picture] })).toBe('reference_to_video');
  expect(taskOf({ referenceVideos: [clip] })).toBe('reference_to_video');
  expect(taskOf({ baseVideo: clip })).toBe('edit');
  expect(taskOf({ extends: 'int-0' })).toBe('extend');
});

test('pictures have no roles in the input: beside a first frame, references are named as dropped', () => {
  const { http, dropped } = gemini.submit(
    {
      model: 'gemini-omni-1.2-flash',
      firstFrame: { dataUri: 'data:image/png;base64,AAAA' },
      references: [{ dataUri: 'data:image/png;base64,BBBB' }],
    },
    setting,
  );
  expect(dropped).toEqual(['references']);
  expect(http.json).toMatchObject({ input: [{ type: 'image', data: 'AAAA', mime_type: 'image/png' }] });
});

test('a stored file is asked after until it is there, and its address holds no key', () => {
  const done = replyOf({
    id: 'int-1',
    status: 'completed',
    output_video: { uri: `${home}/files/x1:download?alt=media&key=AIzaPLANTED` },
  });
  const next = gemini.readProgress(done, ticket, setting);
  expect(next).toEqual({ state: 'ask', next: { method: 'GET', url: `${home}/files/x1` } });
  expect(gemini.readProgress(replyOf({ name: 'files/x1', state: 'PROCESSING' }), ticket, setting)).toEqual({ state: 'running' });
  const read = gemini.readProgress(replyOf({ name: 'files/x1', state: 'ACTIVE', mimeType: 'video/mp4' }), ticket, setting);
  expect(read).toMatchObject({ state: 'succeeded', files: [{ url: `${home}/files/x1:download?alt=media`, isKeyed: true }] });
});

test('the clip a model was given is not taken for the one it made', () => {
  const steps = [
    { type: 'user_input', content: [{ type: 'video', data: 'GIVEN', mime_type: 'video/mp4' }] },
    {
      type: 'model_output',
      content: [
        { type: 'text', text: 'here' },
        { type: 'video', data: 'MADE', mime_type: 'video/mp4' },
      ],
    },
  ];
  const read = gemini.readProgress(replyOf({ id: 'int-1', status: 'completed', steps }), ticket, setting);
  expect(read).toMatchObject({ state: 'succeeded', files: [{ url: 'data:video/mp4;base64,MADE' }] });
});

test('an earlier form of the reply is read too, and a file elsewhere is fetched without the key', () => {
  const read = (uri: string) =>
    gemini.readProgress(
      replyOf({
        id: 'int-1',
        status: 'completed',
        outputs: [
          { type: 'text', text: 'here' },
          { type: 'video', uri },
        ],
      }),
      ticket,
      setting,
    );
  expect(read('https://cdn.example.com/files/a.mp4?sig=1')).toEqual({
    state: 'succeeded',
    files: [{ url: 'https://cdn.example.com/files/a.mp4?sig=1', kind: 'video', mime: 'video/mp4' }],
  });
  expect(read(`${setting.baseUrl}/media/a.mp4?key=AIzaPLANTED`)).toMatchObject({
    files: [{ url: `${setting.baseUrl}/media/a.mp4`, isKeyed: true }],
  });
});

test('the version of the API is the entry’s', () => {
  expect(gemini.poll(ticket, { ...setting, dialect: { version: 'v1' } }).url).toBe(`${setting.baseUrl}/v1/interactions/int-1`);
});

test('a model that asks back has failed, and so has one that ran out of its budget', () => {
  for (const status of ['requires_action', 'requires_continuation', 'incomplete', 'budget_exceeded', 'failed']) {
    expect(gemini.readProgress(replyOf({ id: 'int-1', status }), ticket, setting), status).toMatchObject({ state: 'failed' });
  }
  expect(gemini.readProgress(replyOf({ id: 'int-1', status: 'cancelled' }), ticket, setting)).toMatchObject({ state: 'cancelled' });
});

test('a call back to our own address names the interaction', () => {
  const call = { headers: {}, secret: 's', nowSec: 0, body: JSON.stringify({ type: 'interaction.completed', data: { id: 'int-1' } }) };
  expect(gemini.webhook?.read({ ...call, query: { t: 's', k: 'take-1' } })).toEqual({ taskId: 'int-1', clientKey: 'take-1' });
  expect(gemini.webhook?.read({ ...call, query: {} })).toBeNull();
});

test('a cancel that comes after the end is told from one that was taken', () => {
  expect(gemini.cancel?.request(ticket, setting).url).toBe(`${home}/interactions/int-1/cancel`);
  expect(gemini.cancel?.read(replyOf({ id: 'int-1', status: 'cancelled' }))).toBe('cancelled');
  expect(gemini.cancel?.read(replyOf({ id: 'int-1', status: 'completed' }))).toBe('too-late');
});

test('a model that answers in words has failed, with its words; one that is done without anything only if it stays so', () => {
  const done = (content: readonly object[]) =>
    gemini.readProgress(
      replyOf({
        id: 'v1_1',
        status: 'completed',
        steps: [
          { type: 'user_input', content: [{ type: 'text', text: 'a cat' }] },
          { type: 'model_output', content },
        ],
      }),
      { wire: 'gemini-interactions', taskId: 'v1_1' },
      { baseUrl: 'https://generativelanguage.googleapis.com', dialect: {} },
    );
  expect(done([{ type: 'text', text: 'I cannot film it.' }])).toMatchObject({
    state: 'failed',
    problem: { code: 'answered-in-words', message: 'I cannot film it.' },
  });
  expect(done([])).toMatchObject({ state: 'unclear', ending: { state: 'failed', problem: { code: 'no-file' } } });
});
