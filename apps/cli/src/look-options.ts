import type { Grade, MotionRegion } from '@fantascope/film';
import { type Command, Option } from 'commander';
import { readMotion } from './motion-value.ts';
import { readNumber } from './option-values.ts';
import type { Setting } from './setting.ts';

/** What `shoot` is told of a shot's look, as its flags are read. */
export type LookOptions = Readonly<{
  exposure?: number;
  warmth?: number;
  tint?: number;
  contrast?: number;
  saturation?: number;
  lut?: string;
  lutRatio?: number;
  vignette?: number;
  grain?: number;
  letterbox?: number;
  motion?: readonly MotionRegion[];
}>;

/** Adds the flags of a shot's look. */
export function addLookOptions(command: Command, { door }: Setting): void {
  addGradeOptions(command, door.text.look);
  command.option('--motion <kind:place[:deg[:amount]]>', door.text.look.motion, readMotion);
}

/** The parts of a shot that the flags ask for; unnamed ones are left out. */
export function lookParts(options: LookOptions): Readonly<{ grade?: Partial<Grade>; motions?: readonly MotionRegion[] }> {
  return { ...gradePart(options), ...(options.motion === undefined ? {} : { motions: options.motion }) };
}

/** Files that the flags name, which no result may overwrite. */
export function lookFiles({ lut, motion = [] }: LookOptions): string[] {
  return [...(lut === undefined ? [] : [lut]), ...motion.flatMap(({ place }) => ('mask' in place ? [place.mask] : []))];
}

function addGradeOptions(command: Command, text: Setting['door']['text']['look']): void {
  const number = (flag: string, value: string, bounds: { min: number; max: number }) =>
    new Option(`${flag} <${value}>`, text[camel(flag)]).argParser(readNumber(flag, bounds));
  command
    .addOption(number('--exposure', 'stops', { min: -8, max: 8 }))
    .addOption(number('--warmth', 'n', { min: -1, max: 1 }))
    .addOption(number('--tint', 'n', { min: -1, max: 1 }))
    .addOption(number('--contrast', 'n', { min: -1, max: 1 }))
    .addOption(number('--saturation', 'n', { min: -1, max: 1 }))
    .option('--lut <file.cube>', text.lut)
    .addOption(number('--lut-ratio', 'n', { min: 0, max: 1 }))
    .addOption(number('--vignette', 'n', { min: 0, max: 1 }))
    .addOption(number('--grain', 'n', { min: 0, max: 1 }))
    .addOption(number('--letterbox', 'ratio', { min: 0.2, max: 5 }));
}

type GradeWord = 'exposure' | 'warmth' | 'tint' | 'contrast' | 'saturation' | 'lut' | 'lutRatio' | 'vignette' | 'grain' | 'letterbox';

function camel(flag: string): GradeWord {
  return flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as GradeWord;
}

function gradePart(options: LookOptions): { grade?: Partial<Grade> } {
  const told = {
    exposureStops: options.exposure,
    warmthRatio: options.warmth,
    tintRatio: options.tint,
    contrastRatio: options.contrast,
    saturationRatio: options.saturation,
    lut: options.lut,
    lutRatio: options.lutRatio,
    vignetteRatio: options.vignette,
    grainRatio: options.grain,
    letterboxAspectRatio: options.letterbox,
  };
  const grade = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Partial<Grade>;
  return Object.keys(grade).length === 0 ? {} : { grade };
}
