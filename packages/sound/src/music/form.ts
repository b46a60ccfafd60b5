import type { BeatGrid } from './beat-grid.ts';
import type { SectionName } from './score.ts';

/** A bar: its first beat and how many it has. */
export type Bar = Readonly<{
  beat: number;
  beats: number;
  section: SectionName /** Its place in the section, and how long that is, bars. */;
  index: number;
  of: number;
}>;

/** Bars up to the last chord, which is struck on `lastBeat`. */
export type Form = Readonly<{ bars: readonly Bar[]; lastBeat: number }>;

/** How long the last chord rings, seconds. */
const ring = { leastSec: 2.4, bestSec: 4.2, mostSec: 7.5 };

/** Middle sections by how many there are; longer films begin again with the theme. */
const plans: readonly (readonly SectionName[])[] = [
  ['theme'],
  ['theme'],
  ['theme', 'climax'],
  ['theme', 'development', 'climax'],
  ['theme', 'variation', 'development', 'climax'],
  ['theme', 'variation', 'breath', 'development', 'climax'],
];

/** Divides a film into intro, theme and what follows, climax and ending; sections begin at cuts where one is near. */
export function formOf(
  grid: BeatGrid,
  { lengthSec, beatsPerBar, barsPerSection }: { lengthSec: number; beatsPerBar: number; barsPerSection: number },
): Form {
  const cutBeats = new Set(grid.met.map(({ beat }) => beat));
  const lastBeat = lastChordBeat(grid, { lengthSec, beatsPerBar, cutBeats });
  const starts: number[] = [];
  for (let beat = 0; beat < lastBeat; beat += beatsPerBar) starts.push(beat);
  // A leftover of one beat belongs to the bar before: its chord waits.
  if (starts.length > 1 && lastBeat - (starts.at(-1) ?? 0) < 2) starts.pop();
  const edges = sectionEdges(starts, { cutBeats, barsPerSection });
  const bars = starts.map((beat, number): Bar => {
    const at = edges.findLastIndex(({ bar }) => bar <= number);
    const edge = edges[at];
    const until = edges[at + 1]?.bar ?? starts.length;
    return {
      beat,
      beats: (starts[number + 1] ?? lastBeat) - beat,
      section: edge?.name ?? 'theme',
      index: number - (edge?.bar ?? 0),
      of: until - (edge?.bar ?? 0),
    };
  });
  return { bars, lastBeat };
}

/** Where the last chord is struck: time enough to ring, best at a cut, else on a bar. */
function lastChordBeat(
  { beatsSec }: BeatGrid,
  { lengthSec, beatsPerBar, cutBeats }: { lengthSec: number; beatsPerBar: number; cutBeats: ReadonlySet<number> },
): number {
  const scale = Math.min(1, lengthSec / 16);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  beatsSec.forEach((sec, beat) => {
    const leftSec = lengthSec - sec;
    if (beat > 0 && (leftSec < ring.leastSec * scale || leftSec > ring.mostSec * scale)) return;
    const cost =
      Math.abs(leftSec - ring.bestSec * scale) / scale +
      (cutBeats.has(beat) ? -2.5 : 0) +
      (beat % beatsPerBar === 0 ? -1.5 : 0) +
      (beat === 0 ? 50 : 0);
    if (cost < least) [least, best] = [cost, beat];
  });
  return best;
}

function sectionEdges(
  starts: readonly number[],
  { cutBeats, barsPerSection }: { cutBeats: ReadonlySet<number>; barsPerSection: number },
): readonly Readonly<{ bar: number; name: SectionName }>[] {
  const bars = starts.length;
  const intro = bars < 4 ? 0 : bars < 12 ? Math.max(1, Math.round(bars / 8)) : bars < 20 ? 2 : 4;
  const middles = Math.max(1, Math.round((bars - intro) / barsPerSection));
  const names = middleNames(middles);
  const edges: { bar: number; name: SectionName }[] = intro > 0 ? [{ bar: 0, name: 'intro' }] : [];
  names.forEach((name, index) => {
    const wanted = intro + Math.round(((bars - intro) * index) / names.length);
    edges.push({ bar: index === 0 && intro === 0 ? 0 : nearCut(wanted, { starts, cutBeats, after: edges.at(-1)?.bar ?? 0 }), name });
  });
  // The ending takes the last phrase when there is room for one.
  const last = edges.at(-1)?.bar ?? 0;
  if (bars - last >= 6)
    edges.push({ bar: nearCut(bars - (bars - last >= 8 ? 4 : 2), { starts, cutBeats, after: last + 1 }), name: 'ending' });
  return edges;
}

/** The bar nearest to a wanted one that begins with a cut, within two bars; else the wanted one. */
function nearCut(
  wanted: number,
  { starts, cutBeats, after }: { starts: readonly number[]; cutBeats: ReadonlySet<number>; after: number },
): number {
  for (const bar of [wanted, wanted + 1, wanted - 1, wanted + 2, wanted - 2]) {
    const beat = starts[bar];
    if (bar > after && bar < starts.length - 1 && beat !== undefined && cutBeats.has(beat)) return bar;
  }
  return Math.max(after, wanted);
}

function middleNames(count: number): readonly SectionName[] {
  const plan = plans[count];
  if (plan !== undefined) return plan;
  const cycle: readonly SectionName[] = ['theme', 'variation', 'development', 'breath'];
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? 'climax' : (cycle[index % cycle.length] ?? 'theme')));
}
