import type { EffectKind } from '../effect.ts';
import { grainPlaces, NOISE_BYTES, writeGrainNoise } from './grain-noise.ts';
import { FULL_GRAIN, GRAIN_SIZE, NOISE_WEIGHT } from './grain-strength.ts';
import { writeVignetteLoss } from './vignette-loss.ts';
import { visibleBox } from './visible-box.ts';

/** What kernel/finish-look.ts weighs the noise by: noise × 8 × (luma's parabola × strength), both Q15. */
const STRENGTH_OF_ONE = (2 ** 30 / 8) * NOISE_WEIGHT;

const to64 = (bytes: number) => Math.ceil(bytes / 64) * 64;

/** What is done to the finished frame: a vignette, grain, and a letterbox over both, so that its bars are black and free of grain. */
export const finishEffect: EffectKind = {
  name: 'finish',
  plan: ({ look: { grade }, frame }) => {
    const { vignetteRatio = 0, grainRatio = 0, letterboxAspectRatio } = grade ?? {};
    const box = visibleBox(frame, letterboxAspectRatio);
    if (vignetteRatio === 0 && grainRatio === 0 && box.left === 0 && box.top === 0) return null;
    const paddedWidthPx = Math.ceil(frame.widthPx / 16) * 16;
    const blocks = (paddedWidthPx / 16 / 16 + 1) * (Math.ceil(frame.heightPx / 256) + 1);
    return {
      sharedBytes: (vignetteRatio === 0 ? 0 : lossBytes(paddedWidthPx, box.heightPx)) + (grainRatio === 0 ? 0 : NOISE_BYTES),
      ownBytes: grainRatio === 0 ? 0 : to64(blocks * 2),
    };
  },
  open: ({ desk, look, shared, own }) => {
    const { vignetteRatio = 0, grainRatio = 0, letterboxAspectRatio } = look.grade ?? {};
    const { frame, paddedWidthPx: wide, paddedHeightPx } = desk.plan;
    const box = visibleBox(frame, letterboxAspectRatio);
    const lumaLoss = shared;
    const chromaWide = wide >> 1;
    const chromaLoss = lumaLoss + lumaLossBytes(wide, box.heightPx);
    const noise = shared + (vignetteRatio === 0 ? 0 : lossBytes(wide, box.heightPx));
    const chroma = wide * paddedHeightPx;
    const across = Math.ceil(wide / 256);
    const strength = Math.round(STRENGTH_OF_ONE * FULL_GRAIN * grainRatio);
    return {
      prepare: (_scene, share) => {
        const bytes = desk.bytes();
        if (vignetteRatio > 0) {
          const plane = { box, ratio: vignetteRatio, share };
          writeVignetteLoss(bytes.subarray(lumaLoss), { ...plane, pitch: wide, shift: 0 });
          writeVignetteLoss(bytes.subarray(chromaLoss), { ...plane, pitch: chromaWide, shift: 1 });
        }
        if (grainRatio > 0 && share.part === 0)
          writeGrainNoise(new Int8Array(bytes.buffer, noise, NOISE_BYTES), { seed: look.seed, grainPx: GRAIN_SIZE * frame.heightPx });
      },
      paint: ({ tSec }, to) => {
        const bytes = desk.bytes();
        const planes = [to + chroma, to + chroma + chroma / 4];
        if (vignetteRatio > 0) {
          desk.kernel.darken(to + box.top * wide, wide, box.heightPx, lumaLoss, false);
          for (const plane of planes)
            desk.kernel.darken(plane + (box.top / 2) * chromaWide, chromaWide, box.heightPx / 2, chromaLoss, true);
        }
        if (grainRatio > 0) {
          const frame = Math.round(tSec * look.fps);
          const places = grainPlaces(across * Math.ceil(paddedHeightPx / 256), { seed: look.seed, frame });
          new Uint16Array(bytes.buffer).set(places, own >> 1);
          desk.kernel.grain(to, wide, box.top, box.top + box.heightPx, noise, own, strength);
        }
        if (box.left === 0 && box.top === 0) return;
        const right = box.left + box.widthPx;
        desk.kernel.bars(to, wide, paddedHeightPx, box.left, right, box.top, box.heightPx, 16);
        for (const plane of planes)
          desk.kernel.bars(plane, chromaWide, paddedHeightPx / 2, box.left / 2, right / 2, box.top / 2, box.heightPx / 2, 128);
      },
    };
  },
};

function lumaLossBytes(wide: number, heightPx: number): number {
  return to64(wide * Math.ceil(heightPx / 2));
}

function lossBytes(wide: number, heightPx: number): number {
  return lumaLossBytes(wide, heightPx) + to64((wide / 2) * Math.ceil(heightPx / 4));
}
