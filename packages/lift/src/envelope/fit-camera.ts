import { type Camera, cameraPath, Fault, type Move, MovesCamera, type MovesCamera as MovesCameraType, type Notice } from '@fantascope/film';
import { cameraInWindow, type Envelope, firstWindow, regionInFrame, regionToShow, type Scene, type Staging } from '@fantascope/stage';
import { type Bounds, boundsOf, flawOf, isCovered } from './bounds.ts';
import { closedFormEnvelope } from './closed-form.ts';
import { amountOf, withShares } from './scale-camera.ts';

/** What to do with an exact move that leaves what the picture holds: make it smaller and say so, refuse, or do as asked and say so. */
export type Outside = 'clamp' | 'refuse' | 'allow';

/** What became of one move: amounts in its own unit (metres, degrees, lens ratio, strength, or the share of a push-to's way). */
export type FittedMove = Readonly<{
  /** Its place in the camera's list. */
  index: number;
  kind: Move['kind'];
  unit: 'm' | 'deg' | 'ratio' | 'strength' | 'share';
  asked: number;
  given: number;
  isNominal: boolean;
}>;

/** A camera that stays inside its picture, and the staging it was fitted to. */
export type CameraFit = Readonly<{
  camera: Camera;
  staging: Staging;
  /** How much smaller than the largest window the first frame is. */
  startCropRatio: number;
  /** The least share of its way that any exact move was given; 1 when all are as asked. */
  shareGivenRatio: number;
  /** Each move that has an amount, for printing the figures used. Empty for keyframes. */
  moves: readonly FittedMove[];
  notices: readonly Notice[];
  /** What this window holds, told at once; coverage only. */
  envelope: Envelope;
}>;

type StartCentre = Readonly<{ xRatio: number; yRatio: number }>;

/** The start crop when nothing asks for more, and the steps to which an exact move may raise it: cropping looks better than a drawn-on border. */
const CROPS = [1.06, 1.1, 1.15, 1.2, 1.25] as const;
/** Below this gain, the picture is worth more than the last bit of a clamped move. */
const WORTH_CROPPING = 1.1;
const BISECTIONS = 7;
/** Frames surveyed for fill and stretch along a path; coverage is proved for all of them. */
const SURVEYED_FRAMES = 10;

/**
 * Fits a camera to a scene: chooses the first frame's window, and makes moves smaller where they would show an uncovered pixel, too much invented picture or
 * too much stretch. Nominal moves shrink silently. Exact moves first get a tighter start crop (up to 1.25), then `outside` decides; 'refuse' throws
 * `lift.move-outside`. Every frame of the result at `fps` (default 30) is proved covered, unless 'allow' said otherwise.
 * The camera's frame takes aspectRatio, and a subject box that was never set takes the scene's. `startCropRatio` fixes the crop, `startCentre` (ratios of the photograph) its place;
 * without it a frame of another shape than the last region was drawn in is centred on that region. Regions that say where they were drawn keep their place on the photograph.
 */
export function fitCamera(
  camera: Camera,
  scene: Scene,
  options: Readonly<{
    outside: Outside;
    aspectRatio: number;
    fps?: number;
    startCropRatio?: number;
    startCentre?: StartCentre | undefined;
  }>,
): CameraFit {
  const { outside, fps = 30 } = options;
  const crops: readonly number[] = options.startCropRatio === undefined ? CROPS : [options.startCropRatio];
  const trials = new Map<number, Trial>();
  const trial = (crop: number): Trial => {
    const made =
      trials.get(crop) ?? stageTrial(camera, scene, { crop, aspectRatio: options.aspectRatio, fps, startCentre: options.startCentre });
    trials.set(crop, made);
    return made;
  };
  const first = trial(crops[0] ?? 1);
  const whole = shareOfAll(first.camera);
  if (first.holds(whole)) return report(first, whole, []);
  const asked = first.exactOnly();
  if (outside === 'allow') {
    const isInside = first.holds(asked);
    const shares = isInside ? first.fit() : whole;
    return report(first, shares, isInside ? [] : [{ code: 'lift.move-outside-allowed', params: { seconds: first.firstBreachSec(asked) } }]);
  }
  const roomy = crops.find((crop) => trial(crop).holds(asked));
  if (roomy !== undefined) {
    const chosen = trial(roomy);
    return report(
      chosen,
      chosen.fit(),
      chosen === first ? [] : [{ code: 'lift.start-crop-raised', params: { crop: roomy, usual: first.crop } }],
    );
  }
  const tightest = trial(crops.at(-1) ?? 1);
  const loose = first.fit();
  const tight = tightest === first ? loose : tightest.fit();
  const isWorth = least(tightest, tight) > WORTH_CROPPING * least(first, loose);
  const chosen = isWorth ? tightest : first;
  const shares = isWorth ? tight : loose;
  const short = cuts(chosen, shares);
  if (outside === 'refuse') {
    const moves = short.map(({ kind, asked: a, given: g }) => `${kind} ${a} (${g})`).join(', ');
    throw new Fault('lift.move-outside', { moves });
  }
  const notices: Notice[] = short.map((params) => ({ code: 'lift.move-clamped', params }));
  if (isWorth) notices.push({ code: 'lift.start-crop-raised', params: { crop: tightest.crop, usual: first.crop } });
  return report(chosen, shares, notices);
}

