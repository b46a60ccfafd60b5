import { type Air, Aperture, Fault, type Grade, type MotionRegion, type Shutter } from '@fantascope/film';
import { type Command, Option } from 'commander';
import { readAir, readShutter } from './air-value.ts';
import { readMotion } from './motion-value.ts';
import { readNumber, readWord } from './option-values.ts';
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
  fstop?: number;
  bokeh?: Aperture['shape'];
  /** Metres; belongs to the camera. */
  focus?: number;
  motion?: readonly MotionRegion[];
  air?: readonly Air[];
  shutter?: Shutter;
}>;

/** Adds the flags of a shot's look. */
export function addLookOptions(command: Command, { door }: Setting): void {
  const { look } = door.text;
  addGradeOptions(command, look);
  command
    .addOption(new Option('--fstop <n>', look.fstop).argParser(readNumber('--fstop', { min: 0.5, max: 64 })))
    .option('--bokeh <shape>', look.bokeh, readWord('--bokeh', ['disc', 'hexagon']))
    .addOption(new Option('--focus <metres>', look.focus).argParser(readNumber('--focus', { min: 0.01, max: 100000 })))
    .option('--motion <kind:place[:deg[:amount]]>', door.text.look.motion, readMotion)
    .option('--air <kind[:count]>', door.text.look.air, readAir)
    .option('--shutter <deg[,camera]>', door.text.look.shutter, readShutter);
}

/** The parts of a shot that the flags ask for; unnamed ones are left out. */
export function lookParts(options: LookOptions): Readonly<{
  grade?: Partial<Grade>;
  aperture?: Aperture;
  motions?: readonly MotionRegion[];
  air?: readonly Air[];
  shutter?: Shutter;
}> {
  const { motion, air, shutter } = options;
  return {
    ...gradePart(options),
    ...aperturePart(options),
    ...(motion === undefined ? {} : { motions: motion }),
    ...(air === undefined ? {} : { air }),
    ...(shutter === undefined ? {} : { shutter }),
  };
}

/** Files that the flags name, which no result may overwrite. */
export function lookFiles({ lut, motion = [] }: LookOptions): string[] {
  return [...(lut === undefined ? [] : [lut]), ...motion.flatMap(({ place }) => ('mask' in place ? [place.mask] : []))];
}

function aperturePart({ fstop, bokeh }: LookOptions): { aperture?: Aperture } {
  if (fstop === undefined && bokeh !== undefined) throw new Fault('cli.missing', { name: '--fstop', command: 'shoot --bokeh' });
  return fstop === undefined ? {} : { aperture: Aperture.parse({ fStop: fstop, ...(bokeh === undefined ? {} : { shape: bokeh }) }) };
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
