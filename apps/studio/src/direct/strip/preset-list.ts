import { type Move, presets } from '@fantascope/film';

/** A move of the strip: one of the house's presets, or one that was saved in the project. */
export type StripMove = Readonly<{
  id: string;
  name: Readonly<{ en: string; zh: string }>;
  family: Readonly<{ en: string; zh: string }>;
  /** Moves of a saved one; those of the house are made for the shot by `presetCamera`. */
  saved?: readonly Move[];
}>;

const usualIds = [
  'push-in',
  'pull-out',
  'arc-left',
  'arc-right',
  'close-up',
  'vertigo',
  'boom-up',
  'boom-down',
  'track-left',
  'track-right',
  'luma.pan_right',
  'luma.tilt_up',
  'rack-focus',
  'handheld',
  'jimeng.robo_arm.medium',
  'whip-right',
];

function plain(preset: StripMove): StripMove {
  return { ...preset, name: { en: preset.name.en.replace(', medium', ''), zh: preset.name.zh.replace('（中）', '') } };
}

/** The sixteen that most shots are made of. */
export const usualMoves: readonly StripMove[] = usualIds.flatMap((id) => presets.filter((preset) => preset.id === id).map(plain));
/** All others. One that comes in three strengths stands once: the strength is chosen below. */
export const otherMoves: readonly StripMove[] = presets
  .filter(({ id }) => !usualIds.includes(id) && !/\.(weak|strong)$/.test(id))
  .map(plain);
