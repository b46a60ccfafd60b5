import { createInterface } from 'node:readline';
import { Fault } from '@fantascope/film';
import { withInterrupt } from '@fantascope/render/with-interrupt';
import { type ChildLine, MEMORY_EXIT, memoryVariable } from './child-line.ts';

/** Between two looks at one's own memory, milliseconds. Its heap is bounded by a flag; pictures and frames lie outside of it. */
const LOOK_MS = 50;

/**
 * The life of a process that workInProcess has started: it does its one task, tells what it makes, and ends with whoever asked, or once it uses more
 * memory than it was told. Its signal is raised when it is called off.
 */
export function workAsChild<Task, Made, News>(
  work: (task: Task, at: Readonly<{ signal: AbortSignal; tell: (news: News) => void }>) => Promise<Made>,
): void {
  const mostBytes = Number(process.env[memoryVariable] ?? Number.POSITIVE_INFINITY) * 2 ** 20;
  const look = () => {
    if (process.memoryUsage.rss() > mostBytes) process.exit(MEMORY_EXIT);
  };
  look();
  setInterval(look, LOOK_MS);
  const say = (line: ChildLine<Made, News>, then?: () => void) => process.stdout.write(`${JSON.stringify(line)}\n`, then);
  // The task is one line on the standard input, which stays open: when it ends, whoever asked is gone, and so is all that was started here.
  const lines = createInterface({ input: process.stdin });
  lines.on('close', () => process.exit(1));
  lines.once('line', (text) => {
    const task = JSON.parse(text) as Task;
    void withInterrupt((signal) => work(task, { signal, tell: (news) => say({ news }) })).then(
      (made) => say({ made }, () => process.exit(0)),
      (error: unknown) => {
        if (error instanceof Fault) say({ fault: { code: error.code, params: error.params } }, () => process.exit(0));
        else process.stderr.write(error instanceof Error ? (error.stack ?? error.message) : String(error), () => process.exit(1));
      },
    );
  });
}
