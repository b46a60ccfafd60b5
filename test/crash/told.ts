import type { TakePoint } from '../../packages/jobs/src/takes/take-room.ts';
import type { Recipe } from './recipe.ts';

/** What a child process of the kill test is told, as JSON in its environment. */
export type Told = Readonly<{
  home: string;
  env: Readonly<Record<string, string>>;
  recipes: readonly Recipe[];
  projectId: string;
  pictureId: string;
  /** Where it kills itself, as a power cut would, at the nth time it comes there. */
  kill: Readonly<{ at: TakePoint; nth: number }> | null;
  /** Polls and gives up far sooner than in earnest. */
  isHasty: boolean;
  /** Passed off as this machine, so that the others have only its heartbeat to go by. */
  machine?: string;
  /** A lost take is sent again without asking for it: what the suite has to notice. */
  isSabotaged: boolean;
}>;

/** Every named place in the life of a take. */
export const allPoints = [
  'after-reserve',
  'after-start',
  'after-hold',
  'before-intent',
  'after-intent',
  'after-post',
  'after-ticket',
  'while-polling',
  'after-success',
  'after-shelf',
  'after-download',
  'after-settle',
  'before-asset',
  'after-asset',
] as const satisfies readonly TakePoint[];
