/** What decides whether a take stands for its shot. `lengthSec` is null for what does not move. */
export type Candidate = Readonly<{
  id: string;
  verdict: string | null;
  assetId: string | null;
  lengthSec: number | null;
  createdAt: string;
}>;

/**
 * The take whose picture stands for a shot in its film; null where the stage draws it. What was placed goes first (`stage` is placed too); else the newest
 * approved one. A placed take that has no moving picture any more leaves the shot to the stage, never to another take.
 */
export function chosenTake<T extends Candidate>(takes: readonly T[], placed: string | undefined): T | null {
  const shown = takes.filter(({ assetId, lengthSec }) => assetId !== null && lengthSec !== null);
  if (placed !== undefined) return shown.find(({ id }) => id === placed) ?? null;
  const approved = shown.filter(({ verdict }) => verdict === 'kept');
  return approved.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0] ?? null;
}

/** The newest moving take that nobody has rejected; null where there is none. */
export function newestTake<T extends Candidate>(takes: readonly T[]): T | null {
  const shown = takes.filter(({ assetId, lengthSec, verdict }) => assetId !== null && lengthSec !== null && verdict !== 'rejected');
  return shown.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0] ?? null;
}
