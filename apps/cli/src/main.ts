import { readFileSync } from 'node:fs';
import { Fault } from '@fantascope/film';
import { CommanderError } from 'commander';
import { Door } from './door.ts';
import { pickLanguage } from './language.ts';
import { buildProgram, faultOf } from './program.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const argv = process.argv.slice(2);
const door = new Door({ language: pickLanguage(argv, process.env), isJson: argv.includes('--json') });
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Fault('cli.interrupted')));
// A reader that closed the pipe (`| head`) wants no stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  const program = buildProgram({ door, env: process.env, signal: stop.signal }, version);
  if (argv.length === 0) program.outputHelp();
  else await program.parseAsync(argv, { from: 'user' });
} catch (cause) {
  const isDone = cause instanceof CommanderError && cause.exitCode === 0;
  if (!isDone)
    process.exitCode = door.fail(
      stop.signal.aborted ? stop.signal.reason : faultOf(cause, argv.find((word) => !word.startsWith('-')) ?? ''),
    );
}
