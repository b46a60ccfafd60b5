import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sha256Of, type Weights } from '../weights.ts';

/** The weights that enlarge: @upscalerjs/esrgan-medium 1.0.0, ×4, MIT, converted by packages/lift/convert-esrgan.ts and part of this repository. */
export const esrganWeights = {
  name: 'esrgan-medium-x4',
  path: fileURLToPath(new URL('../../weights/esrgan-medium-x4.onnx', import.meta.url)),
  bytes: 2_904_249,
  sha256: 'd7a4ff928986d461ec549c078213d8bed4d129b7667ed26c88aa944fc1918310',
} as const;

/** Whether the weights lie where they belong, in the right size; cheap, for naming a cached scene. */
export async function hasEsrganWeights(): Promise<boolean> {
  return (await stat(esrganWeights.path).catch(() => null))?.size === esrganWeights.bytes;
}

/** Looks for the weights and checks them byte for byte (3 MB, some 10 ms). */
export async function findEsrganWeights(): Promise<Weights> {
  const { name, path, sha256 } = esrganWeights;
  const found = await sha256Of(path).catch(() => null);
  if (found === null) return { outcome: 'missing', name, path };
  return { outcome: found === sha256 ? 'found' : 'damaged', name, path };
}
