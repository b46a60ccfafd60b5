import { type Command, Option } from 'commander';
import { readNumber, readWord } from './option-values.ts';
import type { Setting } from './setting.ts';
import type { SpendOptions } from './spend-options.ts';

/** What `shoot` is told when a model makes the shot. */
export type TakeOptions = SpendOptions &
  Readonly<{
    model?: string;
    /** The image is a film file, and this is the number or name of its shot. */
    shot?: string;
    prompt?: string;
    reference?: readonly string[];
    lastPicture?: string;
    baseVideo?: string;
    moves?: 'merge' | 'split' | 'refuse';
  }>;

/** Files that these flags name, which no result may overwrite. */
export function takeFiles({ reference = [], lastPicture, baseVideo }: TakeOptions): readonly string[] {
  return [...reference, ...(lastPicture === undefined ? [] : [lastPicture]), ...(baseVideo === undefined ? [] : [baseVideo])];
}

const collected = (value: string, before: readonly string[] = []) => [...before, value];

/** Adds the flags for files that a model is shown beside the shot's own picture. */
export function addShownFiles(command: Command, { door }: Setting): void {
  const text = door.text.take;
  command
    .option('--reference <file>', text.reference, collected)
    .option('--last-picture <file>', text.lastPicture)
    .option('--base-video <file>', text.baseVideo);
}

/** Adds the flags of what may be spent. */
export function addSpendOptions(command: Command, { door }: Setting): void {
  command
    .addOption(new Option('--max-usd <n>', door.text.take.maxUsd).argParser(readNumber('--max-usd', { min: 0, max: 100_000 })))
    .option('--accept-unpriced', door.text.take.acceptUnpriced);
}

/** Adds to `shoot` the flags of a model that makes the shot. */
export function addTakeOptions(command: Command, setting: Setting): void {
  const text = setting.door.text.take;
  command.option('-m, --model <id>', text.model).option('--shot <number|name>', text.filmShot).option('--prompt <text>', text.prompt);
  addShownFiles(command, setting);
  command.addOption(
    new Option('--moves <what>', setting.door.text.plan.moves).argParser(readWord('--moves', ['merge', 'split', 'refuse'])),
  );
  addSpendOptions(command, setting);
}

/** Adds the commands `key`, `take` and `probe`. */
export function addTakeCommands(program: Command, setting: Setting): void {
  const { text } = setting.door;
  const words = text.take;
  const key = program.command('key').description(words.keyAbout);
  key
    .command('set')
    .description(words.keySet)
    .argument('<name>', words.keyName)
    .option('--json', text.json, false)
    .action(async (name: string) => (await import('./commands/key.ts')).setKey(name, setting));
  key
    .command('list')
    .description(words.keyList)
    .option('--json', text.json, false)
    .action(async () => (await import('./commands/key.ts')).listKeys(setting));
  key
    .command('remove')
    .description(words.keyRemove)
    .argument('<name>', words.keyName)
    .option('--json', text.json, false)
    .action(async (name: string) => (await import('./commands/key.ts')).removeKey(name, setting));

  const take = program.command('take').description(words.takeAbout);
  take
    .command('list')
    .description(words.list)
    .option('--json', text.json, false)
    .action(async () => (await import('./commands/take.ts')).listTakes(setting));
  take
    .command('resume')
    .description(words.resume)
    .argument('[take]', words.resumeTake)
    .option('--json', text.json, false)
    .action(async (id: string | undefined) => (await import('./commands/take.ts')).resumeTakes(id, setting));
  take
    .command('close')
    .description(words.close)
    .argument('<take>', words.resumeTake)
    .addOption(new Option('--paid <usd>', words.paid).argParser(readNumber('--paid', { min: 0, max: 100_000 })).makeOptionMandatory())
    .option('--json', text.json, false)
    .action(async (id: string, options) => (await import('./commands/take.ts')).closeTake(id, options, setting));

  take
    .command('export')
    .description(words.export)
    .argument('<take>', words.exportTake)
    .requiredOption('-o, --out <file.take>', words.exportOut)
    .option('--licence <name>', words.licence)
    .option('--server <url>', text.remote.server)
    .option('--json', text.json, false)
    .action(async (id: string, options) => (await import('./commands/take-file.ts')).exportTakeFile(id, options, setting));
  take
    .command('import')
    .description(words.import)
    .argument('<file.take>', words.importFile)
    .requiredOption('--project <id>', words.importProject)
    .option('--server <url>', text.remote.server)
    .option('--json', text.json, false)
    .action(async (file: string, options) => (await import('./commands/take-file.ts')).importTakeFile(file, options, setting));

  const probe = program
    .command('probe')
    .description(words.probeAbout)
    .argument('<model>', words.probeModel)
    .option('--image <file>', words.probeImage)
    .option('-o, --out <file>', words.probeOut)
    .addOption(new Option('--seen <what>', words.probeFound).argParser(readWord('--seen', ['turned', 'tilted'])))
    .option('--json', text.json, false);
  addSpendOptions(probe, setting);
  probe.action(async (model: string, options) => (await import('./commands/probe.ts')).probeModel(model, options, setting));
}
