import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase } from '@fantascope/jobs/test-database';
import { expect, test } from 'vitest';
import { serverLog } from './http/server-log.ts';
import { startServer, troubleLog } from './start.ts';

const isListening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });

test('a server that ends takes no new questions, and answers those it has before it closes its database', async () => {
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'server-'));
  const log = serverLog({ level: 'silent', secrets: [], write: () => undefined });
  const running = await startServer({
    ...{ env: { FANTASCOPE_DATABASE_URL: database.url }, home, host: '127.0.0.1', port: 0, log, version: 'test', doesWork: false },
    onFenced: () => undefined,
  });
  const { port, host } = new URL(running.url);
  const body = JSON.stringify({ name: 'asked in time' });
  const head = [
    'POST /api/v1/projects HTTP/1.1',
    `host: ${host}`,
    `authorization: Bearer ${(await readFile(join(home, 'local.token'), 'utf8')).trim()}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  const socket = connect(Number(port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  const answered = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`);
  await pause(200);
  const closed = running.close();
  while (await isListening(Number(port))) await pause(10);
  socket.write(body.slice(5));
  await Promise.all([closed, answered]);
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).toContain('asked in time');
  await database.close();
  await rm(home, { recursive: true });
});

test('what goes wrong in the work is in the log, without what was to be written', () => {
  const logged: string[] = [];
  const log = serverLog({ level: 'warn', secrets: [], write: (line) => void logged.push(line) });
  troubleLog(log)('Failed query: update fantascope.take\nparams: a document');
  expect(logged.join('')).toContain('Failed query: update fantascope.take');
  expect(logged.join('')).not.toContain('a document');
});
