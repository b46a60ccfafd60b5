import type { SceneLayer } from '@fantascope/stage';
import type { Rgb } from '../colour.ts';
import type { Setting } from '../setting.ts';
import type { Sheet } from '../sheet.ts';

/** What a place gives its painter besides its layers: what lies behind the subject, before it, and what its ground throws back. */
export type PaintedPlace = Readonly<{
  /** Back to front, the back layer first. */
  behind: readonly SceneLayer[];
  before: readonly SceneLayer[];
  bounce: Rgb;
}>;

/** Paints one place. `onGround` lays the subject's shadow on the sheet of the ground it stands on. */
export type PaintPlace = (setting: Setting, onGround: (sheet: Sheet) => void) => PaintedPlace;
