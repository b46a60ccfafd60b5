import type { Size } from '../layers/size.ts';
import type { Hidden } from './hidden-fill.ts';
import { membrane } from './membrane.ts';

/** Fills the hole with the membrane alone: smooth, never wrong, foggy where the surroundings have grain. Known pixels come back untouched. */
export function membraneFill({ rgb, isHole, isFront }: Hidden, size: Size, { sweeps = 40 } = {}): Float32Array {
  const unknown = new Uint8Array(isHole.length);
  for (let i = 0; i < unknown.length; i++) unknown[i] = isHole[i] || isFront[i] ? 1 : 0;
  const filled = membrane({ values: rgb, isHole: unknown, channels: 3, sweeps, relaxIn: isHole }, size);
  for (let i = 0; i < isHole.length; i++) if (!isHole[i]) filled.set(rgb.subarray(i * 3, i * 3 + 3), i * 3);
  return filled;
}