/** One crop tried: the staged scene, the camera in it, and the questions asked of it. `shares` holds one share a move, or a single one for keyframes. */
type Trial = Readonly<{
  crop: number;
  camera: Camera;
  staging: Staging;
  bounds: Bounds;
  /** Exact moves whole, nominal ones at nothing. */
  exactOnly: () => readonly number[];
  holds: (shares: readonly number[]) => boolean;
  /** Shares that hold: exact moves first, each as large as it can be. */
  fit: () => readonly number[];
  firstBreachSec: (shares: readonly number[]) => string;
}>;

function stageTrial(
  asked: Camera,
  scene: Scene,
  options: Readonly<{ crop: number; aspectRatio: number; fps: number; startCentre: StartCentre | undefined }>,
): Trial {
  const { crop, aspectRatio, fps, startCentre } = options;
  const shown = regionToShow(asked, { photo: scene.photo, aspectRatio });
  const about = shown === undefined ? scene : { ...scene, subject: shown };
  const window = firstWindow(about, { aspectRatio, startCropRatio: crop, ...(startCentre === undefined ? {} : { centre: startCentre }) });
  const subject = isUnset(asked.subject) ? (regionInFrame(scene.subject, scene, window) ?? asked.subject) : asked.subject;
  const head = asked.head ?? regionInFrame(scene.head, scene, window);
  const told = cameraInWindow(asked, { photo: scene.photo, window });
  const camera: Camera = { ...told, aspectRatio, subject, ...(head === null ? {} : { head }) };
  const staging = { window, lensMm: camera.lensMm, subjectDistanceM: camera.subjectDistanceM };
  const bounds = boundsOf(scene, staging);
  const frames = Math.max(1, Math.round(camera.lengthSec * fps));
  const every = Math.max(1, frames / SURVEYED_FRAMES);
  const isCoveredAll = remember((shares) => {
    const path = cameraPath(withShares(camera, shares));
    // The last frame is where most paths go wrong: ask it first, then a few, then all.
    for (const step of [frames, Math.max(1, Math.floor(frames / 8)), 1]) {
      for (let i = frames; i >= 0; i -= step) if (!isCovered(bounds, path(i / fps))) return false;
    }
    return true;
  });
  const isFlawless = remember((shares) => {
    const path = cameraPath(withShares(camera, shares));
    for (let i = frames; i > 0; i -= every) if (flawOf(bounds, path(i / fps)) !== null) return false;
    return true;
  });
  const holds = (shares: readonly number[]) => isCoveredAll(shares) && isFlawless(shares);
  /** The largest share from `low`, which holds, to 1. Coverage is far cheaper to ask than the survey, so it goes first. */
  const largest = (low: number, sharesAt: (share: number) => readonly number[]): number => {
    const covered = bisect(low, 1, (share) => isCoveredAll(sharesAt(share)));
    return bisect(low, covered, (share) => holds(sharesAt(share)));
  };
  const exactOnly = () => ('moves' in camera ? camera.moves.map((move) => (isGiving(move) ? 0 : 1)) : [1]);
  const fit = (): readonly number[] => {
    const whole = shareOfAll(camera);
    if (holds(whole)) return whole;
    if (!('moves' in camera)) return [largest(0, (share) => [share])];
    let shares: readonly number[] = camera.moves.map((move) => (amountOf(move) === null ? 1 : 0));
    for (const isNominal of [false, true]) {
      const group = camera.moves.flatMap((move, i) => (amountOf(move) !== null && isGiving(move) === isNominal ? [i] : []));
      if (group.length === 0) continue;
      const together = (share: number) => shares.map((own, i) => (group.includes(i) ? share : own));
      // Together first, so that no move takes all the room from another; then each as far as it can still go.
      shares = together(largest(0, together));
      for (const i of group.sort((a, b) => startOf(camera, a) - startOf(camera, b))) {
        const before = shares[i] as number;
        const rest = shares;
        if (before < 1)
          shares = rest.with(
            i,
            largest(before, (share) => rest.with(i, share)),
          );
      }
    }
    return shares;
  };
  const firstBreachSec = (shares: readonly number[]): string => {
    const path = cameraPath(withShares(camera, shares));
    const breaks = (i: number) => !isCovered(bounds, path(i / fps)) || (i > 0 && flawOf(bounds, path(i / fps)) !== null);
    for (let i = 0; i <= frames; i++) if (breaks(i)) return (i / fps).toFixed(1);
    return camera.lengthSec.toFixed(1);
  };
  return { crop, camera, staging, bounds, exactOnly, holds, fit, firstBreachSec };
}

