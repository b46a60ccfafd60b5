import { expect, test } from 'vitest';
import { replyOf } from '../../contract/wire-cases.ts';
import { MediaRef, type TakeRequest } from '../../take-request.ts';
import { judgeWait } from '../judge-wait.ts';
import { comfyUi } from './comfyui.ts';

const setting = { baseUrl: 'http://127.0.0.1:8188', dialect: {} };
const settings = {
  workflow: {
    '3': { class_type: 'KSampler', inputs: { seed: 1, steps: 20, model: ['4', 0] } },
    '10': { class_type: 'LoadImage', inputs: { image: 'example.png' } },
    '11': { class_type: 'LoadImage', inputs: { image: 'example.png' } },
    '20': { class_type: 'WanCameraEmbedding', inputs: { camera_pose: 'Static', speed: 1 } },
  },
  inputs: {
    seed: ['3.seed'],
    firstFrame: '10.image',
    references: ['10.image', '11.image'],
    'camera.pose': '20.camera_pose',
    'camera.speed': '20.speed',
    'control.depth': '10.image:base64',
  },
} as const satisfies Record<string, unknown>;
const entry = JSON.parse(JSON.stringify(settings)) as NonNullable<TakeRequest['settings']>;
const submitted = (request: Partial<TakeRequest>, more = {}) =>
  comfyUi.submit({ model: 'wan', settings: { ...entry, ...more }, ...request }, setting);
type Body = { prompt: Record<string, { inputs: Record<string, unknown> }>; prompt_id?: string; partial_execution_targets?: string[] };

test('fields go into the named inputs and nowhere else; the entry’s own graph is left alone', () => {
  const { http, dropped } = submitted({
    seed: 0,
    clientKey: 'take-1',
    prompt: 'x',
    camera: { dialect: 'wan-camera', pose: 'Pan Left', speed: 0 },
  });
  const body = http.json as Body;
  expect(body.prompt_id).toBe('take-1');
  expect(body.prompt['3']?.inputs).toEqual({ seed: 0, steps: 20, model: ['4', 0] });
  expect(body.prompt['20']?.inputs).toEqual({ camera_pose: 'Pan Left', speed: 0 });
  expect(dropped).toEqual(['model', 'prompt']);
  expect(settings.workflow['3'].inputs.seed).toBe(1);
});

test('pictures are files the server has; what cannot be had so is named', () => {
  const file = { bytes: new Uint8Array([1]), fileName: '雨 夜.png', mime: 'image/png', model: 'm' };
  const step = comfyUi.upload?.begin(file, setting);
  const read =
    step && comfyUi.upload?.read(replyOf({ name: '雨 夜.png', subfolder: 'fantascope', type: 'input' }), { step, file, setting });
  const stored = read && 'url' in read ? read.url : '';
  expect(MediaRef.safeParse({ url: stored }).success).toBe(true);
  const { http } = submitted({ firstFrame: { url: stored } });
  expect((http.json as Body).prompt['10']?.inputs['image']).toBe('fantascope/雨 夜.png');
  expect(submitted({ firstFrame: { url: 'https://media.example.com/a.png' } }).dropped).toContain('firstFrame');
  expect(submitted({ firstFrame: { dataUri: 'data:image/png;base64,AAAA' } }).dropped).toContain('firstFrame');
  expect(
    (submitted({ control: { depth: { dataUri: 'data:image/png;base64,AAAA' } } }).http.json as Body).prompt['10']?.inputs['image'],
  ).toBe('AAAA');
  const three = ['a', 'b', 'c'].map((name) => ({ url: `upload:${name}.png` }));
  const several = submitted({ references: three });
  expect((several.http.json as Body).prompt['11']?.inputs['image']).toBe('b.png');
  expect(several.dropped).toEqual(['model', 'references.2']);
});

test('a workflow that cannot be used is a fault that says why', () => {
  const bad = (more: object) => () => submitted({ seed: 1 }, more);
  expect(bad({ workflow: { nodes: [], links: [] } })).toThrow(/format of the editor/);
  expect(bad({ inputs: { seed: '99.seed' } })).toThrow(/99\.seed/);
  expect(() => comfyUi.submit({ model: 'wan' }, setting)).toThrow(/settings\.workflow/);
  expect(bad({ surprise: 1 })).toThrow(/surprise/);
});

test('a refused prompt names the nodes that were wrong', () => {
  const errors = {
    '3': { errors: [{ type: 'value_not_in_list', message: 'Value not in list', details: "sampler_name: 'x'" }], class_type: 'KSampler' },
  };
  const json = {
    error: { type: 'prompt_outputs_failed_validation', message: 'Prompt outputs failed validation', details: '' },
    node_errors: errors,
  };
  const read = comfyUi.readSubmit(replyOf(json, { status: 400 }), { model: 'wan', settings: entry }, setting);
  expect(read).toMatchObject({ outcome: 'refused', problem: { code: 'prompt_outputs_failed_validation', isRetryLater: false } });
  expect(read.outcome === 'refused' && read.problem.message).toContain("node 3 (KSampler): Value not in list: sampler_name: 'x'");
  const partly = comfyUi.readSubmit(
    replyOf({ prompt_id: 'p', number: 1, node_errors: errors }),
    { model: 'wan', settings: entry },
    setting,
  );
  expect(partly).toMatchObject({ outcome: 'accepted', ticket: { taskId: 'p' }, warnings: [expect.stringContaining('node 3')] });
});

