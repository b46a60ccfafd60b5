import type { Command } from 'commander';
import type { Setting } from './setting.ts';

/** Adds the commands that speak to a running server: `do`, `open` and `mcp`. */
export function addRemoteCommands(program: Command, { setting, version }: Readonly<{ setting: Setting; version: string }>): void {
  const { text } = setting.door;
  const words = text.remote;
  program
    .command('do')
    .description(words.doAbout)
    .argument('[operation]', words.name)
    .argument('[fields...]', words.words)
    .option('--list', words.list, false)
    .option('--server <url>', words.server)
    .option('--input <json>', words.input)
    .option('--confirm <hash>', words.confirm)
    .option('--idempotency-key <key>', words.key)
    .option('--json', text.json, false)
    // What stands behind the operation's name are its own fields, which only the server knows.
    .passThroughOptions()
    .allowUnknownOption()
    .addHelpText(
      'after',
      `\n${text.examples}:\n  fantascope do --list\n  fantascope do take.shoot --help\n  fantascope do project.create --name "A wish"\n  fantascope do shot.create --projectId project_01J… --name opening --document @shot.json`,
    )
    .action(async (operation: string | undefined, fields: readonly string[], options) =>
      (await import('./commands/do.ts')).doOperation({ operation, fields, options }, setting),
    );
  program
    .command('open')
    .description(words.openAbout)
    .option('--json', text.json, false)
    .action(async () => (await import('./commands/open.ts')).openLink(setting));
  program
    .command('mcp')
    .description(words.mcpAbout)
    .option('--server <url>', words.server)
    .addHelpText('after', `\n${words.mcpNote}`)
    .action(async (options) => (await import('./commands/mcp.ts')).mcp(options, { ...setting, version }));
}
