import { expect, test } from 'vitest';
import { clientAddressBy } from './client-address.ts';

const from = (remoteAddress: string, forwarded: string | undefined, proxies?: string) =>
  clientAddressBy(proxies)(new Request('http://x', { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }), {
    incoming: { socket: { remoteAddress } },
  });

test('a client that writes X-Forwarded-For itself is not believed', () => {
  expect(from('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  expect(from('203.0.113.7', '198.51.100.1', '10.0.0.0/8')).toBe('203.0.113.7');
});

test('behind a proxy of ours the last address that is not ours counts, whatever the client put before it', () => {
  const proxies = '10.0.0.0/8, fd00::/8,127.0.0.1';
  expect(from('10.1.2.3', '198.51.100.1', proxies)).toBe('198.51.100.1');
  expect(from('::ffff:10.1.2.3', '127.0.0.1, 1.2.3.4, 198.51.100.1, 10.9.9.9', proxies)).toBe('198.51.100.1');
  expect(from('fd00::1', '2001:db8::5', proxies)).toBe('2001:db8::5');
});

test('where nobody else is named, it is the proxy itself', () => {
  for (const told of [undefined, '', 'unknown', '10.0.0.2', 'x, <script>']) expect(from('10.0.0.1', told, '10.0.0.0/8')).toBe('10.0.0.1');
  expect(clientAddressBy('10.0.0.0/8')(new Request('http://x'), undefined)).toBe('unknown');
});
