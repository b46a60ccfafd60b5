import type { Transition } from '../shot.ts';
import type { Mood } from './facts.ts';

/** What the way into a shot depends on. */
export type TransitionNeed = Readonly<{
  asked: Transition['kind'] | undefined;
  isFirst: boolean;
  isNewScene: boolean;
  /** Time has passed. */
  isLater: boolean;
  isSudden: boolean;
  /** Somebody answers somebody. */
  isReply: boolean;
  mood: Mood;
}>;

const lengthsSec: Readonly<Record<Transition['kind'], number>> = {
  cut: 0,
  crossfade: 0.7,
  'dip-to-black': 1,
  'dip-to-white': 0.9,
  wipe: 0.8,
  push: 0.7,
};

/** How a shot begins out of the one before it: as asked; else black between scenes, a cut in action and talk, a crossfade within a mood. */
export function chooseTransition({ asked, isFirst, isNewScene, isLater, isSudden, isReply, mood }: TransitionNeed): Transition {
  const kind = isFirst ? 'cut' : (asked ?? usual());
  return { kind, lengthSec: lengthsSec[kind], toward: 'left' };

  function usual(): Transition['kind'] {
    if (isNewScene) return isLater && (mood === 'bright' || mood === 'wonder') ? 'wipe' : 'dip-to-black';
    if (isLater) return 'dip-to-black';
    if (isSudden || isReply || mood === 'tense') return 'cut';
    return 'crossfade';
  }
}
