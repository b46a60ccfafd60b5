import type { Region } from '@fantascope/film';
import { windowOnPhoto } from '@fantascope/stage';
import type { ShotEdit } from '../../shot/shot-edit.ts';
import { useDirect, usePreview } from '../direct-context.ts';
import { pinned } from './reframe.ts';
import { type Landing, landingsOf, roundedRegion, withRegion } from './region-edit.ts';

/** What a region that is drawn now is drawn in. */
export type DrawnIn = Readonly<{
  /** The part of the photograph that the first frame shows; null where that is not known, or reaches beyond it. */
  part: Region | null;
  /** What keeps the framing of every shape where it is when a region is drawn anew in this one. */
  pins: () => readonly ShotEdit[];
  /** The edits that give a landing another region. */
  change: (landing: Landing, region: Region) => readonly ShotEdit[];
}>;

/** The first frame as it lies on the photograph now, for whoever draws or numbers a region. */
export function useDrawnIn(): DrawnIn {
  const { store } = useDirect();
  const photo = usePreview((state) => state.facts?.photo ?? null);
  const window = usePreview((state) => state.fit?.staging.window ?? null);
  const part = photo === null || window === null ? null : windowOnPhoto(photo, window);
  const pins = () => {
    const { shot } = store.state();
    const before = landingsOf(shot.camera).at(-1)?.move.drawnIn;
    return photo === null || part === null ? [] : pinned(shot, { photo, before, now: part });
  };
  return {
    part,
    pins,
    change: ({ index, move }, region) => [...pins(), { kind: 'change-move', index, move: withRegion(move, roundedRegion(region), part) }],
  };
}
