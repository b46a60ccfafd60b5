import { extentOf } from '@fantascope/film';
import { type Both, both, bothAs } from '../both.ts';
import { carry, type Draft, dialectOf, lose } from '../draft.ts';
import type { CameraOutcome, CameraTask } from './camera-task.ts';
import { hasSpan, isForward, isNamed, isStill, turnsOf } from './told-move.ts';

/** A control video drawn by the stage leads the model's camera, all of it. */
export function carryControl(draft: Draft, task: CameraTask): CameraOutcome {
  const { moves } = task;
  const shown = shownBy(moves);
  const outputs = draft.entry.controlOutputs;
  draft.request.control = Object.fromEntries(outputs.map((output) => [output, { url: `need:control/${output}` }]));
  draft.needs.push({ kind: 'control-video', outputs });
  for (const { part, name, isWithin } of namesOf(task)) {
    carry(draft, part, { by: 'control-video', as: outputs.join(' + ') });
    // Nothing comes into view that is not in the picture.
    if (isWithin) continue;
    lose(draft, part, { kind: 'approximated', severity: 'slight', of: ['content'], code: 'plan.followed', params: bothAs('move', name) });
  }
  return { rest: moves.filter((told) => !shown.includes(told)), isNative: true };
}

/** A clip drawn by the stage that the model is told to follow. */
export function carryReference(draft: Draft, task: CameraTask): CameraOutcome {
  const { moves } = task;
  const shown = shownBy(moves);
  draft.request.referenceVideos = [{ url: 'need:reference-video' }];
  draft.needs.push({ kind: 'reference-video' });
  for (const { part, name } of namesOf(task)) {
    carry(draft, part, { by: 'reference-video', as: 'referenceVideos.0' });
    lose(draft, part, {
      kind: 'approximated',
      severity: 'slight',
      of: ['magnitude', 'timing'],
      code: 'plan.reference-followed',
      params: bothAs('move', name),
    });
  }
  const isChinese = draft.language === 'zh';
  const name = dialectOf(draft, 'referenceVideoName') ?? (isChinese ? '参考视频1' : 'reference video 1');
  draft.prompt.camera = isChinese
    ? `严格跟随${name}的运镜，路径、速度与构图都与其一致。`
    : `Follow the camera of ${name} exactly, its path, speed and framing.`;
  return { rest: moves.filter((told) => !shown.includes(told)), isNative: true };
}

/** The last frame drawn by the stage; the moves are said as well. */
export function carryFramePair(draft: Draft, { moves }: CameraTask): CameraOutcome {
  draft.request.lastFrame = { url: 'need:last-frame' };
  draft.needs.push({ kind: 'last-frame' });
  for (const { part, name, move } of moves) {
    if (isStill(move)) continue;
    carry(draft, part, { by: 'frame-pair', as: 'lastFrame' });
    lose(draft, part, {
      kind: 'approximated',
      severity: hasSpan(move) ? 'notable' : 'slight',
      of: ['timing'],
      code: 'plan.frame-pair',
      params: bothAs('move', name),
    });
  }
  return { rest: moves.filter(({ move }) => isStill(move)), isNative: true };
}

/** Words alone would lose something that a clip of the stage keeps: a path, an order, a named amount. */
export function isHardToSay({ camera, moves }: CameraTask): boolean {
  if (!('moves' in camera)) return true;
  // Unrest and a change of focus are said as well as shown.
  const moving = moves.filter(({ move }) => !isStill(move) && move.kind !== 'shake' && move.kind !== 'rack-focus');
  if (turnsOf(moving).length > 1 || moving.length > 2) return true;
  return moving.some(({ move }) => isNamed(move) || move.kind === 'dolly-zoom' || move.kind === 'whip-pan');
}

/** What a clip of the stage shows of the moves: all but a change of focus, since its colours are drawn sharp for the model to follow. */
function shownBy(moves: CameraTask['moves']): CameraTask['moves'] {
  return moves.filter(({ move }) => move.kind !== 'rack-focus');
}

/** The parts that a clip carries, by name: each move it shows, or a path of keyframes as the one thing it is. `isWithin`: it never leaves the picture. */
function namesOf({ camera, moves }: CameraTask): readonly Readonly<{ part: string; name: Both; isWithin: boolean }>[] {
  const path = both('plan.part-path');
  if (!('moves' in camera)) return [{ part: 'camera.keyframes', name: path, isWithin: moves.length === 0 }];
  if (moves.length === 0) return [{ part: 'camera.moves', name: path, isWithin: true }];
  return shownBy(moves).map(({ part, name, move }) => ({
    part,
    name,
    isWithin: isStill(move) || (move.kind === 'zoom' && isForward(move)),
  }));
}

/** The stage can draw the end of these moves from one photograph: one turn, short, and nothing that has no end of its own. */
export function endsWithinPicture({ camera, moves }: CameraTask): boolean {
  if (!('moves' in camera)) return false;
  const moving = moves.filter(({ move }) => !isStill(move));
  const hasEnd = moving.length > 0 && moving.every(({ move }) => !['shake', 'whip-pan', 'rack-focus'].includes(move.kind));
  if (!hasEnd || turnsOf(moving).length > 1) return false;
  const way = extentOf(camera);
  const aside = Math.max(way.truckLeftRatio, way.truckRightRatio, way.pedestalUpRatio, way.pedestalDownRatio);
  const turn = Math.max(way.panLeftDeg, way.panRightDeg, way.tiltUpDeg, way.tiltDownDeg);
  return (
    way.dollyInRatio <= 0.6 &&
    way.dollyOutRatio <= 0.25 &&
    aside <= 0.2 &&
    turn <= 15 &&
    Math.max(way.orbitLeftDeg, way.orbitRightDeg) <= 12 &&
    way.rollDeg <= 15 &&
    way.zoomInRatio <= 3 &&
    way.zoomOutRatio <= 1.25
  );
}
