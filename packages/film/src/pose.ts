import type { Quat } from './quaternion.ts';
import type { Vec3 } from './vector.ts';

/** Where a camera is at one moment: metres, unit quaternion camera→world, millimetres on a 36 mm frame, metres. */
export type Pose = Readonly<{ position: Vec3; orientation: Quat; lensMm: number; focusM: number }>;
