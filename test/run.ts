// Runs the tests with what is given to vitest. A file whose process was ended by a signal (a fault inside the engine or a native library: seen twice,
// neither time to be had again) is run once more in a process of its own, and that is said; ended twice it has failed, and beside any other failure nothing is run again.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { become } from '../setup.mjs';
import { beforeVariable, type RunRecord, recordVariable } from './closing-line.ts';

const vitest = path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'fantascope-test-run-'));
const [record, again] = [path.join(folder, 'record.json'), path.join(folder, 'again.json')];

const run = (args: readonly string[], more: Readonly<Record<string, string>>) =>
  become(process.execPath, [vitest, 'run', ...args], { env: { ...process.env, ...more } });

try {
  const args = process.argv.slice(2);
  process.exitCode = await run(args, { [recordVariable]: record });
  const first = existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as RunRecord) : undefined;
  if (process.exitCode !== 0 && first?.failed === 0 && first.ended.length > 0) {
    for (const { file, signal } of first.ended)
      process.stdout.write(`\nThe process of ${file} was ended by ${signal}: it is run once more.\n`);
    const flags = args.filter((arg, i) => arg.startsWith('-') || ['--root', '--project'].includes(args[i - 1] ?? ''));
    process.exitCode = await run([...flags, ...first.ended.map(({ file }) => file)], { [recordVariable]: again, [beforeVariable]: record });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
