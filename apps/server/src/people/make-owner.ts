import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text as wholeOf } from 'node:stream/consumers';
import { Fault } from '@fantascope/film';
import { newSetUpToken, openDatabase, type Person, takeUpInvitation, usualPorts } from '@fantascope/jobs';
import { hashPassword } from 'better-auth/crypto';
import { Joining } from './accounts.ts';
import { passwordLeast } from './auth-settings.ts';

/** Whose account is made. */
export type OwnerOptions = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  name: string;
  email: string;
  password: string;
}>;

/** Gives the server's owner an account without a browser: for servers that nobody can open a link on. Throws server.has-owner, server.bad-joining and the faults of the database. */
export async function makeOwner({ env, home, name, email, password }: OwnerOptions): Promise<Person> {
  const database = await openDatabase({ env, home });
  try {
    return await owner({ database, ports: usualPorts }, { name, email, password });
  } finally {
    await database.close();
  }
}

async function owner(
  studio: Parameters<typeof newSetUpToken>[0],
  { name, email, password }: Pick<OwnerOptions, 'name' | 'email' | 'password'>,
): Promise<Person> {
  const token = await newSetUpToken(studio);
  if (token === null) throw new Fault('server.has-owner');
  const read = Joining.safeParse({ token, name, email, password });
  if (!read.success) throw new Fault('server.bad-joining', { field: String(read.error.issues[0]?.path[0] ?? 'email'), passwordLeast });
  return takeUpInvitation(studio, { token, name: read.data.name, email: read.data.email, passwordHash: await hashPassword(password) });
}

/** Reads a password: what is piped in, or a line that is typed and not shown. Never an argument, which every user of the machine could read. */
export async function readPassword(input: NodeJS.ReadStream, { ask }: Readonly<{ ask: string }>): Promise<string> {
  if (!input.isTTY) return (await wholeOf(input)).replace(/\r?\n$/, '');
  process.stderr.write(ask);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
