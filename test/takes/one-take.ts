import { type PausePoint, resumeTake, runTake } from '@fantascope/take';
import { openBench } from './desk.ts';

/** What the child process is told, as JSON in its environment. */
export type OneTake = Readonly<{
  wire: string;
  server: Readonly<{ baseUrl: string; credential: string }>;
  home: string;
  take: string;
  isResume: boolean;
  /** Where the process kills itself, as a power cut would. */
  killAt: PausePoint | null;
}>;

// One take in a process of its own, which a test can kill.
const told = process.env['FANTASCOPE_ONE_TAKE'];
if (told !== undefined) {
  const { wire, server, home, take, isResume, killAt } = JSON.parse(told) as OneTake;
  const { job, ports } = await openBench(wire, server, {
    home,
    take,
    pause: async (point) => {
      if (point === killAt) process.kill(process.pid, 'SIGKILL');
    },
  });
  const { record } = isResume ? await resumeTake(take, ports) : await runTake(job, ports);
  process.stdout.write(`${record.state}\n`);
}
