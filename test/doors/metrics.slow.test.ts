import { createClient } from '@fantascope/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from './running-server.ts';

let server: ServerUnderTest;
beforeAll(async () => {
  server = await serverUnderTest();
});
afterAll(() => server[Symbol.asyncDispose]());

const metrics = (bearer?: string) =>
  fetch(`${server.url}/metrics`, bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } });

test('metrics are for the owner of the server, or a token of theirs with the scope admin', async () => {
  const client = createClient({ baseUrl: server.url, token: server.localToken });
  const { token: reads } = await client.call('token.create', { name: 'reads', scopes: ['read', 'write'] });
  const { token: admin } = await client.call('token.create', { name: 'prometheus', scopes: ['admin'] });
  expect((await metrics()).status).toBe(401);
  expect((await metrics(reads ?? '')).status).toBe(403);
  expect((await metrics(admin ?? '')).status).toBe(200);
  expect((await metrics(server.localToken)).status).toBe(200);
});

test('they count requests by route and never by path, takes, queues, workers, and the lag of the event loop', async () => {
  const client = createClient({ baseUrl: server.url, token: server.localToken });
  const { id: projectId } = await client.call('project.create', { name: 'counted' });
  for (let k = 0; k < 3; k += 1) await client.call('project.show', { projectId });
  await fetch(`${server.url}/nowhere/at/all`);
  await fetch(`${server.url}/api/v1/projects/project_${'0'.repeat(26)}`, { headers: { authorization: `Bearer ${server.localToken}` } });
  const text = await (await metrics(server.localToken)).text();
  expect(text).toContain('fantascope_http_requests_total{method="GET",route="/api/v1/projects/:projectId",status="200"} 3');
  expect(text).toContain('fantascope_http_requests_total{method="GET",route="/api/v1/projects/:projectId",status="404"} 1');
  expect(text).toMatch(/route="[^"]*\*",status="404"\} 1/);
  expect(text).not.toContain('nowhere');
  expect(text).not.toContain(projectId);
  expect(text).toMatch(/^fantascope_workers 1$/m);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  for (const name of ['fantascope_takes', 'fantascope_queue_length', 'fantascope_open_jobs'])
    expect(text).toContain(`# TYPE ${name} gauge`);
});
