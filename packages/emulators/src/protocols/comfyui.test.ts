import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { comfyGraph } from '../plays.ts';

let comfy: Emulator;
beforeEach(async () => {
  comfy = await startEmulator('comfyui', { workMs: 60 });
});
afterEach(() => comfy.close());

/** Starts it again at another pace; a prompt waits for a fifth of it before it runs. */
async function paced(workMs: number): Promise<void> {
  await comfy.close();
  comfy = await startEmulator('comfyui', { workMs });
}

const get = (path: string) => askEmulator(comfy, { path });
const post = (path: string, json: unknown) => askEmulator(comfy, { method: 'POST', path, json });
const queue = (prompt: unknown, more: object = {}) => post('/prompt', { prompt, client_id: 'c-1', ...more });
const ended = (id: string): Promise<Answer> =>
  askUntil(
    () => get(`/history/${id}`),
    ({ json }) => id in json,
  );
type Message = Readonly<{ type: string; data: Record<string, unknown> }>;

/** Listens as one client until `until`, or the line is cut. */
function listen(
  clientId: string,
  until: (message: Message) => boolean,
): Promise<{ messages: Message[]; binary: Uint8Array[]; isCut: boolean }> {
  const messages: Message[] = [];
  const binary: Uint8Array[] = [];
  const socket = new WebSocket(`${comfy.baseUrl.replace('http', 'ws')}/ws?clientId=${clientId}`);
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve) => {
    let isDone = false;
    socket.onmessage = ({ data }) => {
      if (typeof data !== 'string') binary.push(new Uint8Array(data as ArrayBuffer));
      else {
        const message = JSON.parse(data) as Message;
        messages.push(message);
        if (!isDone && until(message)) {
          isDone = true;
          socket.close();
        }
      }
    };
    socket.onerror = () => undefined;
    socket.onclose = () => resolve({ messages, binary, isCut: !isDone });
  });
}
const opened = (clientId: string, until: (message: Message) => boolean) => {
  const heard = listen(clientId, until);
  // The first message is the server's own; a prompt queued before it might not be heard of.
  return {
    heard,
    ready: askUntil(
      () => get('/prompt'),
      () => true,
    ),
  };
};

test('progress comes over the socket to the client that asked: steps, a preview, the output, the end', async () => {
  const { heard, ready } = opened('c-1', ({ type, data }) => type === 'executing' && data['node'] === null);
  await ready;
  await queue(comfyGraph, { prompt_id: 'own-1' });
  const { messages, binary } = await heard;
  expect(messages[0]).toMatchObject({ type: 'status', data: { sid: 'c-1', status: { exec_info: { queue_remaining: 0 } } } });
  const types = messages.map(({ type }) => type).filter((type) => type !== 'status' && type !== 'progress_state');
  expect(types.filter((type) => type !== 'progress')).toEqual([
    'execution_start',
    'execution_cached',
    'executing',
    'executed',
    'execution_success',
    'executing',
  ]);
  const steps = messages.filter(({ type }) => type === 'progress').map(({ data }) => data['value']);
  expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(messages.find(({ type }) => type === 'executed')?.data).toMatchObject({
    node: '11',
    prompt_id: 'own-1',
    output: { animated: [true] },
  });
  const [preview = new Uint8Array()] = binary;
  expect([...preview.subarray(0, 12)]).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 137, 80, 78, 71]);
});

test('another client hears only how long the queue is', async () => {
  const { heard, ready } = opened('c-2', ({ data }) => at(data, 'status.exec_info.queue_remaining') === 1);
  await ready;
  await queue(comfyGraph);
  expect((await heard).messages.every(({ type }) => type === 'status')).toBe(true);
});

test('history is empty while a prompt waits in the queue', async () => {
  await paced(600_000);
  await queue(comfyGraph, { prompt_id: 'own-1' });
  expect((await get('/history/own-1')).json).toEqual({});
  expect(at((await get('/queue')).json, 'queue_pending.0.1')).toBe('own-1');
});

test('history names the file at the end, and /view has it', async () => {
  await queue(comfyGraph, { prompt_id: 'own-1' });
  const entry = (await ended('own-1')).json['own-1'];
  expect(entry).toMatchObject({ status: { status_str: 'success', completed: true }, outputs: { 11: { animated: [true] } } });
  const name = String(at(entry, 'outputs.11.images.0.filename'));
  expect(name).toMatch(/^fantascope_11_0000\d_\.mp4$/);
  const file = await get(`/view?filename=${name}&subfolder=&type=output`);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  expect((await askEmulator(comfy, { path: `/view?filename=${name}&type=output`, headers: { range: 'bytes=4-7' } })).text).toBe('ftyp');
});

test('two prompts run one after the other, and a waiting one can be taken out', async () => {
  await paced(1500);
  await queue(comfyGraph, { prompt_id: 'a' });
  await queue(comfyGraph, { prompt_id: 'b' });
  await askUntil(
    () => get('/queue'),
    ({ json }) => at(json, 'queue_running.0.1') === 'a',
  );
  const both = await get('/queue');
  expect([at(both.json, 'queue_running.0.1'), at(both.json, 'queue_pending.0.1')]).toEqual(['a', 'b']);
  await post('/queue', { delete: ['b'] });
  expect(at((await get('/queue')).json, 'queue_pending')).toEqual([]);
  expect((await get('/history/b')).json).toEqual({});
  expect(comfy.bill.map(({ taskId, isCancelled }) => [taskId, isCancelled === true])).toEqual([
    ['a', false],
    ['b', true],
  ]);
});

