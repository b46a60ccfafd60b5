import type { Scene, SceneLayer } from '@fantascope/stage';
import { describe, expect, test } from 'vitest';
import { membraneFill } from '../fill/membrane-fill.ts';
import { mixFill } from '../fill/mix-fill.ts';
import { sampleView } from './sample-view.ts';
import { splitScene } from './split-scene.ts';

const plain = { fill: membraneFill, layers: 2, isSoft: false, hasMargins: false };

function layerNamed(scene: Scene, name: string): SceneLayer {
  const layer = scene.layers.find((l) => l.name === name);
  if (layer === undefined) throw new Error(`no layer ${name} among ${scene.layers.map((l) => l.name).join()}`);
  return layer;
}

/** All layers over one another at the first frame, where every layer lies as in the picture. */
function flattened({ canvas, layers }: Scene): Uint8Array {
  const out = new Float32Array(canvas.widthPx * canvas.heightPx * 3);
  for (const { xPx, yPx, widthPx, heightPx, rgba } of layers) {
    for (let i = 0; i < widthPx * heightPx; i++) {
      const o = ((yPx + Math.floor(i / widthPx)) * canvas.widthPx + xPx + (i % widthPx)) * 3;
      const clear = 1 - (rgba[i * 4 + 3] as number) / 255;
      for (let c = 0; c < 3; c++) out[o + c] = (out[o + c] as number) * clear + (rgba[i * 4 + c] as number);
    }
  }
  return Uint8Array.from(out, Math.round);
}

