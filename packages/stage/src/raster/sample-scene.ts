import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import type { Scene, SceneLayer } from '../scene.ts';

/** A made-up scene for tests and benches: smooth seeded pictures, soft blobs as cards, disparities that slope and wave. Not for films. */
export type SampleScene = Readonly<{ scene: Scene; staging: Staging }>;

/** How a sample scene is made: any seed; 1..16 layers, later ones nearer and smaller; the canvas in even pixels; mesh cells of about 12 px. */
export type SampleOptions = Readonly<{ seed: number; layers: number; widthPx: number; heightPx: number }>;

const even = (px: number) => Math.max(2, Math.round(px / 2) * 2);

// mulberry32: a small generator whose whole state is one number
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes a sample scene; equal options give equal bytes. The first frame is the canvas less 10 % on every side. */
export function sampleScene({ seed, layers, widthPx, heightPx }: SampleOptions): SampleScene {
  const next = numbersFrom(seed);
  const made = Array.from({ length: layers }, (_, index): SceneLayer => {
    const isBack = index === 0;
    const width = isBack ? widthPx : even(widthPx * (0.3 + 0.4 * next()));
    const height = isBack ? heightPx : even(heightPx * (0.3 + 0.4 * next()));
    const xPx = isBack ? 0 : even((widthPx - width) * next());
    const yPx = isBack ? 0 : even((heightPx - height) * next());
    const gridWidth = Math.max(1, Math.round(width / 12));
    const gridHeight = Math.max(1, Math.round(height / 12));
    const near = 0.25 + (0.7 * index) / layers;
    const [slope, wave, turn] = [0.2 * (next() - 0.3), 0.03 * next(), 6 * next()];
    const disparity = Float32Array.from({ length: (gridWidth + 1) * (gridHeight + 1) }, (_unused, k) => {
      const [x, y] = [(k % (gridWidth + 1)) / gridWidth, Math.floor(k / (gridWidth + 1)) / gridHeight];
      return near + slope * y + wave * Math.sin(turn * x * 2 + y * 3);
    });
    const rgba = picture(next, { width, height, isBack });
    return {
      name: `layer ${index}`,
      kind: isBack ? 'back' : 'card',
      xPx,
      yPx,
      widthPx: width,
      heightPx: height,
      rgba,
      gridWidth,
      gridHeight,
      disparity,
    };
  });
  const photo = { xPx: 0, yPx: 0, widthPx, heightPx };
  const window = { xPx: widthPx * 0.1, yPx: heightPx * 0.1, widthPx: widthPx * 0.8, heightPx: heightPx * 0.8 };
  return {
    scene: { canvas: { widthPx, heightPx }, photo, layers: made, subjectDisparity: 1, subject: null },
    staging: { window, lensMm: 35, subjectDistanceM: 3 },
  };
}

// Sums of waves a few pixels long; a card fades out within 8 % of its size before its rectangle ends.
function picture(next: () => number, { width, height, isBack }: Readonly<{ width: number; height: number; isBack: boolean }>): Uint8Array {
  const waves = Array.from({ length: 6 }, (_, i) => {
    const length = 7 * 1.9 ** i;
    const turn = next() * Math.PI * 2;
    return {
      x: (Math.cos(turn) / length) * 6.3,
      y: (Math.sin(turn) / length) * 6.3,
      phase: next() * 6.3,
      colour: [next(), next(), next()],
    };
  });
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [(x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5];
      const alpha = isBack ? 1 : Math.min(1, Math.max(0, (0.42 + 0.03 * Math.sin(Math.atan2(dy, dx) * 7) - Math.hypot(dx, dy)) / 0.03));
      const at = (y * width + x) * 4;
      for (let k = 0; k < 3; k++) {
        let value = 128;
        for (const wave of waves) value += 34 * (wave.colour[k] as number) * Math.sin(wave.x * x + wave.y * y + wave.phase);
        rgba[at + k] = Math.round(Math.min(255, Math.max(0, value)) * alpha);
      }
      rgba[at + 3] = Math.round(255 * alpha);
    }
  }
  return rgba;
}

/** A pose at `position` (metres), turned by `angleDeg` about an axis. */
export function turnedPose(
  options: Readonly<{ position: Pose['position']; axis: Pose['position']; angleDeg: number; lensMm: number }>,
): Pose {
  const { position, axis, angleDeg, lensMm } = options;
  const length = Math.hypot(...axis) || 1;
  const half = (angleDeg * Math.PI) / 360;
  const sin = Math.sin(half) / length;
  return { position, orientation: [axis[0] * sin, axis[1] * sin, axis[2] * sin, Math.cos(half)], lensMm, focusM: 3 };
}
