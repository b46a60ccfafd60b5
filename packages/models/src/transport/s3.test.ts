import { expect, test } from 'vitest';
import { bucketAuth, objectUrl, presignedUrl, putObject } from './s3.ts';

const credential = 'AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const nowSec = Date.UTC(2013, 4, 24) / 1000;
const bucket = { endpoint: 'https://s3.amazonaws.com', bucket: 'examplebucket', region: 'us-east-1', isPathStyle: false };

test("the address of AWS's own example has AWS's own signature", () => {
  const url = new URL(presignedUrl(bucket, { key: 'test.txt', credential, nowSec, lifeSec: 86_400 }));
  expect(`${url.origin}${url.pathname}`).toBe('https://examplebucket.s3.amazonaws.com/test.txt');
  // docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  expect(url.searchParams.get('X-Amz-Signature')).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
});

test('names that a query or a path could take for something else are escaped', () => {
  expect(objectUrl({ ...bucket, isPathStyle: true }, "a b/雨(1)+'.png")).toBe(
    'https://s3.amazonaws.com/examplebucket/a%20b/%E9%9B%A8%281%29%2B%27.png',
  );
});

test('neither the secret nor the key of the day stands in what is sent', () => {
  const http = putObject(bucket, { key: 'a.png', bytes: new Uint8Array([1, 2, 3]), mime: 'image/png' });
  const sent = JSON.stringify([
    http.url,
    bucketAuth(bucket).authorize(credential, { nowSec, http }),
    presignedUrl(bucket, { key: 'a.png', credential, nowSec, lifeSec: 60 }),
  ]);
  expect(sent).not.toContain('wJalrXUtnFEMI');
  expect(sent).toContain('x-amz-content-sha256":"039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81');
});
