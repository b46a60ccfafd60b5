import { writeSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with the line `N passed, N failed, N skipped`. A file that cannot be loaded and an error outside any test count as failed. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test left pending never ran to its end.
        count[state === 'pending' ? 'failed' : state] += 1;
      }
    }
    // At exit, so that nothing any other reporter says comes after it.
    process.once('exit', () => writeSync(1, `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`));
  }
}
