/** Beats of a film: when each is, and which beat each cut that was met falls on. */
export type BeatGrid = Readonly<{ bpm: number; beatsSec: readonly number[]; met: readonly Readonly<{ cutSec: number; beat: number }>[] }>;

/** The tempo between two cuts may differ from the usual one by this: it is felt as breath, not as a change. */
const mostBendRatio = 0.055;
/** How far from a mood's own tempo the usual one may be, when nobody named it. */
const tempoReach = { from: 0.88, to: 1.14, step: 0.01 };
/** A path over cuts may leave out so many of them in a row. */
const mostLeftOut = 12;

type Node = Readonly<{ cutSec: number; beat: number; worth: number; bend: number; before: Node | undefined }>;

/**
 * Lays beats so that as many cuts as possible fall on one, on the first of a bar where it can be: a tempo near the mood's own, bent between cuts by at most 5.5 %.
 * A tempo that was asked for is kept exactly, and cuts are met where they happen to be (within 40 ms).
 */
export function beatGrid(
  cutsSec: readonly number[],
  { lengthSec, bpm, isFixed, beatsPerBar }: { lengthSec: number; bpm: number; isFixed: boolean; beatsPerBar: number },
): BeatGrid {
  if (isFixed) return fixedGrid(cutsSec, { lengthSec, bpm });
  let best: { bpm: number; end: Node } | undefined;
  for (let ratio = tempoReach.from; ratio <= tempoReach.to + 1e-9; ratio += tempoReach.step) {
    const end = bestPath(cutsSec, { bpm: bpm * ratio, beatsPerBar });
    const farness = 0.3 * ((ratio - 1) / 0.1) ** 2;
    if (best === undefined || end.worth - farness > best.end.worth)
      best = { bpm: bpm * ratio, end: { ...end, worth: end.worth - farness } };
  }
  const usual = best?.bpm ?? bpm;
  const met: Node[] = [];
  for (let node = best?.end; node !== undefined; node = node.before) met.unshift(node);
  return { bpm: usual, beatsSec: beatsThrough(met, { bpm: usual, lengthSec }), met: met.filter(({ beat }) => beat > 0) };
}

/** Longest path over (cut, beat): a met cut is worth 1, more on a bar, less the more the tempo bends. */
function bestPath(cutsSec: readonly number[], { bpm, beatsPerBar }: { bpm: number; beatsPerBar: number }): Node {
  const start: Node = { cutSec: 0, beat: 0, worth: 0, bend: 0, before: undefined };
  const layers: Node[][] = [[start]];
  let best = start;
  for (const cutSec of cutsSec) {
    const usual = (cutSec * bpm) / 60;
    const slack = Math.min(4, 0.6 + usual * mostBendRatio);
    const layer: Node[] = [];
    for (let beat = Math.max(1, Math.ceil(usual - slack)); beat <= usual + slack; beat++) {
      const meeting = 1 + (beat % beatsPerBar === 0 ? 0.5 : beat % 2 === 0 ? 0.1 : 0);
      let node: Node | undefined;
      for (const before of layers.slice(-mostLeftOut).flat()) {
        const bend = ((beat - before.beat) * 60) / (cutSec - before.cutSec) / bpm - 1;
        if (!(Math.abs(bend) <= mostBendRatio)) continue;
        const effort = 0.35 * (bend / mostBendRatio) ** 2 + 0.2 * ((bend - before.bend) / mostBendRatio) ** 2;
        const worth = before.worth + meeting - effort;
        if (node === undefined || worth > node.worth) node = { cutSec, beat, worth, bend, before };
      }
      if (node !== undefined) layer.push(node);
      if (node !== undefined && node.worth > best.worth) best = node;
    }
    layers.push(layer);
  }
  return best;
}

function beatsThrough(met: readonly Node[], { bpm, lengthSec }: { bpm: number; lengthSec: number }): number[] {
  const beats: number[] = [];
  met.forEach((node, index) => {
    const next = met[index + 1];
    const [until, stepSec] =
      next === undefined
        ? [node.beat + Math.ceil(((lengthSec - node.cutSec) * bpm) / 60) + 1, 60 / bpm]
        : [next.beat, (next.cutSec - node.cutSec) / (next.beat - node.beat)];
    for (let beat = node.beat; beat < until; beat++) beats.push(node.cutSec + (beat - node.beat) * stepSec);
  });
  return beats;
}

function fixedGrid(cutsSec: readonly number[], { lengthSec, bpm }: { lengthSec: number; bpm: number }): BeatGrid {
  const beatsSec = Array.from({ length: Math.ceil((lengthSec * bpm) / 60) + 1 }, (_, beat) => (beat * 60) / bpm);
  const met = cutsSec.flatMap((cutSec) => {
    const beat = Math.round((cutSec * bpm) / 60);
    return Math.abs((beat * 60) / bpm - cutSec) <= 0.04 ? [{ cutSec, beat }] : [];
  });
  return { bpm, beatsSec, met };
}
