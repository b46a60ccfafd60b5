import type { CatalogueEntry } from '@fantascope/models';

/** A fact of a dialect that one call can settle, and how. */
export type ProbeFact = Readonly<
  /** By looking: the call is made with `value`; what is seen says which value is right. */
  | { name: string; by: 'person'; value: string; seen: Readonly<Record<string, string>> }
  /** By being taken: the provider accepts the request that is made with it. */
  | { name: string; by: 'acceptance'; value: string }
>;

const looked: readonly ProbeFact[] = [
  // A pan to the right is asked for. Where the axes are the other way round the camera looks up or down instead.
  { name: 'panTilt', by: 'person', value: 'modern', seen: { turned: 'modern', tilted: '2024' } },
];
const accepted = ['enhancePrompt', 'cameraFixed'];

/** What one call can settle of an entry's unverified facts, and the names of those it cannot. */
export function probeFacts(entry: Pick<CatalogueEntry, 'dialect'>): Readonly<{ settles: readonly ProbeFact[]; open: readonly string[] }> {
  const unverified = Object.entries(entry.dialect).filter(([, { sureness }]) => sureness === 'unverified');
  const settles = unverified.flatMap(([name, { value }]): readonly ProbeFact[] => {
    const seen = looked.find((fact) => fact.name === name);
    if (seen !== undefined) return [seen];
    return accepted.includes(name) ? [{ name, by: 'acceptance', value }] : [];
  });
  return { settles, open: unverified.map(([name]) => name).filter((name) => !settles.some((fact) => fact.name === name)) };
}
