// biome-ignore-all lint/a11y/useSemanticElements: the tracks are a grid over time that no table can lay out
import type { Move } from '@fantascope/film';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot, useView } from '../direct-context.ts';
import { moveFace } from '../say/move-face.ts';
import { MoveClip } from './clip.tsx';
import { clipsOf, keysOf } from './clip-layout.ts';
import { KeyMark } from './key-mark.tsx';
import { LaneRow } from './lane-row.tsx';
import { DropMark } from './move-drop.tsx';
import { useShownPath } from './use-shown-path.ts';
import { AXIS_PAD_PX } from './use-time-drag.ts';

const line = { left: AXIS_PAD_PX, right: AXIS_PAD_PX };

/** The moves as clips, or the keys of a free path. */
export function CameraLane() {
  const { t } = useWords();
  const camera = useShot(({ shot }) => shot.camera);
  const { path } = useShownPath();
  const { lengthSec } = camera;
  if (!isMoves(camera)) {
    const keys = keysOf(camera, 'camera', path);
    return (
      <LaneRow lane="camera" height="h-8" value={t('tracks.freePath', { count: keys.length })}>
        <div className="absolute top-1/2 border-t border-cam/50" style={line} />
        <DropMark />
        {keys.map((one, index) => (
          <KeyMark
            key={one.of.what === 'keyframe' ? one.of.index : index}
            lane="camera"
            one={one}
            number={index + 1}
            count={keys.length}
            lengthSec={lengthSec}
          />
        ))}
      </LaneRow>
    );
  }
  const clips = clipsOf(camera.moves);
  const rows = clips[0]?.rows ?? 1;
  return (
    <LaneRow
      lane="camera"
      height={rows > 2 ? 'h-16' : rows > 1 ? 'h-12' : 'h-8'}
      value={<MoveNow moves={camera.moves} lengthSec={lengthSec} />}
    >
      <DropMark />
      {clips.map((clip) => {
        const move = camera.moves[clip.index];
        return move === undefined ? null : <MoveClip key={clip.index} clip={clip} move={move} lengthSec={lengthSec} />;
      })}
    </LaneRow>
  );
}

/** What the camera does at the playhead: the move, and how many run with it. */
function MoveNow({ moves, lengthSec }: Readonly<{ moves: readonly Move[]; lengthSec: number }>) {
  const { t } = useWords();
  const names = useView(({ tSec }) => {
    const ratio = tSec / lengthSec;
    const now = moves.filter(
      ({ kind, startRatio, endRatio }) =>
        kind !== 'rack-focus' && startRatio <= ratio && (ratio < endRatio || (endRatio === 1 && ratio >= 1)),
    );
    const [first] = now;
    return first === undefined ? t('tracks.still') : `${t(moveFace(first).name)}${now.length > 1 ? ` +${now.length - 1}` : ''}`;
  });
  return names;
}

/** Lens or focus: a line with the keys on it. */
export function ValueLane({ lane }: Readonly<{ lane: 'lens' | 'focus' }>) {
  const camera = useShot(({ shot }) => shot.camera);
  const { path } = useShownPath();
  const value = useView(({ tSec }) => (lane === 'lens' ? `${Math.round(path(tSec).lensMm)} mm` : `${path(tSec).focusM.toFixed(2)} m`));
  const keys = keysOf(camera, lane, path);
  return (
    <LaneRow lane={lane} height="h-7" value={value}>
      <div className={`absolute top-1/2 border-t ${lane === 'lens' ? 'border-lens/50' : 'border-focus/50'}`} style={line} />
      {keys.map((one, index) => (
        <KeyMark key={JSON.stringify(one.of)} lane={lane} one={one} number={index + 1} count={keys.length} lengthSec={camera.lengthSec} />
      ))}
    </LaneRow>
  );
}

/** What moves by itself, or what is in the air: both last the whole shot. */
export function SpanLane({ lane }: Readonly<{ lane: 'motion' | 'air' }>) {
  const { t } = useWords();
  const { view } = useDirect();
  const names = useShot(({ shot }) =>
    JSON.stringify(
      lane === 'motion'
        ? shot.motions.map(({ kind, loopSec }) => [t(`say.motion.${kind}`), `${loopSec.toFixed(1)} s`])
        : shot.air.map(({ kind, nearM, farM }) => [
            t(`say.air.${kind}`),
            nearM === undefined || farM === undefined ? '' : `${nearM}–${farM} m`,
          ]),
    ),
  );
  const selection = useView((state) => state.selection);
  const spans = JSON.parse(names) as [string, string][];
  const hue = lane === 'motion' ? 'border-motion/50 bg-motion/13' : 'border-air/50 bg-air/13';
  const lit = lane === 'motion' ? 'border-motion bg-motion/13 ring-1 ring-motion' : 'border-air bg-air/13 ring-1 ring-air';
  return (
    <LaneRow lane={lane} height="h-8" value={spans.length === 0 ? t('tracks.none') : spans.length}>
      {spans.map(([name, figure], index) => {
        const isSelected = selection?.what === lane && selection.index === index;
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: they are named by their place
            key={index}
            type="button"
            role="gridcell"
            data-cell
            data-item={`${lane}:${index}`}
            tabIndex={-1}
            aria-selected={isSelected}
            className={`absolute inset-y-1 flex items-center gap-1.5 overflow-hidden rounded-sm border px-2 text-small whitespace-nowrap ${isSelected ? lit : hue}`}
            style={{
              left: `calc(${AXIS_PAD_PX}px + (100% - ${2 * AXIS_PAD_PX}px) * ${index / spans.length})`,
              width: `calc((100% - ${2 * AXIS_PAD_PX}px) / ${spans.length} - ${spans.length > 1 ? 2 : 0}px)`,
            }}
            onClick={() => view.set({ selection: { what: lane, index }, chosen: [{ what: lane, index }], lane })}
          >
            <span className="text-t1">{name}</span>
            <span className="text-t2">{figure}</span>
          </button>
        );
      })}
    </LaneRow>
  );
}
