import type { Envelope, Scene, Staging } from '@fantascope/stage';
import { type Axis, posesAlong } from './axes.ts';
import { boundsOf, flawOf } from './bounds.ts';
import { closedFormEnvelope } from './closed-form.ts';

/** The end of an axis is found to a sixteenth of its closed form. */
const BISECTIONS = 4;

/**
 * How far the camera may go by coverage, visible fill and stretch together: the closed form, made shorter along each axis whose end shows too much
 * invented or pulled picture. Costs some twenty surveys of a small frame, a fifth of `searchEnvelope`. What an end does not show, no pose before
 * it is looked at for: fill and stretch are taken to grow as the camera goes on.
 */
export function measuredEnvelope(scene: Scene, staging: Staging): Envelope {
  const covered = closedFormEnvelope(scene, staging);
  const bounds = boundsOf(scene, staging);
  const measure = (axis: Axis): number => {
    const holds = (amount: number) => posesAlong(axis, amount, staging).every((pose) => flawOf(bounds, pose) === null);
    if (covered[axis] <= 0 || holds(covered[axis])) return covered[axis];
    let low = 0;
    let high = covered[axis];
    for (let i = 0; i < BISECTIONS; i++) {
      const middle = (low + high) / 2;
      if (holds(middle)) low = middle;
      else high = middle;
    }
    return low;
  };
  return Object.fromEntries(Object.keys(covered).map((axis) => [axis, measure(axis as Axis)])) as unknown as Envelope;
}
