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

/** As readSize, but the fault names this flag. */
function readControlSize(value: string): FrameSize {
  try {
    return readSize(value);
  } catch (cause) {
    throw cause instanceof Fault ? new Fault(cause.code, { ...cause.params, option: '--control-size' }) : cause;
  }
}
