import type { Operations } from '@fantascope/client';

type Loss = Operations['plan.all']['output']['items'][number]['losses'][number];
type Manifest = Operations['take.manifest']['output'];
type KeptPlan = Operations['plan.list']['output']['items'][number];

/** How a take was made, as far as it is known. `isWhole`: told by the take itself, not only by its plan. */
export type Recipe = Readonly<{
  isWhole: boolean;
  prompt: string | null;
  seed: number | null;
  lengthSec: number | null;
  /** Version of the shot that it was made from. */
  revision: number | null;
  shot: unknown;
  losses: readonly Loss[];
  /** Models of the takes that it came from, nearest first. */
  lineage: readonly string[];
}>;

/** The recipe that a ready take carries. */
export function recipeOfManifest({ recipe, lineage }: Manifest): Recipe {
  const { prompt, seed, lengthSec } = recipe.request;
  return {
    isWhole: true,
    prompt: prompt ?? null,
    seed: seed ?? null,
    lengthSec: lengthSec ?? null,
    revision: recipe.shot?.revision ?? null,
    shot: recipe.shot?.document ?? null,
    // Lists of a plan, kept as JSON.
    losses: (recipe.losses ?? []) as unknown as readonly Loss[],
    lineage: lineage.map(({ model }) => model),
  };
}

/** What is known of a take that is not ready: its plan's losses. */
export function recipeOfPlan(plan: KeptPlan | undefined): Recipe {
  return {
    isWhole: false,
    prompt: null,
    seed: null,
    lengthSec: null,
    revision: plan?.shotRevision ?? null,
    shot: null,
    losses: plan?.line.losses ?? [],
    lineage: [],
  };
}
