/** Weights in the cache, whole and checked, or what is wrong with them. */
export type Weights =
  | Readonly<{ outcome: 'found'; name: WeightsName; path: string }>
  | Readonly<{ outcome: 'missing' | 'damaged'; name: WeightsName; path: string }>;
export type WeightsName = 'isnet-medium' | 'depth-anything-v2-small';

export async function findWeights(_name: WeightsName, _options: { cache: string }): Promise<Weights> {
  throw new Error('stub');
}
