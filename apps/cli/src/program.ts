import { cameraFileFormats, musicMoods } from '@fantascope/film';
import { Command, Help, Option } from 'commander';
import { addBackupCommands } from './backup-commands.ts';
import { addControlOptions } from './control-options.ts';
import { addDeliverOptions } from './deliver-options.ts';
import type { Door } from './door.ts';
import { addFrameOptions } from './frame-options.ts';
import { addLayerOptions } from './layer-options.ts';
import { addLookOptions } from './look-options.ts';
import { readCentre, readNumber, readSize, readWord } from './option-values.ts';
import { addPlanCommands } from './plan-commands.ts';
import { addRemoteCommands } from './remote-commands.ts';
import type { Setting } from './setting.ts';
import { addSpendOptions, addTakeCommands, addTakeOptions } from './take-options.ts';

/** The commands and their options; each command's code is loaded only when it runs. */
export function buildProgram(setting: Setting, version: string): Command {
  const { text } = setting.door;
  const program = new Command('fantascope');
  program.configureHelp({
    styleTitle: (title) => titleOf(title, text),
    commandUsage: (command) =>
      Help.prototype.commandUsage
        .call(new Help(), command)
        .replace('[options]', `[${text.options}]`)
        .replace('[command]', `[${text.commands}]`),
    formatHelp: (command, helper) => Help.prototype.formatHelp.call(helper, command, helper),
    // Commander has no other place for its own word "default".
    optionDescription: (option) =>
      Help.prototype.optionDescription.call(new Help(), option).replace(/\(default: (.*)\)$/, text.byDefault('$1')),
  });
  program
    .description(text.about)
    .version(version, '-V, --version', text.version)
    .helpOption('-h, --help', text.help)
    .helpCommand(false)
    .addOption(languageOption(text.lang))
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  program.addHelpText(
    'after',
    examples(text.examples, [
      'fantascope shoot photo.jpg --camera "slow push in, then orbit left 4 degrees" --out shot.mp4',
      'fantascope shoot photo.jpg --camera "先缓慢推近，再向左环绕" --out shot.mp4',
      'fantascope film examples/wish/film.yaml --out out/wish.mp4',
      'fantascope doctor',
    ]),
  );

  addShoot(program, setting);
  addLift(program, setting);
  addCamera(program, setting);
  addFilm(program, setting);
  addPreset(program, setting);
  addTakeCommands(program, setting);
  addPlanCommands(program, setting);
  addRemoteCommands(program, { setting, version });
  addBackupCommands(program, { setting, version });
  addDoctor(program, setting);
  for (const command of everyCommand(program)) {
    command
      .helpOption('-h, --help', text.help)
      .helpCommand(false)
      .exitOverride()
      .configureOutput({ outputError: () => undefined });
    if (command !== program) command.addOption(languageOption(text.lang));
  }
  return program;
}

