import type { Operations } from '@fantascope/client';

/** A cap and what is left of it. */
export type Cap = Operations['ledger.caps']['output']['caps'][number];

/** What one chosen model may cost at most, for all its takes. `upMicros` null: no price is known and no cap was given yet. */
export type ChosenCost = Readonly<{ model: string; isEmulated: boolean; upMicros: number | null; takes: number }>;

/** The most that is set aside for all of them; null while one of them has no figure. Emulated takes cost nothing. */
export function mostMicros(chosen: readonly ChosenCost[]): number | null {
  let sum = 0;
  for (const { upMicros, takes, isEmulated } of chosen) {
    if (upMicros === null) return null;
    if (!isEmulated) sum += upMicros * takes;
  }
  return sum;
}

/** What emulated providers would have charged. */
export function emulatedMicros(chosen: readonly ChosenCost[]): number {
  return chosen.reduce((sum, { isEmulated, upMicros, takes }) => sum + (isEmulated ? (upMicros ?? 0) * takes : 0), 0);
}

/** A cap that counts every paid take. Those of providers are the server's to weigh, before it sets money aside. */
export type SharedCap = Cap & Readonly<{ scope: Exclude<Cap['scope'], 'provider'> }>;

/** The cap that has the least room for what is chosen, and by how much it is short; null where all have room. */
export function shortOf(caps: readonly Cap[], chosen: readonly ChosenCost[]): Readonly<{ cap: SharedCap; shortMicros: number }> | null {
  const wantedMicros = mostMicros(chosen) ?? 0;
  const short = caps
    .filter((cap): cap is SharedCap => cap.scope !== 'provider' && cap.leftUsdMicros !== null)
    .map((cap) => ({ cap, shortMicros: wantedMicros - (cap.leftUsdMicros ?? 0) }))
    .filter(({ shortMicros }) => shortMicros > 0)
    .sort((one, other) => other.shortMicros - one.shortMicros);
  return short[0] ?? null;
}
