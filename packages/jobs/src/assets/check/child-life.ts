import { MEMORY_EXIT } from './bounded-child.ts';

/** Between two looks at one's own memory, milliseconds. */
const LOOK_MS = 20;

/**
 * The life of a bounded child: reads what it is asked from its command line, answers with what `work` gives, and ends with its parent, or once
 * it uses more memory than it was told. Native decoders work in other threads, so the watch goes on while they do.
 */
export function liveAsChild<Input>(work: (input: Input) => Promise<unknown>): void {
  const mostBytes = Number(process.env['FANTASCOPE_CHILD_MEMORY_MIB'] ?? 1024) * 2 ** 20;
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > mostBytes) process.exit(MEMORY_EXIT);
  }, LOOK_MS);
  process.stdin
    .on('end', () => process.exit(1))
    .on('error', () => process.exit(1))
    .resume();
  const input = JSON.parse(process.argv[2] ?? 'null') as Input;
  void work(input).then(
    (answer) => {
      clearInterval(watch);
      process.stdout.write(JSON.stringify(answer), () => process.exit(0));
    },
    (error: unknown) => {
      process.stderr.write(error instanceof Error ? (error.stack ?? error.message) : String(error), () => process.exit(1));
    },
  );
}