function addShoot(program: Command, setting: Setting): void {
  const text = setting.door.text.shoot;
  const command = program
    .command('shoot')
    .description(text.about)
    .argument('<image>', text.image)
    .optionsGroup(text.groups.camera)
    .option('-c, --camera <text|file.json>', text.camera)
    .option('-p, --preset <name>', text.preset)
    .addOption(new Option('-s, --seconds <n>', text.seconds).argParser(readNumber('--seconds', { min: 0.1, max: 3600 })))
    .option('--poses <file.txt>', text.poses)
    .addOption(new Option('--lens <mm>', text.lens).argParser(readNumber('--lens', { min: 4, max: 2000 })))
    .addOption(new Option('--subject-distance <m>', text.subject).argParser(readNumber('--subject-distance', { min: 0.05, max: 10000 })))
    .addOption(new Option('--start-centre <x,y>', text.centre).argParser(readCentre))
    .addOption(new Option('--start-crop <ratio>', text.crop).argParser(readNumber('--start-crop', { min: 1, max: 8 })))
    .addOption(new Option('--seed <n>', text.seed).argParser(readNumber('--seed', { min: 0, max: 2 ** 31 - 1, isWhole: true })));
  command.optionsGroup(text.groups.file);
  addFrameOptions(command, setting, 'shot');
  command.optionsGroup(text.groups.look);
  addLookOptions(command, setting);
  command.optionsGroup(text.groups.depth);
  addLayerOptions(command, setting);
  command.optionsGroup(text.groups.control);
  addControlOptions(command, setting);
  command.optionsGroup(setting.door.text.take.group);
  addTakeOptions(command, setting);
  command.optionsGroup(text.groups.work);
  addPictureOptions(command, setting, 'clamp');
  command
    .addHelpText(
      'after',
      examples(setting.door.text.examples, [
        'fantascope shoot photo.jpg --camera "dolly in 0.5 m" --seconds 8 --size 1080x1920 --out shot.mp4 --poses poses.txt',
        'fantascope shoot photo.jpg --preset vertigo --aspect 2.39 --out shot.mov --json',
        'fantascope shoot photo.jpg --camera "orbit left 6 degrees" --control package --control-size 832x480 --control-frames 81',
        'fantascope shoot photo.jpg --camera "truck left 0.2 m" --fstop 2 --air seeds --motion sway:subject --out shot.mp4',
        'fantascope shoot photo.jpg --exposure 0.3 --warmth 0.2 --lut film.cube --letterbox 2.39 --out shot.mp4',
        'fantascope shoot photo.jpg --camera "slow push in" --model kling/v2.1-master --max-usd 2 --out shot.mp4',
      ]),
    )
    .action(async (image: string, options) => (await import('./commands/shoot.ts')).shoot(image, options, setting));
}

function addLift(program: Command, setting: Setting): void {
  const { text } = setting.door;
  const command = program
    .command('lift')
    .description(text.lift.about)
    .argument('<image>', text.shoot.image)
    .option('-o, --out <file.scene>', text.lift.out)
    .option('--depth <method|file.png>', text.shoot.depth, 'auto')
    .addOption(upscaleOption(text.shoot.upscale))
    .option('--layers', text.layers.list, false)
    .option('--refresh', text.shoot.refresh, false)
    .option('--json', text.json, false);
  addLayerOptions(command, setting);
  command
    .addHelpText(
      'after',
      examples(text.examples, [
        'fantascope lift photo.jpg --out photo.scene',
        'fantascope lift photo.jpg --depth disparity.png --json',
        'fantascope lift layers/ --layers',
      ]),
    )
    .action(async (image: string, options) => (await import('./commands/lift.ts')).lift(image, options, setting));
}

function addCamera(program: Command, setting: Setting): void {
  const { text } = setting.door;
  const command = program
    .command('camera')
    .description(text.camera.about)
    .argument('<text>', text.camera.text)
    .addOption(new Option('--describe <zh|en>', text.camera.describe).argParser(readWord('--describe', ['zh', 'en'])))
    .addOption(
      new Option('--subject-distance <m>', text.shoot.subject)
        .argParser(readNumber('--subject-distance', { min: 0.05, max: 10000 }))
        .default(3),
    )
    .addOption(new Option('-s, --seconds <n>', text.shoot.seconds).argParser(readNumber('--seconds', { min: 0.1, max: 3600 })).default(5))
    .addOption(new Option('--lens <mm>', text.shoot.lens).argParser(readNumber('--lens', { min: 4, max: 2000 })))
    .option('--json', text.json, false)
    .addHelpText(
      'after',
      examples(text.examples, [
        'fantascope camera "先缓慢推近，再向左环绕，最后特写" --json',
        'fantascope camera "orbit right 30 degrees while zooming in 1.5x" --describe zh',
      ]),
    )
    .action(async (words: string, options) => (await import('./commands/camera.ts')).camera(words, options, setting));
  // Without this a `--json` or `--seconds` meant for a subcommand is taken by `camera` itself.
  for (const each of [program, command]) each.enablePositionalOptions();
  addCameraImport(command, setting);
  addCameraExport(command, setting);
}

