import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { stage } from './stage.ts';

const elsewhere = { baseUrl: 'https://elsewhere.example.com', dialect: {} };
const request = {
  model: 'stage',
  clientKey: 'take-1',
  firstFrame: { dataUri: 'data:image/png;base64,AAAA' },
  lengthSec: 5,
  fps: 30,
  seed: 0,
  camera: { dialect: 'poses', text: '0 1 1' },
} as const;

test('nothing has an address that could leave the machine, whatever is configured', () => {
  const ticket = { wire: 'stage', taskId: 'a/../b' };
  const urls = [stage.submit(request, elsewhere).http.url, stage.poll(ticket, elsewhere).url, stage.cancel?.request(ticket, elsewhere).url];
  for (const url of urls) expect(url).toMatch(/^stage:takes(\/a%2F\.\.%2Fb)?$/);
});

test('a take is handed over whole', () => {
  const { http, dropped } = stage.submit({ ...request, settings: { shot: { moves: [] } } }, elsewhere);
  expect(http.json).toEqual({ ...request, shot: { moves: [] } });
  expect(dropped).toEqual([]);
});

test('words and other providers’ cameras have no place on the stage', () => {
  const { dropped } = stage.submit({ ...request, prompt: 'x', camera: { dialect: 'tokens', groups: [['push_in']] } }, elsewhere);
  expect(dropped).toEqual(['camera', 'prompt']);
});

test('files of this machine are results', () => {
  const read = (output: unknown) =>
    stage.readProgress(replyOf({ id: 's1', status: 'succeeded', output }), { wire: 'stage', taskId: 's1' }, elsewhere);
  expect(read('file:///tmp/a.mp4')).toEqual({ state: 'succeeded', files: [{ url: 'file:///tmp/a.mp4', kind: 'video' }] });
  expect(read([{ url: 'stage:a.png', kind: 'last-frame' }])).toMatchObject({ files: [{ kind: 'last-frame' }] });
  expect(read([])).toMatchObject({ state: 'unclear' });
});
