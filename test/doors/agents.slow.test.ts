import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { operations } from '@fantascope/jobs';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../packages/jobs/src/database/test-database.ts';
import { installedPackages } from '../installed-packages.ts';
import { type ServerUnderTest, serverUnderTest } from './running-server.ts';

const run = promisify(execFile);
const command = fileURLToPath(new URL('../../apps/cli/bin/fantascope.mjs', import.meta.url));
const installed = await installedPackages(fileURLToPath(new URL('inspector', import.meta.url)), 'mcp-inspector');
// The reporter folds what is skipped, names and all.
if (installed.home === null) process.stderr.write(`the official MCP inspector does not test: ${installed.reason}\n`);

let server: ServerUnderTest;
beforeAll(async () => {
  server = await serverUnderTest();
});
afterAll(() => server[Symbol.asyncDispose]());

async function agentOn(env: Readonly<Record<string, string>>): Promise<Client> {
  const agent = new Client({ name: 'agent', version: '1' });
  await agent.connect(new StdioClientTransport({ command: process.execPath, args: [command, 'mcp'], env: { ...env }, stderr: 'inherit' }));
  return agent;
}

const firstText = (reply: unknown) => (reply as { content: [{ text: string }] }).content[0].text;

describe('fantascope mcp', () => {
  test('hands an agent on to the running server, and goes on when that is started anew', async () => {
    const agent = await agentOn(server.env);
    try {
      expect((await agent.listTools()).tools.length).toBe(operations.length);
      const made = JSON.parse(firstText(await agent.callTool({ name: 'project_create', arguments: { name: 'by an agent' } }))) as {
        id: string;
      };
      await server.kill('SIGKILL');
      await expect(agent.callTool({ name: 'project_list', arguments: {} })).rejects.toThrow('npm start');
      await server.again();
      const shown = JSON.parse(firstText(await agent.callTool({ name: 'project_show', arguments: { projectId: made.id } }))) as {
        name: string;
      };
      expect(shown.name).toBe('by an agent');
    } finally {
      await agent.close();
    }
  });

  test('opens a studio of its own where no server runs, in which agents spend nothing either', async () => {
    const database = await testDatabase();
    const home = await mkdtemp(join(tmpdir(), 'fantascope-agent-'));
    const { PATH = '', HOME = '' } = process.env;
    const agent = await agentOn({ PATH, HOME, FANTASCOPE_HOME: home, FANTASCOPE_DATABASE_URL: database.url });
    try {
      expect((await agent.listTools()).tools.length).toBe(operations.length);
      const { id: projectId } = JSON.parse(firstText(await agent.callTool({ name: 'project_create', arguments: { name: 'alone' } }))) as {
        id: string;
      };
      const { items } = JSON.parse(firstText(await agent.callTool({ name: 'project_list', arguments: {} }))) as { items: { id: string }[] };
      expect(items.map(({ id }) => id)).toEqual([projectId]);
      expect(firstText(await agent.callTool({ name: 'ledger_set-cap', arguments: { scope: 'day', key: '*', usd: 100 } }))).toMatch(
        /^jobs\./,
      );
      const { rows } = await database.pool.query('select spend_limit_usd_micros as most from fantascope.api_token');
      expect(rows.map(({ most }) => Number(most))).toEqual([0]);
    } finally {
      await agent.close();
      await database.close();
      await rm(home, { recursive: true, force: true });
    }
  });
});

describe.skipIf(installed.home === null)('the official MCP inspector', () => {
  const inspector = join(installed.home ?? '', 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');
  const inspect = async (...words: readonly string[]) =>
    JSON.parse(
      (await run(process.execPath, [inspector, '--cli', ...words], { timeout: 60_000, killSignal: 'SIGKILL', env: server.env })).stdout,
    ) as { tools?: { name: string }[]; structuredContent?: Record<string, unknown> };
  const overStdio = () => ['-e', `FANTASCOPE_HOME=${server.home}`, process.execPath, command, 'mcp'];

  test('lists every tool over stdio and calls one', async () => {
    const { tools } = await inspect(...overStdio(), '--method', 'tools/list');
    expect(tools?.map(({ name }) => name).sort()).toEqual(operations.map(({ name }) => name.replaceAll('.', '_')).sort());
    const made = await inspect(...overStdio(), '--method', 'tools/call', '--tool-name', 'project_create', '--tool-arg', 'name=inspected');
    expect(made.structuredContent).toMatchObject({ name: 'inspected' });
  });

  test('calls a tool over HTTP with a token', async () => {
    const way = [`${server.url}/mcp`, '--transport', 'http', '--header', `Authorization: Bearer ${server.agentToken}`];
    const { structuredContent } = await inspect(...way, '--method', 'tools/call', '--tool-name', 'project_list');
    expect(structuredContent).toHaveProperty('items');
  });
});
