import type { Pose } from '@fantascope/film';
import { describe, expect, it } from 'vitest';
import type { Staging } from './frame.ts';
import type { Scene, SceneLayer } from './scene.ts';
import { surveyFrame, surveyRig } from './survey.ts';

const staging: Staging = { window: { xPx: 40, yPx: 40, widthPx: 320, heightPx: 180 }, lensMm: 36, subjectDistanceM: 4 };
const start: Pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 36, focusM: 4 };
const frame = { widthPx: 160, heightPx: 90 };

function backOf(disparityAt: (v: number) => number, filled?: Uint8Array): SceneLayer {
  const disparity = Float32Array.from({ length: 101 * 66 }, (_, k) => disparityAt(Math.floor(k / 101) / 65));
  const base = {
    name: 'back',
    kind: 'back',
    xPx: 0,
    yPx: 0,
    widthPx: 400,
    heightPx: 260,
    gridWidth: 100,
    gridHeight: 65,
    disparity,
  } as const;
  const rgba = new Uint8Array(400 * 260 * 4).fill(255);
  return filled === undefined ? { ...base, rgba } : { ...base, rgba, filled };
}

function sceneOf(...layers: readonly SceneLayer[]): Scene {
  const photo = { xPx: 0, yPx: 0, widthPx: 400, heightPx: 260 };
  return { canvas: { widthPx: 400, heightPx: 260 }, photo, layers, subjectDisparity: 1, subject: null };
}

describe('surveyFrame', () => {
  it('finds a flat picture neither stretched nor filled, whatever the camera does', () => {
    const rig = surveyRig(sceneOf(backOf(() => 1)), staging, frame);
    for (const pose of [start, { ...start, position: [0.2, 0.1, -1] as const }, { ...start, lensMm: 90 }]) {
      const { stretchRatio, fillShownRatio } = surveyFrame(rig, pose);
      expect(stretchRatio).toBeLessThan(1.06);
      expect(fillShownRatio).toBe(0);
    }
  });

  it('tells the distance to the nearest thing shown', () => {
    const rig = surveyRig(sceneOf(backOf(() => 0.5)), staging, frame);
    expect(surveyFrame(rig, { ...start, position: [0, 0, -3] }).nearestM).toBeCloseTo(5, 3);
  });

  it('sees how far ground is pulled apart when the camera rises over it', () => {
    // A plane: 1 / depth = (0.52 − (320 / 260) × slope) / 4, so rising by t metres stretches it 1 + t × 320 / 1040 times, everywhere.
    const rig = surveyRig(sceneOf(backOf((v) => 0.02 + v)), staging, frame);
    expect(surveyFrame(rig, start).stretchRatio).toBeLessThan(1.06);
    const { stretchRatio } = surveyFrame(rig, { ...start, position: [0, 3, 0] });
    expect(stretchRatio).toBeGreaterThan(1.9);
    expect(stretchRatio).toBeLessThan(2.05);
  });

  it('measures the strip of filled picture that a sideways camera lays open behind a card', () => {
    // A card over columns 160…240 of the canvas at 4 m, before a back at 8 m that is filled exactly behind it.
    const filled = Uint8Array.from({ length: 100 * 65 }, (_, k) => (k % 100 >= 40 && k % 100 < 60 ? 255 : 0));
    const card: SceneLayer = {
      name: 'card',
      kind: 'card',
      xPx: 160,
      yPx: 0,
      widthPx: 80,
      heightPx: 260,
      rgba: new Uint8Array(80 * 260 * 4).fill(255),
      gridWidth: 20,
      gridHeight: 65,
      disparity: new Float32Array(21 * 66).fill(1),
    };
    const rig = surveyRig(
      sceneOf(
        backOf(() => 0.5, filled),
        card,
      ),
      staging,
      frame,
    );
    expect(surveyFrame(rig, start).fillShownRatio).toBe(0);
    // 0.2 m sideways: 16 canvas px at 4 m, 8 at 8 m, so a strip 8 of 320 px wide is laid open.
    const shown = surveyFrame(rig, { ...start, position: [0.2, 0, 0] }).fillShownRatio;
    expect(shown).toBeGreaterThan(0.8 * (8 / 320));
    expect(shown).toBeLessThan(1.3 * (8 / 320));
  });
});
