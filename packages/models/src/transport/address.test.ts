import { expect, test } from 'vitest';
import { isLoopbackAddress, isPrivateAddress, isPublicAddress } from './address.ts';

test('only addresses of the public internet are public', () => {
  const open = ['8.8.8.8', '93.184.216.34', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'];
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test('every way to a private place is closed', () => {
  const closed = [
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.0.9', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['192.0.0.8', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      '2001:db8::1',
      '2001::1',
      '2002:7f00:1::',
      '64:ff9b::7f00:1',
    ],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '0:0:0:0:0:ffff:a9fe:a9fe', '[::1]', '::7f00:1', 'not-an-address', ''],
  ];
  expect(closed.filter((address) => isPublicAddress(address))).toEqual([]);
});

test('this machine is known in each of its forms, and nothing else is', () => {
  expect(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1', '[::1]'].filter((address) => !isLoopbackAddress(address))).toEqual([]);
  expect(['128.0.0.1', '8.8.8.8', '::2', '10.0.0.1', 'localhost'].filter((address) => isLoopbackAddress(address))).toEqual([]);
});

test('a private network is one of a house or an office; what is link-local, shared or this machine is none', () => {
  const inside = [
    '10.0.0.1',
    '10.255.255.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.5',
    'fd12:3456::1',
    '[fd00::1]',
    '::ffff:10.0.0.1',
  ];
  expect(inside.filter((address) => !isPrivateAddress(address))).toEqual([]);
  const outside = ['9.9.9.9', '11.0.0.1', '172.15.0.1', '172.32.0.1', '192.169.0.1', '127.0.0.1', '169.254.169.254', '100.64.0.1'];
  const outside6 = ['::1', 'fe80::1', 'fc00::1', '2606:4700::1', '::ffff:8.8.8.8', 'nas.local', ''];
  expect([...outside, ...outside6].filter((address) => isPrivateAddress(address))).toEqual([]);
});
