import type { Animatic } from '../animatic.ts';
import type { Air } from '../look/air.ts';
import type { Music, SoundEffect } from '../sound/sound.ts';

/** The moods a score can have. */
export type Mood = Extract<Music, { mood: unknown }>['mood'];

/** How something moves, which the camera may answer: along with it, up or down with it, or slowly toward it. */
export type Motion = 'travel' | 'rise' | 'fall' | 'look-up' | 'reveal' | 'burst' | 'leave' | 'approach';

/** What one phrase of a brief says of its picture, its air, its sound and its feeling. */
export type Facts = Readonly<{
  place?: Animatic['place'];
  hour?: Animatic['hour'];
  weather?: Animatic['weather'];
  subject?: NonNullable<Animatic['subject']>;
  size?: Animatic['size'];
  air?: Air['kind'];
  effect?: SoundEffect['kind'];
  mood?: Mood;
  motion?: Motion;
  /** Time has passed since the shot before. */
  isLater?: true;
  /** Only a hint: taken where nothing says it outright ("stars" for the night). */
  isHint?: true;
  /** Says where everything is, before any other place that is named: a sea seen through a window is seen from a room. */
  isInside?: true;
}>;

/** Facts with their phrases in Chinese and English, parted by bars; no facts for phrases that hold another one and mean nothing of it. */
export type FactRow = readonly [facts: Facts, zh: string, en: string];
