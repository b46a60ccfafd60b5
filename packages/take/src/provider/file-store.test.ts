import { expect, test } from 'vitest';
import { bucketOf, isStoreFor, openFileStore } from './file-store.ts';

const key = { name: 'FANTASCOPE_S3_SECRET_ACCESS_KEY', value: 'access:planted-secret', from: 'environment' } as const;

test('a bucket is named by settings; without a name there is none', () => {
  expect(bucketOf({})).toBeUndefined();
  expect(bucketOf({ FANTASCOPE_S3_BUCKET: 'films', FANTASCOPE_S3_REGION: 'eu-west-1' })).toEqual({
    ...{ endpoint: 'https://s3.eu-west-1.amazonaws.com', bucket: 'films', region: 'eu-west-1', isPathStyle: false, prefix: '' },
  });
  expect(
    bucketOf({
      FANTASCOPE_S3_BUCKET: 'films',
      FANTASCOPE_S3_ENDPOINT: 'https://minio.example:9000/',
      FANTASCOPE_S3_PREFIX: '/studio/one/',
    }),
  ).toMatchObject({
    ...{ endpoint: 'https://minio.example:9000', isPathStyle: true, prefix: 'studio/one/' },
  });
  const wrong = [
    { FANTASCOPE_S3_BUCKET: 'Not A Bucket' },
    { FANTASCOPE_S3_BUCKET: 'films', FANTASCOPE_S3_ENDPOINT: 'https://user:pass@minio.example' },
    { FANTASCOPE_S3_BUCKET: 'films', FANTASCOPE_S3_ENDPOINT: 'https://minio.example/path' },
    { FANTASCOPE_S3_BUCKET: 'films', FANTASCOPE_S3_STYLE: 'virtual' },
  ];
  for (const env of wrong) expect(() => bucketOf(env), JSON.stringify(env)).toThrow(/FANTASCOPE_S3_/);
});

test('a bucket on this machine is for providers here, and an emulated provider is given no other', () => {
  const here = bucketOf({ FANTASCOPE_S3_BUCKET: 'films', FANTASCOPE_S3_ENDPOINT: 'http://127.0.0.1:9000' });
  const there = bucketOf({ FANTASCOPE_S3_BUCKET: 'films' });
  const [emulated, local, real] = [
    { baseUrl: 'http://127.0.0.1:4750', isEmulated: true },
    { baseUrl: 'http://127.0.0.1:8188', isEmulated: false },
    { baseUrl: 'https://api.example', isEmulated: false },
  ];
  expect([here, there].map((bucket) => [emulated, local, real].map((address) => isStoreFor(bucket, address)))).toEqual([
    [true, true, false],
    [false, true, true],
  ]);
  expect(isStoreFor(undefined, real)).toBe(false);
});

test('a bucket that cannot be reached is a problem in words, without its key', async () => {
  const store = openFileStore(
    { endpoint: 'http://127.0.0.1:9', bucket: 'films', region: 'us-east-1', isPathStyle: true, prefix: '' },
    { key, nowMs: () => 0 },
  );
  const answer = await store.put({ bytes: new Uint8Array([1]), mime: 'image/png', fileName: 'a.png' });
  expect(answer).toMatchObject({ problem: expect.stringContaining('ECONNREFUSED') });
  expect(JSON.stringify(answer)).not.toContain('planted');
});
