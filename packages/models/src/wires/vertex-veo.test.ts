import { expect, test } from 'vitest';
import { replyOf } from '../contract/wire-cases.ts';
import { vertexVeo } from './vertex-veo.ts';

const home = 'https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1';
const setting = { baseUrl: home, dialect: {} };
const name = 'projects/p/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/6f';
const ticket = { wire: 'vertex-veo', taskId: name, kind: 'veo-3.1-generate-001' };
const done = (response: object) => replyOf({ name, done: true, response });

test('the documented request is sent as it stands there, with the take in a folder of its own', () => {
  const { http, dropped } = vertexVeo.submit(
    {
      model: 'veo-3.1-generate-001',
      clientKey: 'shot12',
      prompt: 'Slow dolly-in …',
      firstFrame: { url: 'gs://b/a.png' },
      aspect: '16:9',
      lengthSec: 8,
      resolution: '1080p',
      count: 1,
      seed: 7,
      hasAudio: true,
    },
    { ...setting, dialect: { storageUri: 'gs://b' } },
  );
  expect(http.url).toBe(`${home}/publishers/google/models/veo-3.1-generate-001:predictLongRunning`);
  expect(http.json).toEqual({
    instances: [{ prompt: 'Slow dolly-in …', image: { gcsUri: 'gs://b/a.png', mimeType: 'image/png' } }],
    parameters: {
      aspectRatio: '16:9',
      durationSeconds: 8,
      resolution: '1080p',
      sampleCount: 1,
      seed: 7,
      generateAudio: true,
      storageUri: 'gs://b/shot12/',
    },
  });
  expect(dropped).toEqual([]);
});

test('an operation is asked after by its name, at its model', () => {
  const read = vertexVeo.readSubmit(replyOf({ name }), { model: 'veo-3.1-generate-001' }, setting);
  expect(read).toEqual({ outcome: 'accepted', ticket });
  expect(vertexVeo.poll(ticket, setting)).toEqual({
    method: 'POST',
    url: `${home}/publishers/google/models/veo-3.1-generate-001:fetchPredictOperation`,
    json: { operationName: name },
  });
});

test('a picture at a web address has no place, one in a bucket and one in bytes have', () => {
  const submit = (firstFrame: { url: string } | { dataUri: string }) => vertexVeo.submit({ model: 'veo', firstFrame }, setting);
  expect(submit({ url: 'https://media.example.com/a.png' }).dropped).toEqual(['firstFrame']);
  expect(submit({ dataUri: 'data:image/jpeg;base64,AAAA' }).http.json).toMatchObject({
    instances: [{ image: { bytesBase64Encoded: 'AAAA', mimeType: 'image/jpeg' } }],
  });
});

test('of several references those that can be sent are sent, and the others are named', () => {
  const { http, dropped } = vertexVeo.submit(
    { model: 'veo', references: [{ url: 'https://media.example.com/a.png' }, { url: 'gs://b/c.jpg' }] },
    setting,
  );
  expect(dropped).toEqual(['references.0']);
  expect(http.json).toMatchObject({
    instances: [{ referenceImages: [{ image: { gcsUri: 'gs://b/c.jpg', mimeType: 'image/jpeg' }, referenceType: 'asset' }] }],
  });
});

test('videos that the filter held back are a failure, and a charge is not made of them', () => {
  const filtered = done({ raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Support codes: 15236754'] });
  expect(vertexVeo.readProgress(filtered, ticket, setting)).toEqual({
    state: 'failed',
    problem: { code: 'content-filtered', message: 'Support codes: 15236754', isRetryLater: false },
  });
});

test('one of two videos held back leaves the other, and says so', () => {
  const read = vertexVeo.readProgress(
    done({ raiMediaFilteredCount: 1, videos: [{ bytesBase64Encoded: 'AAAA', mimeType: 'video/mp4' }] }),
    ticket,
    setting,
  );
  expect(read).toMatchObject({ state: 'succeeded', files: [{ url: 'data:video/mp4;base64,AAAA' }] });
  expect(read.state === 'succeeded' && read.warning).toMatch(/1/);
});

test('a file in a bucket is fetched with the key', () => {
  const read = vertexVeo.readProgress(
    done({ videos: [{ gcsUri: 'gs://b/shot 12/sample_0.mp4', mimeType: 'video/mp4' }] }),
    ticket,
    setting,
  );
  expect(read).toMatchObject({
    files: [{ url: 'https://storage.googleapis.com/b/shot%2012/sample_0.mp4', kind: 'video', isKeyed: true }],
  });
});

test('an error of the operation ends the take; an overloaded one may be tried again later', () => {
  const failed = (error: object) => vertexVeo.readProgress(replyOf({ name, done: true, error }), ticket, setting);
  expect(failed({ code: 3, message: 'no', status: 'INVALID_ARGUMENT' })).toMatchObject({
    state: 'failed',
    problem: { isRetryLater: false },
  });
  expect(failed({ code: 8, message: 'busy' })).toMatchObject({ state: 'failed', problem: { isRetryLater: true } });
});

test('after a lost reply the folder of the take is looked into, and an empty one proves nothing', () => {
  const at = { ...setting, dialect: { storageUri: 'gs://b/takes' } };
  const wanted = { clientKey: 'shot12', request: { model: 'veo-3.1-generate-001', clientKey: 'shot12' }, sentAtMs: 0 };
  expect(vertexVeo.find?.request(wanted, at).url).toBe('https://storage.googleapis.com/storage/v1/b/b/o?prefix=takes%2Fshot12%2F');
  expect(vertexVeo.find?.read(replyOf({ kind: 'storage#objects' }), wanted, at)).toBe('unclear');
  const listed = replyOf({ items: [{ bucket: 'b', name: 'takes/shot12/77/sample_0.mp4', contentType: 'video/mp4' }] });
  const found = vertexVeo.find?.read(listed, wanted, at);
  if (typeof found !== 'object' || !('found' in found)) throw new Error('not found');
  expect(vertexVeo.poll(found.found, at).url).toContain('prefix=takes%2Fshot12%2F');
  expect(vertexVeo.readProgress(listed, found.found, at)).toMatchObject({
    state: 'succeeded',
    files: [{ url: 'https://storage.googleapis.com/b/takes/shot12/77/sample_0.mp4', isKeyed: true }],
  });
});

test('the project comes from the address or from the entry, and without one nothing is sent', () => {
  const bare = 'https://europe-west4-aiplatform.googleapis.com/v1';
  const { http } = vertexVeo.submit({ model: 'veo' }, { baseUrl: bare, dialect: { project: 'films' } });
  expect(http.url).toBe(`${bare}/projects/films/locations/europe-west4/publishers/google/models/veo:predictLongRunning`);
  expect(() => vertexVeo.submit({ model: 'veo' }, { baseUrl: bare, dialect: {} })).toThrowError(/project/);
});

test('a result in a bucket is lengthened by its address; an operation is nothing that could be', () => {
  const extend = (before: string) => vertexVeo.submit({ model: 'veo', extends: before }, setting);
  expect(extend('gs://b/shot12/sample_0.mp4').http.json).toMatchObject({
    instances: [{ video: { gcsUri: 'gs://b/shot12/sample_0.mp4', mimeType: 'video/mp4' } }],
  });
  expect(extend(name).dropped).toEqual(['extends']);
});
