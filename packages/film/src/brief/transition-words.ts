import { fold } from '../language/fold.ts';
import type { Transition } from '../shot.ts';

const rows: readonly (readonly [Transition['kind'], RegExp])[] = [
  ['crossfade', /^(?:叠化|叠入|溶解|渐变|淡入淡出|化入化出|交叉淡化|cross ?fade|cross ?dissolve|dissolve|mix)(?:到|至| to)?[.。:：]?$/],
  ['dip-to-black', /^(?:黑场|淡出|淡出黑场|渐黑|隐黑|fade (?:out|to black)|dip to black|blackout)[.。:：]?$/],
  ['dip-to-white', /^(?:白场|闪白|渐白|fade to white|dip to white|white flash)[.。:：]?$/],
  ['wipe', /^(?:划像|划入|划变|擦除|wipe)[.。:：]?$/],
  ['push', /^(?:推入转场|推移|push transition)[.。:：]?$/],
  ['cut', /^(?:切|硬切|切入|直切|切至|cut|hard cut|smash cut|cut to)[.。:：]?$/],
];

/** The transition that a few words name, and nothing else. */
export function transitionOf(words: string): Transition['kind'] | undefined {
  const text = fold(words).trim();
  return rows.find(([, pattern]) => pattern.test(text))?.[0];
}
