import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { hasOwnerAccount } from '@fantascope/jobs';
import { testDatabase } from '@fantascope/jobs/test-database';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

test('the owner’s account is made in a terminal, once, with a password that is no argument', async () => {
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'owner-'));
  const owner = async (password: string, ...args: string[]) => {
    const env = { ...process.env, FANTASCOPE_HOME: home, FANTASCOPE_DATABASE_URL: database.url, FANTASCOPE_LANG: 'en' };
    const child = spawn(process.execPath, [main, 'owner', ...args], { env, stdio: 'pipe' });
    child.stdin.end(`${password}\n`);
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close') as Promise<[number]>]);
    return { code, out, err };
  };
  try {
    expect(await owner('short', '--email', 'mei@example.com')).toMatchObject({ code: 2, err: expect.stringContaining('password') });
    expect(await hasOwnerAccount(database.db)).toBe(false);
    expect(await owner('long enough word', '--email', 'mei@example.com')).toMatchObject({
      code: 0,
      out: expect.stringContaining('mei@example.com'),
    });
    expect(await hasOwnerAccount(database.db)).toBe(true);
    expect(await owner('long enough word', '--email', 'eve@example.com')).toMatchObject({
      code: 2,
      err: expect.stringContaining('already'),
    });
  } finally {
    await database.close();
    await rm(home, { recursive: true, force: true });
  }
});
