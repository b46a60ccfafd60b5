import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64, base64Url, bytesOfBase64 } from './base64.ts';
import { klingToken } from './jwt.ts';
import { isSameText } from './same-text.ts';
import { hex, hmacSha256, sha256, utf8 } from './sha256.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

test('hashes, signatures and base64 are those of Node', () => {
  fc.assert(
    fc.property(bytes, bytes, fc.string({ unit: 'grapheme' }), (one, other, text) => {
      expect(hex(sha256(one))).toBe(createHash('sha256').update(one).digest('hex'));
      expect(hex(hmacSha256(one, other))).toBe(createHmac('sha256', one).update(other).digest('hex'));
      expect(base64(one)).toBe(Buffer.from(one).toString('base64'));
      expect(base64Url(one)).toBe(Buffer.from(one).toString('base64url'));
      expect([...bytesOfBase64(base64(one))]).toEqual([...one]);
      expect([...utf8(text)]).toEqual([...Buffer.from(text)]);
    }),
  );
});

test('a Kling token says who, from when and until when, and is signed with the secret', () => {
  const [head = '', claims = '', signature] = klingToken({ accessKey: 'AK', secretKey: 'SK', nowSec: 1_000_000 }).split('.');
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({ iss: 'AK', exp: 1_001_800, nbf: 999_995 });
  expect(signature).toBe(createHmac('sha256', 'SK').update(`${head}.${claims}`).digest('base64url'));
});

test('texts are the same only when they are, and an empty secret never is', () => {
  expect(isSameText('token', 'token')).toBe(true);
  expect(isSameText('token', 'tokem')).toBe(false);
  expect(isSameText('tokentoken', 'token')).toBe(false);
  expect(isSameText('', '')).toBe(false);
});
