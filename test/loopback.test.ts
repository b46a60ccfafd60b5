import dgram from 'node:dgram';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { describe, expect, test } from 'vitest';
import { withoutKeys } from '../setup.mjs';
import { isLoopback } from './loopback.ts';

// 192.0.2.0/24 is TEST-NET-1 (RFC 5737): nobody is there, should the guard ever fail.
const outside = '192.0.2.1';
// By its words: test files of one worker do not share the guard's class.
const refusal = expect.objectContaining({ message: expect.stringContaining('tests reach only this machine') });

describe('tests reach only this machine', () => {
  test('fetch to another machine fails before it connects', async () => {
    const failure = await fetch(`http://${outside}/`).catch((error: Error) => error);
    expect((failure as Error).cause).toEqual(refusal);
  });

  test('a host name is refused without being looked up', async () => {
    const failure = await fetch('https://example.com/').catch((error: Error) => error);
    expect((failure as Error).cause).toEqual(refusal);
  });

  test('http, https, tls, plain sockets and datagrams are refused', () => {
    expect(() => http.get(`http://${outside}/`)).toThrow('tests reach only this machine');
    expect(() => https.get(`https://${outside}/`)).toThrow('tests reach only this machine');
    expect(() => tls.connect({ host: outside, port: 443 })).toThrow('tests reach only this machine');
    expect(() => net.connect(80, outside)).toThrow('tests reach only this machine');
    expect(() => new net.Socket().connect(80, outside)).toThrow('tests reach only this machine');
    const socket = dgram.createSocket('udp4');
    expect(() => socket.send('x', 53, outside)).toThrow('tests reach only this machine');
    socket.close();
  });

  test('a server of this machine answers', async () => {
    const server = http.createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
    expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe('here');
    server.close();
  });

  test('addresses that only look like this machine are not it', () => {
    expect(['127.0.0.1.example.com', '10.0.0.1', '128.0.0.1', '::2', 'localhost.example.com', '0x7f.1'].filter(isLoopback)).toEqual([]);
  });
});

describe('tests run without provider keys', () => {
  test('nothing in the environment looks like a key', () => {
    expect(Object.keys(withoutKeys(process.env)).sort()).toEqual(Object.keys(process.env).sort());
  });

  test('keys are told by their names and other settings stay', () => {
    const env = {
      ARK_API_KEY: 'x',
      REPLICATE_API_TOKEN: 'x',
      RUNWAYML_API_SECRET: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      FAL_KEY: 'x',
      PATH: '/bin',
      FANTASCOPE_LANG: 'zh',
    };
    expect(withoutKeys(env)).toEqual({ PATH: '/bin', FANTASCOPE_LANG: 'zh' });
  });
});
