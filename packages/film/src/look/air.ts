import { z } from 'zod';

const metresPerSec = z.number().min(-50).max(50);

/** What is in the air of a shot, at true depth. Anything left out has the usual value of its kind. */
export const Air = z
  .strictObject({
    kind: z.enum(['petals', 'seeds', 'rain', 'snow', 'dust', 'fog', 'fireflies', 'embers']),
    /** How many are in the view between nearM and farM. */
    count: z.number().int().min(1).max(20000).optional(),
    /** Length of one, metres. */
    sizeM: z.number().min(0.0001).max(10).optional(),
    /** Wind, metres a second: to the right, up, toward the camera. Falling is added by kind. */
    windMps: z.tuple([metresPerSec, metresPerSec, metresPerSec]).optional(),
    /** Nearest and farthest distance from the first frame's camera, metres. */
    nearM: z.number().min(0.01).max(100000).optional(),
    farM: z.number().min(0.01).max(100000).optional(),
    opacityRatio: z.number().min(0).max(1).optional(),
    /** Default: the film's seed. */
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional(),
  })
  .refine(({ nearM, farM }) => nearM === undefined || farM === undefined || nearM < farM, 'nearM must be less than farM');
export type Air = z.infer<typeof Air>;
