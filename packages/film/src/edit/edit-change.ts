import { z } from 'zod';
import { Fault } from '../fault.ts';
import { isSameData } from '../shot-changes.ts';
import { Cut, type Edit, Marker, NestedEdit, Track, Variant } from './edit.ts';

const place = z.number().int().min(0).max(10_000);
const listChange = <K extends string, T extends z.ZodType>(list: K, item: T) =>
  z.strictObject({ list: z.literal(list), index: place, out: z.array(item), in: z.array(item) });

/** One reversible change of an edit: things of a list that go out and others that come in at their place, or cuts that only move in time. Backwards it is the same with `out` and `in` exchanged. */
export const EditChange = z.union([
  z.strictObject({ list: z.literal('cuts'), track: z.string(), index: place, out: z.array(Cut), in: z.array(Cut) }),
  z.strictObject({ list: z.literal('shift'), track: z.string(), index: place, count: place, byFrames: z.number().int() }),
  z.strictObject({ list: z.literal('tracks'), nested: z.string().optional(), index: place, out: z.array(Track), in: z.array(Track) }),
  listChange('nested', NestedEdit),
  listChange('markers', Marker),
  listChange('variants', Variant),
]);
export type EditChange = z.infer<typeof EditChange>;

/** The change that takes this one back. */
export function backwards(change: EditChange): EditChange {
  return change.list === 'shift'
    ? { ...change, byFrames: -change.byFrames }
    : ({ ...change, in: change.out, out: change.in } as EditChange);
}

/** The edit after a change; what did not change is shared with the one before. Throws edit.undo-elsewhere where what goes out is not there. */
export function changedEdit(edit: Edit, change: EditChange): Edit {
  switch (change.list) {
    case 'cuts':
      return onTrack(edit, change.track, (track) => ({ ...track, cuts: spliced(track.cuts, change) }));
    case 'shift':
      return onTrack(edit, change.track, (track) => ({ ...track, cuts: shifted(track.cuts, change) }));
    case 'tracks': {
      const { nested: inside } = change;
      if (inside === undefined) return { ...edit, tracks: spliced(edit.tracks, change) };
      const nested = edit.nested.map((each) => (each.id === inside ? { ...each, tracks: spliced(each.tracks, change) } : each));
      return { ...edit, nested };
    }
    case 'nested':
      return { ...edit, nested: spliced(edit.nested, change) };
    case 'markers':
      return { ...edit, markers: spliced(edit.markers, change) };
    case 'variants':
      return { ...edit, variants: spliced(edit.variants, change) };
    default:
      return change satisfies never;
  }
}

function onTrack(edit: Edit, id: string, change: (track: Track) => Track): Edit {
  const at = edit.tracks.findIndex((each) => each.id === id);
  if (at >= 0) return { ...edit, tracks: edit.tracks.with(at, change(edit.tracks[at] as Track)) };
  let isFound = false;
  const nested = edit.nested.map((each) => {
    const inside = each.tracks.findIndex((track) => track.id === id);
    if (inside < 0) return each;
    isFound = true;
    return { ...each, tracks: each.tracks.with(inside, change(each.tracks[inside] as Track)) };
  });
  if (!isFound) throw new Fault('edit.undo-elsewhere', { id });
  return { ...edit, nested };
}

function spliced<T extends { id: string }>(
  list: readonly T[],
  change: Readonly<{ index: number; out: readonly T[]; in: readonly T[] }>,
): T[] {
  for (const [k, gone] of change.out.entries()) {
    const there = list[change.index + k];
    if (there !== gone && !isSameData(there, gone)) throw new Fault('edit.undo-elsewhere', { id: gone.id });
  }
  return list.toSpliced(change.index, change.out.length, ...change.in);
}

function shifted(cuts: readonly Cut[], { index, count, byFrames }: Readonly<{ index: number; count: number; byFrames: number }>): Cut[] {
  return cuts.map((cut, at) => (at < index || at >= index + count ? cut : { ...cut, startFrame: cut.startFrame + byFrames }));
}