test('an interrupted prompt is an error in the history', async () => {
  await paced(1500);
  await queue(comfyGraph, { prompt_id: 'a' });
  await askUntil(
    () => get('/queue'),
    ({ json }) => at(json, 'queue_running.0.1') === 'a',
  );
  await post('/interrupt', {});
  expect((await ended('a')).json['a']).toMatchObject({ status: { status_str: 'error', completed: false } });
});

test('after a restart queue and history are empty, and the socket was cut without a last word', async () => {
  const { heard, ready } = opened('c-1', ({ type }) => type === 'execution_success');
  await ready;
  comfy.misbehave('forgets');
  await queue(comfyGraph, { prompt_id: 'a' });
  expect((await heard).isCut).toBe(true);
  expect([(await get('/history')).json, (await get('/queue')).json]).toEqual([{}, { queue_running: [], queue_pending: [] }]);
  expect(comfy.bill.length).toBe(1);
});

test('a failing prompt says which node and why', async () => {
  comfy.misbehave('fails');
  await queue(comfyGraph, { prompt_id: 'a' });
  const entry = (await ended('a')).json['a'];
  expect(at(entry, 'status.messages.1.0')).toBe('execution_error');
  expect(at(entry, 'status.messages.1.1')).toMatchObject({ node_type: 'KSampler', exception_type: 'torch.OutOfMemoryError' });
});

describe('graphs', () => {
  const changed = (id: keyof typeof comfyGraph, inputs: object) => ({
    ...comfyGraph,
    [id]: { ...comfyGraph[id], inputs: { ...comfyGraph[id].inputs, ...inputs } },
  });
  test.each([
    ['a choice that does not exist', changed('6', { camera_pose: 'Dolly In' }), '6', 'value_not_in_list'],
    ['a link of another type', changed('8', { model: ['3', 0] }), '8', 'return_type_mismatch'],
    ['a link to nowhere', changed('8', { model: ['99', 0] }), '8', 'bad_linked_input'],
    ['words for a number', changed('8', { steps: 'many' }), '8', 'invalid_input_type'],
    ['an input the node does not have', changed('6', { tilt: 1 }), '6', 'unknown_input'],
    [
      'a picture nobody uploaded',
      { ...comfyGraph, 20: { class_type: 'LoadImage', inputs: { image: 'a.png' } } },
      '20',
      'custom_validation_failed',
    ],
  ])('%s is refused at its node', async (_, graph, id, type) => {
    const reply = await queue(graph);
    expect(reply).toMatchObject({ status: 400, json: { error: { type: 'prompt_outputs_failed_validation' } } });
    expect(at(reply.json, `node_errors.${id}.errors.0.type`)).toBe(type);
    expect(comfy.bill).toEqual([]);
  });

  test('a class that is not installed, and a graph without an output, are refused', async () => {
    expect((await queue({ 1: { class_type: 'Unheard', inputs: {} } })).json).toMatchObject({ error: { type: 'missing_node_type' } });
    expect((await queue({ 1: comfyGraph[1] })).json).toMatchObject({ error: { type: 'prompt_no_outputs' } });
  });

  test('what it understood: size, length, rate, prompt and camera', async () => {
    await queue(comfyGraph, { prompt_id: 'a' });
    expect(comfy.bill[0]?.request).toMatchObject({ prompt_id: 'a' });
    expect(await get('/object_info/WanCameraEmbedding')).toMatchObject({
      json: { WanCameraEmbedding: { output: ['WAN_CAMERA_EMBEDDING', 'INT', 'INT', 'INT'] } },
    });
  });
});

test('an uploaded picture can be named in a graph and looked at again', async () => {
  const form = new FormData();
  form.set('image', new File([new Uint8Array([1, 2, 3])], 'first.png', { type: 'image/png' }));
  form.set('overwrite', 'true');
  const reply = await askEmulator(comfy, { method: 'POST', path: '/upload/image', body: form });
  expect(reply.json).toEqual({ name: 'first.png', subfolder: '', type: 'input' });
  expect([...(await get('/view?filename=first.png&type=input')).bytes]).toEqual([1, 2, 3]);
  const graph = {
    ...comfyGraph,
    20: { class_type: 'LoadImage', inputs: { image: 'first.png' } },
    7: { ...comfyGraph[7], inputs: { ...comfyGraph[7].inputs, start_image: ['20', 0] } },
  };
  expect((await queue(graph)).status).toBe(200);
});

test('a page of another site may not queue anything', async () => {
  const reply = await askEmulator(comfy, {
    method: 'POST',
    path: '/prompt',
    json: { prompt: comfyGraph },
    headers: { origin: 'https://example.com' },
  });
  expect([reply.status, comfy.bill.length]).toEqual([403, 0]);
});
