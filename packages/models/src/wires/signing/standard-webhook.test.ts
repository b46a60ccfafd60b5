import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSignedWebhook } from './standard-webhook.ts';

const key = Buffer.from('a key of thirty-two bytes, or so.');
const secret = `whsec_${key.toString('base64')}`;
const body = '{"id":"gm3qor","status":"succeeded"}';
const sign = (id: string, at: number, text = body) => `v1,${createHmac('sha256', key).update(`${id}.${at}.${text}`).digest('base64')}`;
const call = (signature: string, at = 1000) => ({
  headers: { 'webhook-id': 'm1', 'webhook-timestamp': String(at), 'webhook-signature': signature },
  body,
  secret,
  nowSec: 1100,
});

test('a call is believed by its signature, one good one of several being enough', () => {
  expect(isSignedWebhook(call(sign('m1', 1000)))).toBe(true);
  expect(isSignedWebhook(call(`v1,AAAA v2,x ${sign('m1', 1000)}`))).toBe(true);
  const plain = createHmac('sha256', 'plain').update(`m1.1000.${body}`).digest('base64');
  expect(isSignedWebhook({ ...call(`v1,${plain}`), secret: 'plain' })).toBe(true);
});

test('a call that is changed, old, from the future or unsigned is not', () => {
  expect(isSignedWebhook(call(sign('m2', 1000)))).toBe(false);
  expect(isSignedWebhook(call(sign('m1', 1000, '{}')))).toBe(false);
  expect(isSignedWebhook(call(sign('m1', 700), 700))).toBe(false);
  expect(isSignedWebhook(call(sign('m1', 2000), 2000))).toBe(false);
  expect(isSignedWebhook(call(sign('m1', 1000).replace('v1,', 'v0,')))).toBe(false);
  expect(isSignedWebhook({ ...call(sign('m1', 1000)), headers: {} })).toBe(false);
  expect(isSignedWebhook({ ...call(sign('m1', 1000)), secret: '' })).toBe(false);
  expect(isSignedWebhook({ ...call(sign('m1', 1000)), headers: { ...call(sign('m1', 1000)).headers, 'webhook-timestamp': 'soon' } })).toBe(
    false,
  );
});
