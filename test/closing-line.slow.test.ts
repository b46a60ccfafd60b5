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
function last(): { status: number | null; line: string | undefined; text: string } {
  const reporter = JSON.stringify(path.join(root, 'test/closing-line.ts'));
  testFile(
    'vitest.config.mjs',
    `import { ClosingLine } from ${reporter}; export default { test: { globals: true, pool: 'forks', reporters: ['default', new ClosingLine()] } };`,
  );
  const run = spawnSync(process.execPath, [path.join(root, 'test/run.ts'), '--root', base], { encoding: 'utf8' });
  return { status: run.status, line: run.stdout.trimEnd().split('\n').at(-1), text: run.stdout };
}

test('the closing line counts what passed, failed and was skipped, and a file that cannot be loaded as failed', () => {
  testFile('a.test.mjs', "test('one', () => {}); test('two', () => {}); test.skip('three', () => {});");
  expect(last()).toMatchObject({ status: 0, line: '2 passed, 0 failed, 1 skipped' });
  testFile('b.test.mjs', "test('four', () => { throw new Error('no'); });");
  testFile('c.test.mjs', "import './not-there.mjs';");
  expect(last()).toMatchObject({ status: 1, line: '2 passed, 2 failed, 1 skipped' });
});

test('a file whose process is ended by a signal is run once more, and it is said; ended twice it has failed', () => {
  const mark = JSON.stringify(path.join(base, 'mark'));
  const end = "process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {});";
  testFile('a.test.mjs', "test('one', () => {}); test.skip('two', () => {});");
  const once = `if (!fs.existsSync(${mark})) { fs.writeFileSync(${mark}, ''); ${end} }`;
  testFile('b.test.mjs', `import fs from 'node:fs'; test('three', () => {}); test('four', async () => { ${once} });`);
  const { status, line, text } = last();
  expect({ status, line }).toEqual({ status: 0, line: '3 passed, 0 failed, 1 skipped' });
  expect(text).toContain(`b.test.mjs was ended by SIGSEGV: it is run once more.`);
  testFile('b.test.mjs', `test('three', async () => { ${end} });`);
  expect(last()).toMatchObject({ status: 1, line: '1 passed, 1 failed, 1 skipped' });
  testFile('c.test.mjs', "test('five', () => { throw new Error('no'); });");
  expect(last().text).not.toContain('once more');
});
