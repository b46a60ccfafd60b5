import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/** What a run came to; files whose process was ended by a signal are counted in neither number, but named. */
export type RunRecord = Readonly<{ passed: number; failed: number; skipped: number; ended: readonly EndedFile[] }>;

/** A test file whose process the system ended in the middle. */
export type EndedFile = Readonly<{ file: string; signal: string }>;

/** Where a run leaves its record, and where the one before it left its own: files, by names in the environment. */
export const recordVariable = 'FANTASCOPE_TEST_RECORD';
export const beforeVariable = 'FANTASCOPE_TEST_BEFORE';

/** The file that an error outside any test tells of as ended by a signal; undefined for all other errors. */
export function endedFile({ message, cause }: Readonly<{ message?: unknown; cause?: unknown }>): EndedFile | undefined {
  const said = /^Worker exited unexpectedly with signal (SIG[A-Z0-9]+)\b.* while running test file (.+)$/.exec(String(message));
  if (said?.[1] !== undefined && said[2] !== undefined) return { signal: said[1], file: said[2] };
  return typeof cause === 'object' && cause !== null ? endedFile(cause) : undefined;
}

/** Ends a run with the line `N passed, N failed, N skipped`. A file that cannot be loaded and an error outside any test count as failed. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const ended = unhandled.flatMap((error) => endedFile(error) ?? []);
    const count = { passed: 0, failed: unhandled.length - ended.length, skipped: 0 };
    for (const module of modules) {
      if (ended.some(({ file }) => file === module.moduleId)) continue;
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test left pending never ran to its end.
        count[state === 'pending' ? 'failed' : state] += 1;
      }
    }
    const { [recordVariable]: record, [beforeVariable]: before } = process.env;
    if (record !== undefined) writeFileSync(record, JSON.stringify({ ...count, ended } satisfies RunRecord));
    const { passed, failed, skipped } =
      before === undefined ? { passed: 0, failed: 0, skipped: 0 } : (JSON.parse(readFileSync(before, 'utf8')) as RunRecord);
    const line = `${passed + count.passed} passed, ${failed + count.failed + ended.length} failed, ${skipped + count.skipped} skipped\n`;
    // At exit, so that nothing any other reporter says comes after it.
    process.once('exit', () => writeSync(1, line));
  }
}
