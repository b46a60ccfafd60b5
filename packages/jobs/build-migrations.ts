import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Until the first release there is one step made from schema/ and one written by hand; this makes the first anew and keeps the second.
// After the release it must not be run again: a change of schema/ is then a step of its own, by the same call with another name.
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, 'src/database/migrations');
const kit = fileURLToPath(new URL('../../node_modules/drizzle-kit/bin.cjs', import.meta.url));
const guards = join(folder, '0001_guards.sql');
const byHand = readFileSync(guards, 'utf8');

function generate(...args: readonly string[]): void {
  const where = ['--dialect', 'postgresql', '--schema', './src/database/schema/index.ts', '--out', './src/database/migrations'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [kit, 'generate', ...where, ...args], { cwd: here, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
}

for (const name of ['meta', '0000_house.sql', '0001_guards.sql']) rmSync(join(folder, name), { recursive: true, force: true });
try {
  generate('--name', 'house');
  generate('--custom', '--name', 'guards');
} finally {
  writeFileSync(guards, byHand);
}
