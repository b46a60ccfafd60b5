import type { Command } from 'commander';
import type { Setting } from './setting.ts';

/** Adds the commands `backup` and `restore`. */
export function addBackupCommands(program: Command, { setting, version }: Readonly<{ setting: Setting; version: string }>): void {
  const { text } = setting.door;
  program
    .command('backup')
    .description(text.backup.about)
    .argument('<folder>', text.backup.to)
    .option('--json', text.json, false)
    .action(async (folder: string) => (await import('./commands/backup.ts')).makeBackup(folder, { ...setting, version }));
  program
    .command('restore')
    .description(text.backup.restoreAbout)
    .argument('<folder>', text.backup.from)
    .option('--json', text.json, false)
    .action(async (folder: string) => (await import('./commands/backup.ts')).restoreBackup(folder, setting));
}
