import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Fault, type FrameSize } from '@fantascope/film';
import { type Command, Option } from 'commander';
import { readNumber, readSize, readWord } from './option-values.ts';
import type { Setting } from './setting.ts';

/** What `shoot` is told of a control package. */
export type ControlOptions = Readonly<{
  control?: string;
  controlSize?: FrameSize;
  controlFrames?: number;
  controlDepth: 'png' | 'exr';
}>;

/** Adds the flags of a control package. */
export function addControlOptions(command: Command, { door }: Setting): void {
  const text = door.text.control;
  command
    .option('--control <dir>', text.folder)
    .addOption(new Option('--control-size <w>x<h>', text.size).argParser(readControlSize))
    .addOption(
      new Option('--control-frames <n>', text.frames).argParser(readNumber('--control-frames', { min: 1, max: 20000, isWhole: true })),
    )
    .addOption(new Option('--control-depth <kind>', text.depth).argParser(readWord('--control-depth', ['png', 'exr'])).default('png'));
}

/**
 * Refuses flags of a package that nobody asked for (`cli.missing`), and a file to be written into the package's folder (`cli.control-holds`): it would be there
 * before the folder, which must be empty, is made. Call it before any work is done.
 */
export function checkControlOptions(
  { control, controlSize, controlFrames, controlDepth }: ControlOptions,
  files: readonly (string | undefined)[],
): void {
  if (control === undefined) {
    const flag =
      controlSize !== undefined
        ? '--control-size'
        : controlFrames !== undefined
          ? '--control-frames'
          : controlDepth === 'exr'
            ? '--control-depth'
            : undefined;
    if (flag !== undefined) throw new Fault('cli.missing', { name: '--control', command: `shoot ${flag}` });
    return;
  }
  const folder = resolve(control);
  const holds = (file: string) => {
    const way = relative(folder, resolve(file));
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  };
  const held = files.find((file) => file !== undefined && holds(file));
  if (held !== undefined) throw new Fault('cli.control-holds', { path: held, folder: control });
}

/** As readSize, but the fault names this flag. */
function readControlSize(value: string): FrameSize {
  try {
    return readSize(value);
  } catch (cause) {
    throw cause instanceof Fault ? new Fault(cause.code, { ...cause.params, option: '--control-size' }) : cause;
  }
}