function addCameraImport(camera: Command, setting: Setting): void {
  const { text } = setting.door;
  camera
    .command('import')
    .description(text.camera.import)
    .argument('<file>', text.camera.file)
    .requiredOption('-o, --out <camera.json>', text.out)
    .addOption(new Option('--format <format>', text.camera.format).argParser(readWord('--format', cameraFileFormats)))
    .option('--name <camera>', text.camera.name)
    .addOption(new Option('--fps <n>', text.camera.fileFps).argParser(readNumber('--fps', { min: 1, max: 240 })))
    .addOption(new Option('--unit <m>', text.camera.unit).argParser(readNumber('--unit', { min: 1e-6, max: 1e6 })))
    .option('--absolute', text.camera.absolute, false)
    .addOption(new Option('--lens <mm>', text.shoot.lens).argParser(readNumber('--lens', { min: 4, max: 2000 })))
    .addOption(
      new Option('--subject-distance <m>', text.shoot.subject).argParser(readNumber('--subject-distance', { min: 0.05, max: 10000 })),
    )
    .option('--json', text.json, false)
    .addHelpText(
      'after',
      examples(text.examples, [
        'fantascope camera import blender.glb --out camera.json',
        'fantascope camera import camera_extrinsics.json --name cam09 --out camera.json --json',
      ]),
    )
    .action(async (file: string, options) => (await import('./commands/camera-files.ts')).importCamera(file, options, setting));
}

function addCameraExport(camera: Command, setting: Setting): void {
  const { text } = setting.door;
  camera
    .command('export')
    .description(text.camera.export)
    .argument('<text|camera.json>', text.camera.source)
    .requiredOption('-o, --out <file>', text.out)
    .addOption(
      new Option('--format <format>', text.camera.exportFormat).argParser(readWord('--format', cameraFileFormats)).makeOptionMandatory(),
    )
    .addOption(new Option('-s, --seconds <n>', text.shoot.seconds).argParser(readNumber('--seconds', { min: 0.1, max: 3600 })))
    .addOption(new Option('--fps <n>', text.camera.exportFps).argParser(readNumber('--fps', { min: 4, max: 240 })).default(30))
    .addOption(new Option('--size <w>x<h>', text.camera.exportSize).argParser(readSize))
    .addOption(new Option('--lens <mm>', text.shoot.lens).argParser(readNumber('--lens', { min: 4, max: 2000 })))
    .addOption(
      new Option('--subject-distance <m>', text.shoot.subject).argParser(readNumber('--subject-distance', { min: 0.05, max: 10000 })),
    )
    .option('--json', text.json, false)
    .addHelpText(
      'after',
      examples(text.examples, [
        'fantascope camera export "slow push in, then orbit left 8 degrees" --format gltf --fps 24 --out camera.gltf',
        'fantascope camera export camera.json --format recammaster --seconds 5.4 --fps 15 --out camera_extrinsics.json',
      ]),
    )
    .action(async (source: string, options) => (await import('./commands/camera-files.ts')).exportCamera(source, options, setting));
}

function addFilm(program: Command, setting: Setting): void {
  const { text } = setting.door;
  const command = program.command('film').description(text.film.about).argument('<file>', text.film.file);
  addFrameOptions(command, setting, 'film');
  addDeliverOptions(command, setting);
  addPictureOptions(command, setting, 'refuse');
  addSpendOptions(command, setting);
  command
    .addOption(new Option('--voice <zh|en|off>', text.film.voice).argParser(readWord('--voice', ['zh', 'en', 'off'])))
    .option('--speaker <name>', text.make.speaker)
    .option('--variant <id>', text.film.variant)
    .addOption(new Option('--music <mood>', text.film.music).argParser(readWord('--music', [...musicMoods, 'off'])))
    .addHelpText(
      'after',
      examples(text.examples, [
        'fantascope film examples/wish/film.yaml --out out/wish.mp4',
        'fantascope film film.yaml --out film.mp4 --outside clamp --speed fast',
        'fantascope film film.yaml --out film.webm --format av1',
        'fantascope film film.yaml --out film.mp4 --voice zh --music tender',
        'fantascope film film.yaml --out film.mp4 --for douyin --captions both',
      ]),
    )
    .action(async (file: string, options) => (await import('./commands/film.ts')).film(file, options, setting));
  // Without this an `--out` meant for `film make` is taken by `film` itself.
  command.enablePositionalOptions();
  addFilmMake(command, setting);
  command
    .command('platforms')
    .description(text.deliver.about)
    .option('--json', text.json, false)
    .action(async (options) => (await import('./commands/platforms.ts')).listPlatforms(options, setting));
}

