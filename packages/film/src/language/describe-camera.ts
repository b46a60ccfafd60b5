import type { Language } from '../fault.ts';
import type { Move } from '../move.ts';
import { canonicalMoves, evenParts } from './canonical-moves.ts';
import { moveWords } from './move-words.ts';
import { grain } from './nominal.ts';

/** Distance of the subject in metres, default 3: what a nominal amount is a share of. Parse with the same one. */
export type DescribeCameraOptions = Readonly<{ subjectDistanceM?: number }>;

/** Says moves as one sentence that `parseCamera` reads back into `canonicalMoves(moves)`. No moves give an empty text. */
export function describeCamera(moves: readonly Move[], language: Language, options: DescribeCameraOptions = {}): string {
  const canonical = canonicalMoves(moves);
  const parts = evenParts(canonical);
  const groups = groupsOf(canonical, parts);
  return groups.map((group, i) => groupWords(group, { language, i, groups, subjectDistanceM: options.subjectDistanceM ?? 3 })).join('');
}

type Group = Readonly<{ moves: readonly Move[]; start: number; end: number; place: 'turn' | 'throughout' | 'timed' }>;

/** Moves with the same span, said in one breath. */
function groupsOf(moves: readonly Move[], parts: number | undefined): Group[] {
  const groups: { moves: Move[]; start: number; end: number; place: Group['place'] }[] = [];
  for (const move of moves) {
    const last = groups.at(-1);
    if (last !== undefined && last.start === move.startRatio && last.end === move.endRatio) last.moves.push(move);
    else groups.push({ moves: [move], start: move.startRatio, end: move.endRatio, place: placeOf(move, parts) });
  }
  return groups;
}

function placeOf(move: Move, parts: number | undefined): Group['place'] {
  if (parts === undefined) return 'timed';
  return parts > 1 && move.startRatio === 0 && move.endRatio === 1 ? 'throughout' : 'turn';
}

type Telling = Readonly<{ language: Language; i: number; groups: readonly Group[]; subjectDistanceM: number }>;

function groupWords(group: Group, { language, i, groups, subjectDistanceM }: Telling): string {
  const isChinese = language === 'zh';
  const turnsBefore = groups.slice(0, i).some((other) => other.place === 'turn');
  const isSequence = groups.filter((other) => other.place === 'turn').length > 1;
  const said = group.moves.map((move, j) => moveWords(move, { language, isRunning: j > 0, subjectDistanceM }));
  const together = group.place === 'throughout' ? (isChinese ? '，全程' : ', throughout ') : isChinese ? '，同时' : ' while ';
  const words = said.join(together);
  const comma = i === 0 ? '' : isChinese ? '，' : ', ';
  switch (group.place) {
    case 'throughout':
      return `${comma}${isChinese ? '全程' : 'throughout '}${words}`;
    case 'timed': {
      const span = isChinese
        ? `在${percent(group.start)}到${percent(group.end)}`
        : `between ${percent(group.start)} and ${percent(group.end)} `;
      return `${i === 0 ? '' : isChinese ? '；' : '; '}${span}${words}`;
    }
    case 'turn':
      if (turnsBefore) return `${comma}${isChinese ? '然后' : 'then '}${words}`;
      return `${comma}${isSequence ? (isChinese ? '先' : 'first ') : ''}${words}`;
    default:
      return group.place satisfies never;
  }
}

function percent(ratio: number): string {
  return `${grain(ratio * 100)}%`;
}
