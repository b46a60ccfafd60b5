import type { FileWays, HttpReply, TakeRequest, UploadStep, Wire } from '@fantascope/models';
import { wires } from '@fantascope/models';
import { expect, test } from 'vitest';
import type { FileStore } from '../provider/file-store.ts';
import type { Net } from '../provider/net.ts';
import { needsOf, supplyRequest } from './supply.ts';

const small = { bytes: new Uint8Array(10).fill(7), mime: 'image/png', fileName: 'a.png' };
const large = { bytes: new Uint8Array(5000), mime: 'video/mp4', fileName: 'a.mp4' };
const wanted: TakeRequest = { model: 'm', firstFrame: { url: 'need:picture' }, settings: { note: { url: 'need:nothing' } } };
const files = (...picture: FileWays['picture']): FileWays => ({ picture, clip: picture });
const reply = (status: number, json?: unknown): HttpReply => ({ status, headers: {}, json, text: '' }) as HttpReply;
const store = (answer: Awaited<ReturnType<FileStore['put']>>): FileStore => ({ put: async () => answer });

/** Files brought to a provider that answers uploads in turn. */
async function brought(
  ways: FileWays,
  { file = small, answers = [], ...more }: { file?: typeof small; answers?: readonly HttpReply[]; store?: FileStore } = {},
) {
  const sent: UploadStep[] = [];
  const waits: number[] = [];
  const net: Net = {
    send: async () => ({ state: 'never-left', reason: 'not asked' }),
    download: async () => ({ state: 'gone', reason: 'not asked' }) as never,
    upload: async (step) => {
      const answer = answers[sent.length];
      sent.push(step);
      return answer === undefined ? { state: 'never-left', reason: 'nobody is there' } : { state: 'reply', reply: answer };
    },
  };
  const request = await supplyRequest(wanted, {
    ...{ wire: wires['runway'] as Wire, setting: { baseUrl: 'https://p.example', dialect: {} }, net, supply: async () => file },
    ...{ entry: { id: 'maker/model', wire: 'runway', files: ways }, sleep: async (ms) => void waits.push(ms), ...more },
  }).catch((error: Error) => error);
  return { request, sent, waits };
}

const begun = reply(200, { uploadUrl: 'https://bucket.example/put?signed=1', fields: { key: 'k' }, runwayUri: 'runway://k' });

test('what a request needs is read from its fields, not from the constants of its model', () => {
  expect(needsOf(wanted)).toEqual(['picture']);
});

test('the first way that takes the file is gone, and the next where it is too large for that', async () => {
  const ways = files({ by: 'inline', mostBytes: 100 }, { by: 'upload' });
  expect((await brought(ways)).request).toEqual({ ...wanted, firstFrame: { dataUri: 'data:image/png;base64,BwcHBwcHBwcHBw==' } });
  const { request, sent } = await brought(ways, { file: large, answers: [begun, reply(204)] });
  expect(request).toEqual({ ...wanted, firstFrame: { url: 'runway://k' } });
  // The key goes to the provider, and not to where the file is put.
  expect(sent.map(({ http, isOpen }) => [http.method, new URL(http.url).host, isOpen])).toEqual([
    ['POST', 'p.example', undefined],
    ['POST', 'bucket.example', true],
  ]);
});

test('a failed upload is begun anew three times, then the next way is gone', async () => {
  const ways = files({ by: 'upload' }, { by: 'address' });
  const answers = [begun, reply(403), begun, reply(500), reply(503)];
  const { request, sent } = await brought(ways, { answers, store: store({ url: 'https://bucket.example/a?X-Amz-Signature=1' }) });
  expect(sent).toHaveLength(5);
  expect(request).toMatchObject({ firstFrame: { url: 'https://bucket.example/a?X-Amz-Signature=1' } });
  const alone = await brought(files({ by: 'upload' }), { answers });
  expect(alone.request).toMatchObject({ code: 'take.upload-failed', params: { part: 'picture', problem: 'HTTP 503' } });
});

test('where no way is open nothing is sent, and the sentence names what opens one', async () => {
  const closed = await brought(files({ by: 'address' }));
  expect(closed.request).toMatchObject({ code: 'take.no-file-way', message: expect.stringContaining('FANTASCOPE_S3_BUCKET') });
  const tooLarge = await brought(files({ by: 'inline', mostBytes: 100 }, { by: 'address' }), { file: large });
  expect(tooLarge.request).toMatchObject({ code: 'take.file-too-large' });
  expect((await brought(files())).request).toMatchObject({ code: 'take.part-lost' });
  const broken = await brought(files({ by: 'address' }), { store: store({ problem: 'HTTP 403 AccessDenied' }) });
  expect(broken.request).toMatchObject({ code: 'take.upload-failed', message: expect.stringContaining('AccessDenied') });
});
