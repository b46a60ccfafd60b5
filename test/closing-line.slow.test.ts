import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './source-tree.ts';

let base = '';
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'fantascope-closing-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const testFile = (name: string, text: string) => writeFileSync(path.join(base, name), text);
function last(): { status: number | null; line: string | undefined } {
  const reporter = JSON.stringify(path.join(root, 'test/closing-line.ts'));
  testFile(
    'vitest.config.mjs',
    `import { ClosingLine } from ${reporter}; export default { test: { globals: true, reporters: ['default', new ClosingLine()] } };`,
  );
  const run = spawnSync(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', base], { encoding: 'utf8' });
  return { status: run.status, line: run.stdout.trimEnd().split('\n').at(-1) };
}

test('the closing line counts what passed, failed and was skipped, and a file that cannot be loaded as failed', () => {
  testFile('a.test.mjs', "test('one', () => {}); test('two', () => {}); test.skip('three', () => {});");
  expect(last()).toEqual({ status: 0, line: '2 passed, 0 failed, 1 skipped' });
  testFile('b.test.mjs', "test('four', () => { throw new Error('no'); });");
  testFile('c.test.mjs', "import './not-there.mjs';");
  expect(last()).toEqual({ status: 1, line: '2 passed, 2 failed, 1 skipped' });
});
