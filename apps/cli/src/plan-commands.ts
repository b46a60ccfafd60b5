import { type Command, Option } from 'commander';
import { readFps, readNumber, readSize, readWord } from './option-values.ts';
import type { Setting } from './setting.ts';

const aspects = { min: 0.1, max: 10 };

/** Reads 16:9, 2.39 or 0.5625 as width over height. */
function readAspectRatio(value: string): number {
  const [width, height = 1, ...rest] = value.split(':').map(Number);
  const ratio = rest.length > 0 ? Number.NaN : (width ?? Number.NaN) / height;
  return readNumber('--aspect', aspects)(String(ratio));
}

/** Adds the commands `plan` and `models`. */
export function addPlanCommands(program: Command, setting: Setting): void {
  const { text } = setting.door;
  const words = text.plan;
  const catalogue = () => new Option('--catalogue <file.json>', words.catalogue);
  program
    .command('plan')
    .description(words.about)
    .argument('<shot>', words.shot)
    .option('-m, --model <id>', words.model)
    .option('--all', words.all)
    .option('--shot <number|name>', text.take.filmShot)
    .option('--picture <image>', words.picture)
    .option('--reference <file>', text.take.reference, (value: string, before: readonly string[] = []) => [...before, value])
    .option('--last-picture <file>', text.take.lastPicture)
    .option('--base-video <file>', text.take.baseVideo)
    .option('--action <text>', words.action)
    .addOption(new Option('-s, --seconds <n>', text.shoot.seconds).argParser(readNumber('--seconds', { min: 0.04, max: 3600 })))
    .addOption(new Option('--lens <mm>', words.lens).argParser(readNumber('--lens', { min: 4, max: 2000 })))
    .addOption(new Option('--aspect <w:h>', text.frame.aspect).argParser(readAspectRatio))
    .addOption(new Option('--size <w>x<h>', text.frame.size).argParser(readSize))
    .addOption(new Option('--fps <n>', text.frame.fps).argParser(readFps))
    .addOption(new Option('--seed <n>', words.seed).argParser(readNumber('--seed', { min: 0, max: 2 ** 31 - 1, isWhole: true })))
    .option('--audio', words.audio)
    .addOption(new Option('--moves <what>', words.moves).argParser(readWord('--moves', ['merge', 'split', 'refuse'])))
    .option('--words-only', words.words)
    .addOption(new Option('--goal <what>', words.goal).argParser(readWord('--goal', ['camera', 'cheapest', 'fastest', 'balanced'])))
    .addOption(catalogue())
    .option('--json', text.json, false)
    .addHelpText(
      'after',
      `\n${text.examples}:\n  fantascope plan "镜头缓慢推近，再向左环绕三十度" --all\n  fantascope plan shot.json --model kling/v1.5/image --picture photo.jpg --json\n  fantascope plan film.yaml --shot 3 --model seedance/2.0`,
    )
    .action(async (source: string, options) => (await import('./commands/plan.ts')).plan(source, options, setting));
  const models = program.command('models').description(words.modelsAbout);
  models
    .option('--able <what>', words.able)
    .addOption(catalogue())
    .option('--json', text.json, false)
    .enablePositionalOptions()
    .action(async (options) => (await import('./commands/models.ts')).listModels(options, setting));
  models
    .command('show')
    .description(words.show)
    .argument('<id>', words.modelId)
    .addOption(catalogue())
    .option('--json', text.json, false)
    .action(async (id: string, options) => (await import('./commands/models.ts')).showModel(id, options, setting));
}
