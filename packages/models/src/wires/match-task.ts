import type { Ticket, Wanted } from '../wire.ts';

/** One row of a provider's list of tasks. `isLike`: what it tells of its request is what was asked; undefined where it tells nothing. */
export type ListedTask = Readonly<{ taskId: string; madeAtMs?: number; isLike?: boolean }>;

// A provider's clock may be behind ours by this much.
const slackMs = 60_000;

/**
 * Looks for a take in a list without keys: of the tasks made since it was sent that no other take holds, the only one like it is it; several,
 * or one that tells nothing of its request, a person must look at.
 */
export function matchTask(
  tasks: readonly ListedTask[],
  { sentAtMs, knownIds = [] }: Wanted,
  ticketOf: (taskId: string) => Ticket,
): Readonly<{ found: Ticket }> | 'none' | 'maybe' {
  const open = tasks.filter(
    ({ taskId, madeAtMs = Number.POSITIVE_INFINITY, isLike }) =>
      madeAtMs >= sentAtMs - slackMs && !knownIds.includes(taskId) && isLike !== false,
  );
  const only = open[0];
  if (only === undefined) return 'none';
  return open.length === 1 && only.isLike === true && only.madeAtMs !== undefined ? { found: ticketOf(only.taskId) } : 'maybe';
}
