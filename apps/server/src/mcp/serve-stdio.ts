import { Fault, type Language } from '@fantascope/film';
import { actorOfToken, agentToken, dataDir, machineOwner, openStudio } from '@fantascope/jobs';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createMcpServer } from './mcp-server.ts';

/** How an agent's studio is opened. */
export type StdioOptions = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  version: string;
  language: Language;
}>;

/** Opens a studio in this process for one agent on standard input and output, where no server runs; what it shoots is worked on here too. Ends when the input ends. Throws the faults of databases and settings. */
export async function serveStdio({ env, version, language }: StdioOptions): Promise<void> {
  const home = dataDir(env);
  await using studio = await openStudio({ env, home, doesWork: env['FANTASCOPE_WORK'] !== '0', version, onFenced: () => process.exit(1) });
  const { database, ports } = studio;
  const { id: personId } = await machineOwner(database.db, ports);
  const token = await agentToken(database.db, { home, personId, ports });
  const actor = async () => {
    const found = await actorOfToken(database.db, token, { nowMs: ports.nowMs() });
    if (found === null) throw new Fault('jobs.sign-in-first', { operation: 'mcp' });
    return found;
  };
  // An agent that may not come in learns it at once, not at its first call.
  await actor();
  const server = createMcpServer({ studio, actor, version, language });
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
}
