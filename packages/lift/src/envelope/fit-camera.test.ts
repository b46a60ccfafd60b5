import { Camera, cameraPath, Fault, MovesCamera, say } from '@fantascope/film';
import { type Scene, type SceneLayer, uncoveredPx } from '@fantascope/stage';
import { describe, expect, it } from 'vitest';
import { type CameraFit, fitCamera, type Outside } from './fit-camera.ts';

/** 480 × 270 without any margin: everything the camera gets, it gets from the start crop. Ground rises to the camera; a card stands in the middle. */
function sceneOf(): Scene {
  const layerOf = (
    at: Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>,
    depth: (v: number) => number,
  ): SceneLayer => {
    const gridWidth = at.widthPx / 10;
    const gridHeight = at.heightPx / 10;
    const disparity = Float32Array.from({ length: (gridWidth + 1) * (gridHeight + 1) }, (_, k) =>
      depth(Math.floor(k / (gridWidth + 1)) / gridHeight),
    );
    return {
      name: 'layer',
      kind: 'back',
      ...at,
      rgba: new Uint8Array(at.widthPx * at.heightPx * 4).fill(255),
      gridWidth,
      gridHeight,
      disparity,
    };
  };
  const canvas = { widthPx: 480, heightPx: 270 };
  return {
    canvas,
    photo: { xPx: 0, yPx: 0, ...canvas },
    layers: [
      layerOf({ xPx: 0, yPx: 0, ...canvas }, (v) => 0.25 + 0.4 * v),
      layerOf({ xPx: 280, yPx: 60, widthPx: 80, heightPx: 160 }, () => 0.6),
    ],
    subjectDisparity: 0.6,
    subject: { xRatio: 280 / 480, yRatio: 60 / 270, widthRatio: 80 / 480, heightRatio: 160 / 270 },
  };
}

const scene = sceneOf();

function fit(asked: Readonly<Record<string, unknown>>, outside: Outside = 'clamp', startCropRatio?: number): CameraFit {
  const camera = Camera.parse({ lengthSec: 2, ...asked });
  return fitCamera(camera, scene, { outside, aspectRatio: 16 / 9, ...(startCropRatio === undefined ? {} : { startCropRatio }) });
}

/** Uncovered pixels over all frames of the fitted camera at 30 fps. */
function openPx({ camera, staging }: CameraFit): number {
  const path = cameraPath(camera);
  let open = 0;
  for (let i = 0; i <= camera.lengthSec * 30; i++)
    open += uncoveredPx(scene, staging, { pose: path(i / 30), frame: { widthPx: 384, heightPx: 216 } });
  return open;
}