const ticket = { wire: 'comfyui', taskId: 'p' };
const progress = (json: unknown, kind?: string) =>
  comfyUi.readProgress(replyOf(json), kind === undefined ? ticket : { ...ticket, kind }, setting);
const done = (outputs: object) => ({ p: { outputs, status: { status_str: 'success', completed: true, messages: [] } } });

test('an empty history asks the queue; a prompt in neither is missing, and expired only in the end', () => {
  expect(progress({})).toEqual({ state: 'ask', next: { method: 'GET', url: 'http://127.0.0.1:8188/queue' } });
  expect(progress({ queue_running: [[3, 'p', {}]], queue_pending: [] })).toEqual({ state: 'running' });
  const pending = [
    [9, 'z', {}],
    [5, 'p', {}],
    [4, 'y', {}],
  ];
  expect(progress({ queue_running: [], queue_pending: pending })).toEqual({ state: 'queued', queuePlace: 2 });
  const missing = progress({ queue_running: [], queue_pending: [] });
  expect(missing).toMatchObject({ state: 'unclear', isMissing: true });
  if (missing.state === 'ask') throw new Error('asks on');
  const first = judgeWait({ sinceMs: 0 }, missing, { nowMs: 5000 });
  expect(first.progress.state).toBe('unclear');
  const back = judgeWait(first.wait, { state: 'running' }, { nowMs: 60_000 });
  expect(judgeWait(back.wait, missing, { nowMs: 130_000 }).progress.state).toBe('unclear');
  expect(judgeWait(first.wait, missing, { nowMs: 125_000 }).progress).toMatchObject({ state: 'expired', problem: { code: 'missing' } });
});

test('files are found under whichever key a node saves them, previews only where nothing was saved', () => {
  const file = (filename: string, type = 'output') => ({ filename, subfolder: 'a b', type });
  const outputs = {
    '9': { images: [file('last.png')] },
    '12': { gifs: [file('film.mp4')], animated: [true] },
    '13': { images: [file('p.png', 'temp')] },
  };
  const all = progress(done(outputs));
  expect(all.state === 'succeeded' && all.files.map(({ kind, url }) => [kind, url])).toEqual([
    ['video', 'http://127.0.0.1:8188/view?filename=film.mp4&subfolder=a%20b&type=output'],
    ['image', 'http://127.0.0.1:8188/view?filename=last.png&subfolder=a%20b&type=output'],
  ]);
  const chosen = progress(done(outputs), '9');
  expect(chosen.state === 'succeeded' && chosen.files).toHaveLength(1);
  expect(progress(done({ '13': outputs['13'] }))).toMatchObject({ state: 'succeeded' });
  expect(progress(done({ '12': { videos: [file('film.webm')] } }))).toMatchObject({ files: [{ kind: 'video' }] });
  expect(progress(done({}))).toMatchObject({ state: 'failed', problem: { code: 'no-output' } });
});

test('an interrupted prompt is cancelled, a failed one says where', () => {
  const ended = (name: string, data: object) => ({
    p: { outputs: {}, status: { status_str: 'error', completed: false, messages: [[name, data]] } },
  });
  expect(progress(ended('execution_interrupted', {}))).toMatchObject({ state: 'cancelled' });
  const oom = { exception_message: 'Allocation on device', exception_type: 'torch.OutOfMemoryError', node_type: 'KSampler' };
  expect(progress(ended('execution_error', oom))).toMatchObject({
    state: 'failed',
    problem: { code: 'torch.OutOfMemoryError', message: 'KSampler: Allocation on device' },
  });
});

test('a lost prompt is looked for in the queue, then in the history', () => {
  const wanted = { clientKey: 'p', sentAtMs: 0, request: { model: 'wan', settings: { ...entry, outputs: ['9'] } } };
  expect(comfyUi.find?.request(wanted, setting).url).toBe('http://127.0.0.1:8188/queue');
  const read = (json: unknown) => comfyUi.find?.read(replyOf(json), wanted, setting);
  expect(read({ queue_running: [], queue_pending: [[1, 'p', {}]] })).toEqual({ found: { wire: 'comfyui', taskId: 'p', kind: '9' } });
  expect(read({ queue_running: [], queue_pending: [] })).toEqual({ next: { method: 'GET', url: 'http://127.0.0.1:8188/history/p' } });
  expect(read(done({}))).toMatchObject({ found: { taskId: 'p' } });
  expect(read({})).toBe('none');
});