describe('splitting a photograph into a scene', () => {
  test('the first frame shows the photograph; only the pixel around a subject, which its colour has touched, may differ', () => {
    const photograph = sampleView().full;
    const shown = flattened(splitScene(sampleView(), { ...plain, fill: mixFill }));
    let beside = 0;
    for (let i = 0; i < shown.length; i++) {
      const x = Math.floor(i / 3) % 240;
      const y = Math.floor(i / 720);
      const difference = Math.abs((shown[i] as number) - (photograph[i] as number));
      const nearRim = Math.min(Math.abs(x - 95.5), Math.abs(x - 143.5)) < 3 || Math.min(Math.abs(y - 44.5), Math.abs(y - 125.5)) < 3;
      if (difference > 2 && !nearRim) throw new Error(`${difference} at ${x}, ${y}`);
      if (difference > 2) beside++;
    }
    expect(beside / shown.length).toBeLessThan(0.02);
  });

  test('every layer is premultiplied, even in its numbers, and the back is opaque', () => {
    const scene = splitScene(sampleView(), plain);
    expect(scene.layers.map((l) => l.kind)).toEqual(['back', 'card']);
    for (const { rgba, xPx, yPx, widthPx, heightPx, gridWidth, gridHeight, disparity } of scene.layers) {
      for (const edge of [xPx, yPx, widthPx, heightPx]) expect(edge % 2).toBe(0);
      expect(rgba.length).toBe(widthPx * heightPx * 4);
      expect(disparity.length).toBe((gridWidth + 1) * (gridHeight + 1));
      for (let i = 0; i < rgba.length; i += 4) {
        const most = Math.max(rgba[i] as number, rgba[i + 1] as number, rgba[i + 2] as number);
        if (most > (rgba[i + 3] as number)) throw new Error(`colour ${most} above alpha ${rgba[i + 3]} at ${i}`);
      }
    }
    const back = layerNamed(scene, 'back');
    expect(back.rgba.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
  });

  test('the subject is gone from the layer behind it, and the hole is marked as filled', () => {
    const back = layerNamed(splitScene(sampleView(), plain), 'back');
    const middle = (Math.round(back.heightPx * 0.45) * back.widthPx + Math.round(back.widthPx / 2)) * 4;
    // the block is (220, 60, 50) and the ground about (90, 110, 80)
    expect(back.rgba[middle]).toBeLessThan(130);
    const cell = Math.round(back.gridHeight * 0.45) * back.gridWidth + Math.round(back.gridWidth / 2);
    expect(back.filled?.[cell]).toBe(255);
    expect(back.filled?.[0]).toBe(0);
  });

  test('the rim of a card stands at the depth of its core, and the layer behind is never nearer than its surroundings', () => {
    const scene = splitScene(sampleView(), plain);
    const card = layerNamed(scene, 'subject');
    const core = 0.15 + 0.85 * 0.9;
    // the mesh goes on beyond the alpha; all of it continues the card's own depth
    for (const q of card.disparity) expect(q).toBeCloseTo(core, 2);
    const back = layerNamed(scene, 'back');
    const nearestGround = 0.15 + 0.85 * 0.5;
    for (const q of back.disparity) expect(q).toBeLessThanOrEqual(nearestGround + 0.01);
  });

  test('a card is cropped to its alpha with at least three cells to spare', () => {
    const { xPx, yPx, widthPx, heightPx, rgba, gridWidth } = layerNamed(splitScene(sampleView(), plain), 'subject');
    const cellPx = widthPx / gridWidth;
    expect(widthPx).toBeLessThan(240);
    for (let i = 3; i < rgba.length; i += 4) {
      if (rgba[i] === 0) continue;
      const x = ((i - 3) / 4) % widthPx;
      const y = Math.floor((i - 3) / 4 / widthPx);
      expect(Math.min(x, widthPx - 1 - x) >= 3 * cellPx && Math.min(y, heightPx - 1 - y) >= 3 * cellPx).toBe(true);
    }
    expect(xPx).toBeGreaterThan(0);
    expect(yPx).toBeGreaterThan(0);
  });

  test('a surface that is cut in two stays one: both layers keep its colour and its depth', () => {
    // a step in depth on the left half, continuous ground on the right: the cut by depth runs through both
    const view = sampleView({ hasSubject: false });
    const W = view.canvas.columns * 4;
    const H = view.canvas.rows * 4;
    for (let y = 0; y < H; y++) {
      for (let x = 0; x < W; x++) view.disparity[y * W + x] = x < W / 2 ? (y > H / 2 ? 0.8 : 0.2) : 0.2 + (0.6 * y) / H;
    }
    const photograph = view.full.slice();
    const scene = splitScene(view, plain);
    const front = layerNamed(scene, 'middle');
    const back = layerNamed(scene, 'back');
    const columns = back.gridWidth + 1;
    // well inside the continuous half
    const x = Math.round(W * 0.85);
    for (let y = 8; y < H - 8; y++) {
      const i = (y * back.widthPx + x) * 4;
      const p = (y * W + x) * 3;
      expect(Math.abs((back.rgba[i] as number) - (photograph[p] as number))).toBeLessThanOrEqual(1);
    }
    for (let row = 2; row < back.gridHeight - 2; row++) {
      const column = Math.round(back.gridWidth * 0.85);
      const expected = 0.15 + 0.85 * (0.2 + (0.6 * row) / back.gridHeight);
      expect(back.disparity[row * columns + column]).toBeCloseTo(expected, 1);
      const frontRow = row - front.yPx / 4;
      if (frontRow < 4) continue;
      const k = frontRow * (front.gridWidth + 1) + column - front.xPx / 4;
      expect(Math.abs((front.disparity[k] as number) - (back.disparity[row * columns + column] as number))).toBeLessThan(0.03);
    }
    // but behind the step there is a hole
    const step = (Math.round(H / 2 / 4) + 1) * back.gridWidth + Math.round(back.gridWidth / 4);
    expect(back.filled?.[step]).toBe(255);
    expect(back.filled?.[Math.round(back.gridHeight / 2) * back.gridWidth + Math.round(back.gridWidth * 0.85)]).toBe(0);
  });

  test('an upright thing is a layer of its own at one depth from foot to head, and the ground behind it keeps its slope', () => {
    const view = sampleView({ hasSubject: false });
    const W = view.canvas.columns * 4;
    const H = view.canvas.rows * 4;
    const uprights = new Float32Array(W * H);
    const foot = 0.85 * H;
    for (let y = Math.round(0.1 * H); y < foot; y++) {
      for (let x = 100; x < 116; x++) {
        uprights[y * W + x] = 1;
        view.disparity[y * W + x] = (0.5 * foot) / H;
        view.full.fill(40, (y * W + x) * 3, (y * W + x) * 3 + 3);
      }
    }
    view.rgb.set(view.full);
    const scene = splitScene({ ...view, uprights }, plain);
    const pole = layerNamed(scene, 'upright');
    expect(pole.kind).toBe('middle');
    const standing = 0.15 + 0.85 * 0.5 * 0.85;
    // over the pole's own columns; beyond them no picture is left
    const column = Math.round((108 - pole.xPx) / 4);
    for (let y = Math.round(0.1 * H) + 8; y < foot - 8; y += 4) {
      const k = Math.round((y - pole.yPx) / 4) * (pole.gridWidth + 1) + column;
      for (const q of [pole.disparity[k - 1], pole.disparity[k], pole.disparity[k + 1]]) expect(q).toBeCloseTo(standing, 3);
    }
    const back = layerNamed(scene, 'back');
    for (let row = 8; row < back.gridHeight * 0.75; row++) {
      const q = back.disparity[row * (back.gridWidth + 1) + 27];
      expect(q).toBeCloseTo(0.15 + (0.85 * 0.5 * row) / back.gridHeight, 1);
    }
    expect(back.rgba[(Math.round(0.4 * H) * W + 108) * 4]).toBeGreaterThan(60);
  });

  test('what is hardly there, or stands before nothing, gets no layer', () => {
    const view = sampleView({ hasSubject: false });
    const speck = new Float32Array(view.disparity.length);
    speck.fill(1, 5000, 5010);
    expect(splitScene({ ...view, uprights: speck }, plain).layers.map((l) => l.name)).not.toContain('upright');
    const painted = new Float32Array(view.disparity.length);
    for (let y = 40; y < 120; y++) painted.fill(1, y * 240 + 80, y * 240 + 100);
    view.disparity.fill(0.4);
    expect(splitScene({ ...view, uprights: painted }, plain).layers.map((l) => l.name)).toEqual(['back']);
  });

  test('more layers do not change what one continuous ramp looks like', () => {
    for (const layers of [2, 3, 4]) {
      const view = sampleView({ hasSubject: false });
      const photograph = view.full.slice();
      expect(flattened(splitScene(view, { ...plain, layers }))).toEqual(photograph);
    }
  });

  test('the same picture gives the same scene, byte for byte', () => {
    const first = splitScene(sampleView(), { ...plain, fill: mixFill, hasMargins: true, isSoft: true });
    const second = splitScene(sampleView(), { ...plain, fill: mixFill, hasMargins: true, isSoft: true });
    expect(second).toEqual(first);
  });

  test('without a subject there is none in the scene, and its distance is that of the middle', () => {
    const scene = splitScene(sampleView({ hasSubject: false }), plain);
    expect(scene.subject).toBeNull();
    expect(scene.layers).toHaveLength(1);
    expect(scene.subjectDisparity).toBeCloseTo(0.15 + 0.85 * 0.6);
  });

  test('the picture is carried on where its border is even, and not where the subject touches it', () => {
    const options = { ...plain, hasMargins: true };
    const free = splitScene(sampleView(), options);
    expect(free.photo.xPx).toBeGreaterThan(0);
    expect(free.canvas.widthPx).toBe(240 + 2 * free.photo.xPx);
    const touching = splitScene(sampleView({ touches: true }), options);
    expect(touching.photo.xPx).toBe(0);
    expect(touching.canvas.widthPx).toBeGreaterThan(240);
  });

  test('a tiny picture is split like any other', () => {
    const scene = splitScene(sampleView({ columns: 4, rows: 4 }), { ...plain, fill: mixFill, hasMargins: true, isSoft: true });
    expect(scene.layers.every((l) => l.disparity.every((q) => q > 0 && q <= 1))).toBe(true);
  });
});
