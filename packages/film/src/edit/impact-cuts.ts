import { isSameData } from '../shot-changes.ts';
import type { Cut, Edit, TrackKind } from './edit.ts';

/** What of each cut is compared, by what a person calls it. */
const fields = {
  shows: ['shows'],
  placed: ['startFrame'],
  trimmed: ['lengthFrames', 'inFrame'],
  speed: ['speedRatio'],
  transition: ['transition'],
  fades: ['fadeInFrames', 'fadeOutFrames'],
  volume: ['volume'],
  enabled: ['isEnabled'],
} as const satisfies Readonly<Record<string, readonly (keyof Cut)[]>>;

/** Why a cut has to be put together again. */
export type CutReason = keyof typeof fields | 'new' | 'gone';

type Placed = Readonly<{ cut: Cut; track: TrackKind; isHeard: boolean }>;
type Recut = Readonly<{ cut: string; track: TrackKind; reasons: readonly CutReason[] }>;

/** Which cuts of two states of an edit differ in what is seen or heard of them: those of the second in its order, then those that are gone. */
export function recutBetween(before: Edit, after: Edit): readonly Recut[] {
  const [was, now] = [cutsIn(before), cutsIn(after)];
  const changed = [...now].flatMap(([id, { cut, track, isHeard }]): Recut[] => {
    const then = was.get(id);
    if (then === undefined) return [{ cut: id, track, reasons: ['new'] }];
    if (then.cut === cut && then.isHeard === isHeard) return [];
    const reasons = (Object.keys(fields) as (keyof typeof fields)[]).filter(
      (reason) =>
        fields[reason].some((field) => !isSameData(then.cut[field], cut[field])) || (reason === 'enabled' && then.isHeard !== isHeard),
    );
    return reasons.length === 0 ? [] : [{ cut: id, track, reasons }];
  });
  const gone = [...was].flatMap(([id, { track }]): Recut[] => (now.has(id) ? [] : [{ cut: id, track, reasons: ['gone'] }]));
  return [...changed, ...gone];
}

function cutsIn(edit: Edit): ReadonlyMap<string, Placed> {
  const all = [edit, ...edit.nested].flatMap(({ tracks }) =>
    tracks.flatMap(({ kind, isEnabled, cuts }) =>
      cuts.map((cut): [string, Placed] => [cut.id, { cut, track: kind, isHeard: isEnabled || kind === 'video' }]),
    ),
  );
  return new Map(all);
}
