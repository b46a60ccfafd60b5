import { readFileSync } from 'node:fs';
import { Fault } from '@fantascope/film';
import { CommanderError } from 'commander';
import { Door } from './door.ts';
import { pickLanguage } from './language.ts';
import { buildProgram } from './program.ts';
import { faultOf } from './usage-fault.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const argv = process.argv.slice(2);
const door = new Door({ language: pickLanguage(argv, process.env), isJson: argv.includes('--json') });
// A reader that closed the pipe (`| head`) wants no stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
// A film goes on when nobody listens to its progress any more.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(1);
});

const program = buildProgram({ door, env: process.env }, version);
try {
  if (argv.length === 0) program.outputHelp();
  else await program.parseAsync(argv, { from: 'user' });
} catch (cause) {
  const isDone = cause instanceof CommanderError && cause.exitCode === 0;
  if (!isDone) process.exitCode = door.fail(cause instanceof Fault ? cause : faultOf(cause, { program, argv }));
}