describe('fitCamera', () => {
  it('leaves a camera that stays inside as it was asked, at the usual crop', () => {
    const result = fit({ moves: [{ kind: 'dolly', distanceM: 0.6 }] });
    expect(result.startCropRatio).toBe(1.06);
    expect(result.notices).toEqual([]);
    expect(result.moves).toEqual([{ index: 0, kind: 'dolly', unit: 'm', asked: 0.6, given: 0.6, isNominal: false }]);
    expect(openPx(result)).toBe(0);
  });

  it('makes a nominal move smaller without a word, at the usual crop, and tells the figure', () => {
    const result = fit({ moves: [{ kind: 'truck', distanceM: 1, isNominal: true }] });
    expect(result.notices).toEqual([]);
    expect(result.startCropRatio).toBe(1.06);
    expect(result.shareGivenRatio).toBe(1);
    expect(result.moves[0]?.given).toBeGreaterThan(0.02);
    expect(result.moves[0]?.given).toBeLessThan(0.2);
    expect(openPx(result)).toBe(0);
  });

  it('crops further before it cuts an exact move short', () => {
    const result = fit({ moves: [{ kind: 'pan', angleDeg: 3 }] });
    expect(result.startCropRatio).toBeGreaterThan(1.06);
    expect(result.startCropRatio).toBeLessThanOrEqual(1.25);
    expect(result.shareGivenRatio).toBe(1);
    expect(result.notices.map(({ code }) => code)).toEqual(['lift.start-crop-raised']);
    expect(openPx(result)).toBe(0);
  });

  it.each([
    ['pan', { angleDeg: -40 }],
    ['tilt', { angleDeg: 30 }],
    ['roll', { angleDeg: 45 }],
    ['truck', { distanceM: 2 }],
    ['pedestal', { distanceM: -2 }],
    ['dolly', { distanceM: -2 }],
    ['zoom', { ratio: 0.5 }],
    ['orbit', { angleDeg: 45 }],
    ['crane', { distanceM: 2 }],
    ['dolly-zoom', { distanceM: 2 }],
    ['follow', { distanceM: -2 }],
    ['whip-pan', { angleDeg: 90 }],
    ['push-to', { framing: 'EWS' }],
    ['shake', { strengthRatio: 4 }],
  ])('clamps an exact %s to the most that leaves no pixel uncovered, and says so', (kind, amount) => {
    const result = fit({ moves: [{ kind, ...amount }] });
    expect(openPx(result)).toBe(0);
    if (result.shareGivenRatio === 1) expect(kind).toBe('shake');
    else expect(result.notices[0]?.code).toBe('lift.move-clamped');
    expect(result.shareGivenRatio).toBeGreaterThan(0);
    const [move] = result.moves;
    expect(Math.sign(move?.given ?? 0)).toBe(Math.sign(move?.asked ?? 0));
    // A little more than was given must show something: fit again with only the usual tools taken away.
    if (kind === 'pan' || kind === 'truck' || kind === 'roll') {
      const key = 'angleDeg' in amount ? 'angleDeg' : 'distanceM';
      const more = fit({ moves: [{ kind, [key]: (move?.given ?? 0) * 1.2 }] }, 'allow', result.startCropRatio);
      expect(openPx(more)).toBeGreaterThan(0);
    }
  });

  it('keeps a move that fits whole beside one that does not', () => {
    const result = fit({
      moves: [
        { kind: 'dolly', distanceM: 0.5, endRatio: 0.5 },
        { kind: 'pan', angleDeg: 60, startRatio: 0.5 },
      ],
    });
    expect(result.moves[0]?.given).toBe(0.5);
    expect(result.moves[1]?.given).toBeLessThan(20);
    expect(result.notices.filter(({ code }) => code === 'lift.move-clamped')).toHaveLength(1);
    expect(openPx(result)).toBe(0);
  });

  it('shares the room between moves that run together', () => {
    const result = fit({
      moves: [
        { kind: 'zoom', ratio: 0.7 },
        { kind: 'roll', angleDeg: 20 },
      ],
    });
    expect(result.moves[0]?.given).toBeLessThan(0.95);
    expect(result.moves[1]?.given).toBeGreaterThan(2);
    expect(openPx(result)).toBe(0);
  });

  it('refuses with the amount that fits', () => {
    const refused = () => fit({ moves: [{ kind: 'pan', angleDeg: 40 }] }, 'refuse');
    expect(refused).toThrow(Fault);
    expect(refused).toThrow(/pan 40° \(\d\.?\d*°\)/);
  });

  it('offers in its refusal an amount that is then taken', () => {
    let offered = 0;
    try {
      fit({ moves: [{ kind: 'zoom', ratio: 0.4 }] }, 'refuse');
    } catch (error) {
      offered = Number(/\(×([\d.]+)\)/.exec(String(error))?.[1]);
    }
    expect(offered).toBeGreaterThan(0.4);
    expect(fit({ moves: [{ kind: 'zoom', ratio: offered }] }, 'refuse').shareGivenRatio).toBe(1);
  });

  it('does as asked when told to, and says where it leaves the picture', () => {
    const result = fit({ moves: [{ kind: 'pan', angleDeg: 40 }] }, 'allow');
    expect(result.moves[0]?.given).toBe(40);
    const [notice] = result.notices;
    expect(notice?.code).toBe('lift.move-outside-allowed');
    expect(say('zh', notice ?? { code: 'lift.move-outside', params: {} })).toMatch(/0\.\d 秒/);
    expect(openPx(result)).toBeGreaterThan(0);
  });

  it('makes a keyframed path smaller as a whole', () => {
    const keyframes = [
      { tSec: 0, position: [0, 0, 0], orientation: [0, 0, 0, 1] },
      { tSec: 2, position: [1, 0, 0], orientation: [0, 0, 0.2, Math.sqrt(0.96)] },
    ];
    const result = fit({ keyframes });
    expect(result.shareGivenRatio).toBeGreaterThan(0.02);
    expect(result.shareGivenRatio).toBeLessThan(0.9);
    expect(result.notices[0]?.params.kind).toBe('keyframes');
    expect(openPx(result)).toBe(0);
  });

  it('gives a camera whose subject was never set the scene’s, and leaves a set one alone', () => {
    expect(fit({ moves: [] }).camera.subject.xRatio).toBeCloseTo((280 - (480 - 480 / 1.06) / 2) / (480 / 1.06), 6);
    const own = { xRatio: 0.1, yRatio: 0.1, widthRatio: 0.2, heightRatio: 0.2 };
    expect(fit({ moves: [], subject: own }).camera.subject).toEqual(own);
    expect(MovesCamera.parse(fit({ moves: [] }).camera).aspectRatio).toBeCloseTo(16 / 9, 9);
  });
});