function addFilmMake(film: Command, setting: Setting): void {
  const { text } = setting.door;
  const command = film
    .command('make')
    .description(text.make.about)
    .argument('<brief>', text.make.brief)
    .option('--photos <folder>', text.make.photos)
    .option('--llm <model>', text.make.llm)
    .addOption(new Option('--voice <zh|en|off>', text.make.voice).argParser(readWord('--voice', ['zh', 'en', 'off'])))
    .option('--speaker <name>', text.make.speaker)
    .option('--save <film.yaml>', text.make.save)
    .option('--dry-run', text.make.dryRun, false);
  addFrameOptions(command, setting, 'brief');
  addDeliverOptions(command, setting);
  addPictureOptions(command, setting, 'clamp');
  addSpendOptions(command, setting);
  command
    .addHelpText(
      'after',
      examples(text.examples, [
        'fantascope film make examples/moon-rabbit/brief.zh.md --out out/moon-rabbit.mp4',
        'fantascope film make brief.md --photos photos/ --voice en --dry-run',
      ]),
    )
    .action(async (brief: string, options) => (await import('./commands/film-make.ts')).makeFromBrief(brief, options, setting));
}

function addPreset(program: Command, setting: Setting): void {
  const { text } = setting.door;
  const preset = program.command('preset').description(text.preset.about);
  preset
    .command('list')
    .description(text.preset.list)
    .option('--json', text.json, false)
    .action(async (options) => (await import('./commands/preset.ts')).listPresets(options, setting));
}

function addDoctor(program: Command, setting: Setting): void {
  const { text } = setting.door;
  program
    .command('doctor')
    .description(text.doctor.about)
    .option('--json', text.json, false)
    .action(async (options) => (await import('./commands/doctor.ts')).doctor(options, setting));
}

function upscaleOption(text: string): Option {
  return new Option('--upscale <what>', text).argParser(readWord('--upscale', ['off', 'auto'])).default('off');
}

/** What shoot and film share: how a picture becomes a scene, and how it is encoded. */
function addPictureOptions(command: Command, { door }: Setting, outside: 'clamp' | 'refuse'): void {
  const text = door.text.shoot;
  command
    .option('--depth <method|file.png>', text.depth, 'auto')
    .addOption(upscaleOption(text.upscale))
    .addOption(new Option('--outside <what>', text.outside).argParser(readWord('--outside', ['clamp', 'refuse', 'allow'])).default(outside))
    .addOption(new Option('--speed <best|fast>', text.speed).argParser(readWord('--speed', ['best', 'fast'])).default('best'))
    .addOption(new Option('--workers <n>', text.workers).argParser(readNumber('--workers', { min: 1, max: 64, isWhole: true })))
    .option('--refresh', text.refresh, false)
    .option('--json', door.text.json, false);
}

/** `pickLanguage` has taken it already; here its value is checked. */
function languageOption(description: string): Option {
  return new Option('--lang <en|zh>', description).argParser(readWord('--lang', ['en', 'zh']));
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function titleOf(title: string, text: Door['text']): string {
  const titles: Record<string, string> = {
    'Usage:': text.usage,
    'Commands:': text.commands,
    'Options:': text.options,
    'Arguments:': text.argumentsTitle,
  };
  const found = titles[title];
  return found === undefined ? title : `${found}:`;
}

function examples(title: string, lines: readonly string[]): string {
  return `\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
