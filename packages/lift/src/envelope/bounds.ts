import type { Pose } from '@fantascope/film';
import {
  type FrameSize,
  type Outline,
  outlineCovers,
  outlineOf,
  type Scene,
  type Staging,
  type SurveyRig,
  surveyFrame,
  surveyRig,
  uncoveredPx,
} from '@fantascope/stage';
import { NEAREST_RATIO, nearestRatioFor, posesAlong } from './axes.ts';
import { type CutLine, cutSidePoints, showsCutSide } from './cut-sides.ts';

/** Share of the frame that may show invented picture. An aimed truck of 10 % shows 2–9 % on portraits and still looks right; 15 % shows 3–13 % and does not. */
export const MAX_FILL_RATIO = 0.06;
/** How far the picture may be pulled apart (see Survey.stretchRatio). */
export const MAX_STRETCH_RATIO = 2;

/** Frames are looked at this many pixels wide; the outline's proof holds at every size. */
const SURVEY_WIDTH_PX = 160;
/** The kernel reads its geometry on a lattice of 8 px that reaches past the frame, so the proof does too: 8 of 1920, as a share of the frame's width. */
export const GUARD_RATIO = 8 / 1920;

/** What stops a camera: an uncovered pixel, too much invented picture, too much stretch, or a thing too near. */
export type Breach = 'uncovered' | 'fill' | 'stretch' | 'near';

/** A staged scene made ready to be judged from many poses. */
export type Bounds = Readonly<{
  scene: Scene;
  staging: Staging;
  frame: FrameSize;
  outline: Outline;
  guardRatio: number;
  /** Where layers are cut off rather than end. */
  cutLines: readonly CutLine[];
  rig: () => SurveyRig;
  /** Distance in metres that nothing shown may come nearer than. */
  nearestM: () => number;
}>;

/** Makes a staged scene ready; the survey is prepared only when first needed. */
export function boundsOf(scene: Scene, staging: Staging): Bounds {
  const { window } = staging;
  const portrait = window.heightPx > window.widthPx;
  const widthPx = portrait ? Math.max(1, Math.round((SURVEY_WIDTH_PX * window.widthPx) / window.heightPx)) : SURVEY_WIDTH_PX;
  const frame = { widthPx, heightPx: Math.max(1, Math.round((widthPx * window.heightPx) / window.widthPx)) };
  const outline = outlineOf(scene, staging);
  const [start] = posesAlong('dollyInRatio', 0, staging);
  // A first frame that shows the picture to its very edge has no room for a guard; its poses are then counted pixel by pixel.
  const hasGuard = start !== undefined && outlineCovers(outline, start, { frame, guardRatio: GUARD_RATIO }) === 'covered';
  let rig: SurveyRig | null = null;
  const rigOf = (): SurveyRig => {
    rig ??= surveyRig(scene, staging, frame);
    return rig;
  };
  let nearestM: number | null = null;
  return {
    scene,
    staging,
    frame,
    outline,
    guardRatio: hasGuard ? GUARD_RATIO : 0,
    cutLines: cutSidePoints(scene, staging),
    rig: rigOf,
    nearestM: () => {
      if (nearestM !== null) return nearestM;
      const { subjectDistanceM } = staging;
      const atRest = start === undefined ? subjectDistanceM : surveyFrame(rigOf(), start).nearestM;
      nearestM = subjectDistanceM * nearestRatioFor(atRest / subjectDistanceM);
      return nearestM;
    },
  };
}

/** Whether no pixel of the frame is uncovered and no layer's cut side shows. Cheap: milliseconds for a thousand poses, but for those that come closer than the near plane. */
export function isCovered(bounds: Bounds, pose: Pose): boolean {
  const { scene, staging, frame, outline, guardRatio } = bounds;
  if (showsCutSide(bounds.cutLines, pose, { frame, guardRatio })) return false;
  const told = outlineCovers(outline, pose, { frame, guardRatio });
  if (told === 'covered') return true;
  if (told === 'open' && guardRatio > 0) return false;
  return uncoveredPx(scene, staging, { pose, outline, frame: { widthPx: frame.widthPx * 2, heightPx: frame.heightPx * 2 } }) === 0;
}

/** What, other than an uncovered pixel, a frame shows too much of; null when nothing. */
export function flawOf(bounds: Bounds, pose: Pose): Breach | null {
  const { fillShownRatio, stretchRatio, nearestM } = surveyFrame(bounds.rig(), pose);
  // the limit of a scene is at most the usual one, which costs nothing to ask
  if (nearestM < NEAREST_RATIO * bounds.staging.subjectDistanceM && nearestM < bounds.nearestM()) return 'near';
  if (fillShownRatio > MAX_FILL_RATIO) return 'fill';
  return stretchRatio > MAX_STRETCH_RATIO ? 'stretch' : null;
}
