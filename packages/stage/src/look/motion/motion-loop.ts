/** Steps that a loop is divided into before anything is worked out, so that a moment and the same moment a loop later are one number. */
const STEPS = 2 ** 20;
const TURN = Math.PI * 2;

/** How far in its loop a motion is, 0 … below 1. Moments a whole number of loops apart give the same number exactly. */
export function loopPhase(tSec: number, loopSec: number): number {
  const step = Math.round((tSec / loopSec) * STEPS) % STEPS;
  return (step < 0 ? step + STEPS : step) / STEPS;
}

/** Two copies of a flow half a cycle apart: how far along its way each is (−0.5 … 0.5), the second's share, and the contrast to give back. */
export type FlowCopies = Readonly<{ first: number; second: number; secondShare: number; gain: number }>;

/**
 * Double advection: each copy travels its way and fades out where it jumps back (Max & Becker 1995, as in water shaders). Where one copy is alone it stands at
 * its photograph, so the frame at 0 and at half a cycle is the photograph. gain is 1/√(w₀² + w₁²) − 1: two unlike textures mixed lose that much contrast.
 */
export function flowCopies(phase: number, cycles: number): FlowCopies {
  const at = (phase * cycles) % 1;
  const later = (at + 0.5) % 1;
  const secondShare = Math.abs(2 * at - 1);
  const firstShare = 1 - secondShare;
  return { first: at - 0.5, second: later - 0.5, secondShare, gain: 1 / Math.hypot(firstShare, secondShare) - 1 };
}

/**
 * Weights of a node's (cos φ, sin φ, cos 2.3 φ, sin 2.3 φ) that sum to sway(phase) − sway(0), where sway = sin(2π phase − φ) + 0.35 sin(4π phase − 2.3 φ):
 * all 0 at the loop's start, so that the first frame is the photograph.
 */
export function swayWeights(phase: number): readonly [number, number, number, number] {
  const turn = phase * TURN;
  return [Math.sin(turn), 1 - Math.cos(turn), 0.35 * Math.sin(2 * turn), 0.35 * (1 - Math.cos(2 * turn))];
}

/** How far a drift has gone, 0 … 1 and back, slow at both ends. */
export function driftShare(phase: number): number {
  return (1 - Math.cos(phase * TURN)) / 2;
}

const FLICKER_WAVES = [1, 2, 3, 5, 8, 13];

/** A looping noise of seeded waves, −1 … 1, and 0 at the loop's start. */
export function flickerNoise(seed: number): (phase: number) => number {
  const starts = FLICKER_WAVES.map((_, i) => fraction(Math.sin((seed + 1) * 12.9898 + i * 78.233) * 43758.5453));
  const raw = (phase: number) =>
    FLICKER_WAVES.reduce((sum, wave, i) => {
      const start = (starts[i] as number) * TURN;
      return sum + (Math.sin(wave * phase * TURN + start) - Math.sin(start)) / Math.sqrt(wave);
    }, 0);
  let most = 1e-6;
  for (let i = 0; i < 512; i++) most = Math.max(most, Math.abs(raw(i / 512)));
  return (phase) => Math.max(-1, Math.min(1, raw(phase) / most));
}

const fraction = (value: number) => value - Math.floor(value);
