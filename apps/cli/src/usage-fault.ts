import { Fault } from '@fantascope/film';
import { type Command, CommanderError } from 'commander';

/** Commander's own complaints as faults of our table; help and version are no complaints. */
export function faultOf(cause: unknown, { program, argv }: Readonly<{ program: Command; argv: readonly string[] }>): unknown {
  if (!(cause instanceof CommanderError)) return cause;
  const asked = commandOf(program, argv);
  const command = asked.path;
  const named = /'([^']+)'/.exec(cause.message)?.[1] ?? cause.message;
  // Whatever stands too much behind this command may be the key itself, and is not repeated.
  if (command === 'key set' && ['commander.excessArguments', 'commander.unknownOption'].includes(cause.code))
    return new Fault('take.key-in-sight');
  switch (cause.code) {
    case 'commander.unknownCommand':
      return new Fault('cli.unknown-command', { name: named });
    case 'commander.unknownOption':
      return command === ''
        ? new Fault('cli.unknown-global-option', { name: named })
        : new Fault('cli.unknown-option', { name: named, command });
    case 'commander.missingArgument':
    case 'commander.missingMandatoryOptionValue':
    case 'commander.optionMissingArgument':
      return command === '' ? new Fault('cli.missing-global', { name: named }) : new Fault('cli.missing', { name: named, command });
    case 'commander.excessArguments':
      return new Fault('cli.too-many', {
        command,
        expected: asked.command.registeredArguments.length,
        given: asked.command.args.slice(asked.command.registeredArguments.length).join(', '),
      });
    case 'commander.help':
      return new Fault('cli.subcommand-missing', { command, names: asked.command.commands.map((one) => one.name()).join(', ') });
    case 'commander.invalidArgument':
      return new Fault('cli.bad-argument', { name: named, command });
    default:
      return new Fault('cli.usage', { problem: cause.message });
  }
}

/** The command the words lead to, as deep as their first words name commands; the program itself when they name none. */
function commandOf(program: Command, argv: readonly string[]): Readonly<{ command: Command; path: string }> {
  let command = program;
  const path: string[] = [];
  for (const [i, word] of argv.entries()) {
    // The word behind --lang is its value.
    if (word.startsWith('-') || argv[i - 1] === '--lang') continue;
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) break;
    command = next;
    path.push(word);
  }
  return { command, path: path.join(' ') };
}
