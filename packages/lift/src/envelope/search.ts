import type { Envelope, Scene, Staging } from '@fantascope/stage';
import { AXIS_LIMITS, type Axis, posesAlong } from './axes.ts';
import { type Bounds, boundsOf, flawOf, isCovered } from './bounds.ts';

/** Steps between the first frame and an axis' end that must all hold. */
const PROOF_STEPS = 8;
const BISECTIONS = 7;

/**
 * The envelope found by trying: along each axis, how far every pose from the first frame on shows no uncovered pixel and stays within fill and stretch.
 * Coverage is proved for each pose tried; between them it is taken to shrink as the camera goes on.
 */
export function searchEnvelope(scene: Scene, staging: Staging): Envelope {
  const bounds = boundsOf(scene, staging);
  const search = (axis: Axis) =>
    furthest(coveredAlong(bounds, axis), (amount) => posesAlong(axis, amount, staging).every((pose) => flawOf(bounds, pose) === null));
  return Object.fromEntries(Object.keys(AXIS_LIMITS).map((axis) => [axis, search(axis as Axis)])) as unknown as Envelope;
}

/** How far along an axis no pixel is uncovered, whatever else shows: the cheap question and the usual answer. */
export function coveredAlong(bounds: Bounds, axis: Axis): number {
  return furthest(AXIS_LIMITS[axis], (amount) => posesAlong(axis, amount, bounds.staging).every((pose) => isCovered(bounds, pose)));
}

/** The largest amount ≤ cap such that it and the steps up to it hold; 0 when the smallest step does not. */
export function furthest(cap: number, holds: (amount: number) => boolean): number {
  if (cap <= 0) return 0;
  let low = 0;
  let high = cap;
  for (let i = 1; i <= PROOF_STEPS; i++) {
    const amount = (cap * i) / PROOF_STEPS;
    if (!holds(amount)) {
      high = amount;
      break;
    }
    low = amount;
  }
  if (low === cap) return cap;
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
