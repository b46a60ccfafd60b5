import { NOISE_DEVIATION } from './grain-noise.ts';

/** Standard deviation of full grain halfway between black and white, in 1/255. */
export const FULL_GRAIN = 10;

/** Deviation of the blur that gives grains their size, as a share of the frame's height: 0.7 px at 1080. */
export const GRAIN_SIZE = 0.7 / 1080;

/** Luma that a grain of 1/255 adds is noise × (luma − 16) × (235 − luma) × this: that parabola reaches 109.5². */
export const NOISE_WEIGHT = 219 / 255 / (NOISE_DEVIATION * 109.5 ** 2);