/** The largest amount between low, which holds, and high. */
function bisect(low: number, high: number, holds: (amount: number) => boolean): number {
  if (high <= low || holds(high)) return high;
  let holding = low;
  let failing = high;
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (holding + failing) / 2;
    if (holds(middle)) holding = middle;
    else failing = middle;
  }
  return holding;
}

/** The same question, asked once for each answer. */
function remember(ask: (shares: readonly number[]) => boolean): (shares: readonly number[]) => boolean {
  const known = new Map<string, boolean>();
  return (shares) => {
    const key = shares.join();
    const answer = known.get(key) ?? ask(shares);
    known.set(key, answer);
    return answer;
  };
}

const startOf = (camera: MovesCameraType, index: number) => camera.moves[index]?.startRatio ?? 0;
const shareOfAll = (camera: Camera): readonly number[] => ('moves' in camera ? camera.moves.map(() => 1) : [1]);
const isGiving = (move: Move) => move.isNominal === true;
const unsetSubject = MovesCamera.parse({}).subject;

function isUnset(subject: Camera['subject']): boolean {
  return Object.entries(unsetSubject).every(([key, value]) => subject[key as keyof typeof subject] === value);
}

/** The smallest share among exact moves. */
function least(trial: Trial, shares: readonly number[]): number {
  const { camera } = trial;
  return Math.min(1, ...shares.filter((_, i) => !('moves' in camera) || camera.moves[i]?.isNominal !== true));
}

function fitted(camera: MovesCameraType, shares: readonly number[]): readonly FittedMove[] {
  return camera.moves.flatMap((move, index) => {
    const told = amountOf(move);
    if (told === null) return [];
    const share = shares[index] ?? 1;
    const given = told.unit === 'ratio' ? told.amount ** share : told.amount * share;
    return [{ index, kind: move.kind, unit: told.unit, asked: told.amount, given, isNominal: move.isNominal === true }];
  });
}

/** The exact moves that were cut short, in words' parameters. */
function cuts({ camera }: Trial, shares: readonly number[]): readonly Readonly<{ kind: string; asked: string; given: string }>[] {
  if (!('moves' in camera)) return [{ kind: 'keyframes', asked: '100 %', given: written((shares[0] ?? 1) * 100, ' %') }];
  return fitted(camera, shares)
    .filter((move) => !move.isNominal && (shares[move.index] ?? 1) < 1)
    .map(({ kind, unit, asked, given }) => ({ kind, asked: amountText(asked, unit), given: amountText(given, unit) }));
}

function amountText(amount: number, unit: FittedMove['unit']): string {
  switch (unit) {
    case 'm':
      return written(amount, ' m');
    case 'deg':
      return written(amount, '°');
    case 'ratio':
      // A wider lens is told a little less wide, a longer one a little less long.
      return `×${amount < 1 ? Math.ceil(amount * 100 - 1e-9) / 100 : written(amount, '')}`;
    case 'strength':
      return written(amount, '');
    case 'share':
      return written(amount * 100, ' %');
    default:
      return unit satisfies never;
  }
}

/** At most three figures, never rounded past what holds. */
function written(amount: number, unit: string): string {
  const scale = Math.abs(amount) >= 100 ? 1 : Math.abs(amount) >= 10 ? 10 : 100;
  return `${Math.trunc(amount * scale + Math.sign(amount) * 1e-9) / scale}${unit}`;
}

function report(trial: Trial, shares: readonly number[], notices: readonly Notice[]): CameraFit {
  const { staging, bounds, crop } = trial;
  return {
    camera: withShares(trial.camera, shares),
    staging,
    startCropRatio: crop,
    shareGivenRatio: least(trial, shares),
    moves: 'moves' in trial.camera ? fitted(trial.camera, shares) : [],
    notices,
    envelope: closedFormEnvelope(bounds.scene, staging),
  };
}
