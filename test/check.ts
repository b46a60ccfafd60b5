import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './source-tree.ts';

/** `npm run check`: biome, every tsc and knip at once, then the unit tests. A tool's words appear only when it fails. */
const tools = [
  { name: 'biome', file: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings'] },
  { name: 'tsc', file: 'typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'tsc (Node)', file: 'typescript/bin/tsc', args: ['-p', 'tsconfig.node.json'] },
  { name: 'tsc (browser)', file: 'typescript/bin/tsc', args: ['-p', 'tsconfig.browser.json'] },
  { name: 'tsc (pages)', file: 'typescript/bin/tsc', args: ['-p', 'tsconfig.pages.json'] },
  { name: 'knip', file: 'knip/bin/knip.js', args: [] },
] as const;

async function run(
  file: string,
  args: readonly string[],
  stdio: 'inherit' | 'pipe',
): Promise<{ isGreen: boolean; said: string; sec: string }> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'node_modules', file), ...args], { cwd: root, stdio: ['ignore', stdio, stdio] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { isGreen: code === 0, said, sec: ((performance.now() - startedMs) / 1000).toFixed(1) };
}

const results = await Promise.all(tools.map(async ({ name, file, args }) => ({ name, ...(await run(file, args, 'pipe')) })));
for (const { isGreen, said } of results) if (!isGreen) process.stdout.write(`${said}\n`);
for (const { name, isGreen, sec } of results) process.stdout.write(`  ${isGreen ? '✓' : '✗'} ${name.padEnd(12)} ${sec} s\n`);
const { isGreen } = await run('vitest/vitest.mjs', ['run', '--project', 'unit'], 'inherit');
process.exitCode = isGreen && results.every((result) => result.isGreen) ? 0 : 1;
