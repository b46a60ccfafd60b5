import { MotionRegion } from '@fantascope/film';
import { firstPose, type Scene, type SceneLayer, uncoveredPx } from '@fantascope/stage';
import { describe, expect, it } from 'vitest';
import { splitMotions } from './split-motions.ts';

const canvas = { widthPx: 320, heightPx: 180 };
const cell = 20;

/** A grainy wall of blue, with a red disc before it at the left and a white pole painted on the wall at the right. */
function made({ hasCard = true, isDiscWhole = true } = {}): Scene {
  const layer = (
    name: string,
    kind: SceneLayer['kind'],
    pixel: (x: number, y: number) => readonly [number, number, number, number],
    disparity: number,
  ): SceneLayer => {
    const rgba = new Uint8Array(canvas.widthPx * canvas.heightPx * 4);
    for (let y = 0; y < canvas.heightPx; y++) for (let x = 0; x < canvas.widthPx; x++) rgba.set(pixel(x, y), (y * canvas.widthPx + x) * 4);
    const [gridWidth, gridHeight] = [canvas.widthPx / cell, canvas.heightPx / cell];
    return {
      name,
      kind,
      xPx: 0,
      yPx: 0,
      ...canvas,
      rgba,
      gridWidth,
      gridHeight,
      disparity: new Float32Array((gridWidth + 1) * (gridHeight + 1)).fill(disparity),
    };
  };
  const grain = (x: number, y: number) => ((Math.imul(y * 320 + x + 1, 0x9e3779b1) >>> 24) * 30) / 255;
  const isPole = (x: number, y: number) => x >= 240 && x < 252 && y >= 60;
  const back = layer('back', 'back', (x, y) => (isPole(x, y) ? [240, 240, 240, 255] : [40, 60 + grain(x, y), 160, 255]), 0.3);
  const disc = layer(
    'subject',
    'card',
    (x, y) => (Math.hypot(x - 90, y - 90) < (isDiscWhole ? 45 : 20) ? [220, 20, 20, 255] : [0, 0, 0, 0]),
    1,
  );
  return {
    canvas,
    photo: { xPx: 0, yPx: 0, ...canvas },
    layers: hasCard ? [back, disc] : [back],
    subjectDisparity: 1,
    subject: null,
  };
}

const paintedAt = (isIn: (x: number, y: number) => boolean) => async () => ({
  ...canvas,
  values: Float32Array.from({ length: canvas.widthPx * canvas.heightPx }, (_, i) => (isIn(i % 320, Math.floor(i / 320)) ? 1 : 0)),
});
const nothing = paintedAt(() => false);
const region = (parts: object) => MotionRegion.parse(parts);
const overPole = paintedAt((x, y) => x >= 232 && x < 260 && y >= 52);

/** What is seen from the first frame, as the layers lie: premultiplied RGB over black. */
function composite({ layers }: Pick<Scene, 'layers'>): Float32Array {
  const out = new Float32Array(canvas.widthPx * canvas.heightPx * 3);
  for (const { xPx, yPx, widthPx, heightPx, rgba } of layers)
    for (let y = 0; y < heightPx; y++)
      for (let x = 0; x < widthPx; x++) {
        const [from, to] = [(y * widthPx + x) * 4, ((yPx + y) * canvas.widthPx + xPx + x) * 3];
        const through = 1 - (rgba[from + 3] as number) / 255;
        for (let c = 0; c < 3; c++) out[to + c] = (rgba[from + c] as number) + (out[to + c] as number) * through;
      }
  return out;
}

describe('splitMotions', () => {
  it('leaves the layers alone for a flow, and keeps it off what lies outside its region', async () => {
    const scene = made();
    const { scene: parted, motions } = await splitMotions(scene, [region({ kind: 'flow', place: { matte: 'background' } })], {
      readMask: nothing,
    });
    expect(parted.layers).toEqual(scene.layers);
    expect(motions.map(({ kind, layer }) => [kind, layer])).toEqual([['flow', 0]]);
    const { strength, strengthSize } = motions[0] as (typeof motions)[0];
    // It goes on behind the disc, and stands still at the canvas's border.
    const at = (x: number, y: number) =>
      strength[
        Math.floor((y / 180) * strengthSize.heightPx) * strengthSize.widthPx + Math.floor((x / 320) * strengthSize.widthPx)
      ] as number;
    expect(at(90, 90)).toBeGreaterThan(200);
    expect(at(4, 90)).toBe(0);
  });

  it('never lets a flow fetch from outside its region', async () => {
    const inside = (x: number, y: number) => x >= 60 && x < 280 && y >= 30 && y < 150;
    const { motions } = await splitMotions(made({ hasCard: false }), [region({ kind: 'flow', place: { mask: 'm' }, amountRatio: 0.04 })], {
      readMask: paintedAt(inside),
    });
    const { strength, strengthSize, amount, cycles = 1 } = motions[0] as (typeof motions)[0];
    for (let y = 0; y < strengthSize.heightPx; y++)
      for (let x = 0; x < strengthSize.widthPx; x++) {
        const reach = ((strength[y * strengthSize.widthPx + x] as number) / 255) * (amount / cycles / 2);
        const [px, py] = [((x + 0.5) / strengthSize.widthPx) * 320, ((y + 0.5) / strengthSize.heightPx) * 180];
        if (reach > 0) for (const side of [-1, 1]) expect(inside(px + side * reach, py)).toBe(true);
      }
  });

  it('goes a long way in several short ones', async () => {
    const { motions } = await splitMotions(made(), [region({ kind: 'flow', place: { matte: 'background' }, amountRatio: 0.1 })], {
      readMask: nothing,
    });
    expect(motions[0]?.cycles).toBe(3);
    expect(motions[0]?.amount).toBe(32);
  });

  it('moves a whole card as it is, with room to bend', async () => {
    const scene = made();
    const { scene: parted, motions } = await splitMotions(scene, [region({ kind: 'sway', place: { matte: 'subject' } })], {
      readMask: nothing,
    });
    expect(parted.layers.length).toBe(2);
    expect(motions.map(({ kind, layer }) => [kind, layer])).toEqual([['sway', 1]]);
    expect(composite(parted)).toEqual(composite(scene));
    const { strength, strengthSize } = motions[0] as (typeof motions)[0];
    const row = (y: number) =>
      strength[
        Math.floor((y / 180) * strengthSize.heightPx) * strengthSize.widthPx + Math.floor((90 / 320) * strengthSize.widthPx)
      ] as number;
    expect(row(50)).toBeGreaterThan(row(90));
    expect(row(90)).toBeGreaterThan(row(125));
    expect(row(138)).toBe(0);
  });

  it('cuts a part out of the wall and fills the wall behind it, so that together they are the photograph', async () => {
    const scene = made();
    const { scene: parted, motions } = await splitMotions(scene, [region({ kind: 'sway', place: { mask: 'pole' } })], {
      readMask: overPole,
    });
    expect(parted.layers.map(({ name }) => name)).toEqual(['back', 'moving', 'subject']);
    expect(motions.map(({ layer }) => layer)).toEqual([1]);
    const [before, after] = [composite(scene), composite(parted)];
    let worst = 0;
    for (let i = 0; i < before.length; i++) worst = Math.max(worst, Math.abs((before[i] as number) - (after[i] as number)));
    expect(worst).toBeLessThanOrEqual(8);
    // The pole is gone from the wall: blue prevails where it stood.
    const back = parted.layers[0] as SceneLayer;
    const at = (120 * 320 + 246) * 4;
    expect(back.rgba[at + 2] as number).toBeGreaterThan((back.rgba[at] as number) + 60);
    const part = parted.layers[1] as SceneLayer;
    const inPart = ((120 - part.yPx) * part.widthPx + 246 - part.xPx) * 4;
    expect([...part.rgba.subarray(inPart, inPart + 4)]).toEqual([240, 240, 240, 255]);
    expect(new Set(part.disparity)).toEqual(new Set(back.disparity));
  });

  it('covers the frame from every pose as the scene did before', async () => {
    const scene = made();
    const both = [region({ kind: 'sway', place: { mask: 'pole' } }), region({ kind: 'drift', place: { matte: 'subject' } })];
    const { scene: parted } = await splitMotions(scene, both, { readMask: overPole });
    const staging = { window: { xPx: 20, yPx: 10, widthPx: 280, heightPx: 157.5 }, lensMm: 35, subjectDistanceM: 3 };
    for (const position of [
      [0, 0, 0],
      [0.3, 0, 0],
      [-0.6, 0.2, -0.5],
      [0.1, -0.4, 0.6],
    ] as const) {
      const view = { pose: { ...firstPose(staging), position }, frame: { widthPx: 96, heightPx: 54 } };
      expect(uncoveredPx(parted, staging, view)).toBe(uncoveredPx(scene, staging, view));
    }
  });

  it('takes a part off a card instead of filling it where the card ends there', async () => {
    const scene = made();
    const { scene: parted } = await splitMotions(scene, [region({ kind: 'drift', place: { mask: 'top' } })], {
      readMask: paintedAt((x, y) => Math.hypot(x - 90, y - 90) < 60 && y < 90),
    });
    expect(parted.layers.map(({ name }) => name)).toEqual(['back', 'subject', 'moving']);
    const rest = parted.layers[1] as SceneLayer;
    expect(rest.rgba[(62 * 320 + 90) * 4 + 3]).toBe(0);
    expect(rest.rgba[(110 * 320 + 90) * 4 + 3]).toBe(255);
  });

  it('keeps later regions out of earlier ones of the same layer', async () => {
    const { motions } = await splitMotions(
      made({ hasCard: false }),
      [region({ kind: 'flow', place: { matte: 'background' } })]
        .map((one) => ({ ...one, place: { region: { xRatio: 0, yRatio: 0, widthRatio: 1, heightRatio: 1 } } }))
        .concat([
          region({ kind: 'flow', place: { region: { xRatio: 0.5, yRatio: 0, widthRatio: 0.5, heightRatio: 1 } }, towardDeg: 180 }) as never,
        ]),
      { readMask: nothing },
    );
    const [one, two] = motions as [(typeof motions)[0], (typeof motions)[0]];
    one.strength.forEach((value, i) => {
      expect(value === 0 || two.strength[i] === 0).toBe(true);
    });
  });

  it('says which motion has nothing to move, and where there is no subject', async () => {
    const motion = region({ kind: 'flow', place: { mask: 'm' } });
    await expect(splitMotions(made(), [motion], { readMask: nothing })).rejects.toMatchObject({ code: 'lift.motion-empty' });
    const onSubject = region({ kind: 'sway', place: { matte: 'subject' } });
    await expect(splitMotions(made({ hasCard: false }), [onSubject], { readMask: nothing })).rejects.toMatchObject({
      code: 'lift.motion-no-subject',
    });
  });

  it('says which flow has no room to move', async () => {
    const place = { region: { xRatio: 0.4, yRatio: 0.4, widthRatio: 0.05, heightRatio: 0.05 } };
    await expect(splitMotions(made(), [region({ kind: 'flow', place })], { readMask: nothing })).rejects.toMatchObject({
      code: 'lift.motion-too-narrow',
    });
  });

  it('moves a painted edge to the picture’s own', async () => {
    // Painted some 12 pixels over the disc: the flow of the wall must not reach into it.
    const over = paintedAt((x, y) => Math.hypot(x - 90, y - 90) > 33);
    const flat = made();
    const [back, disc] = flat.layers as [SceneLayer, SceneLayer];
    const rgba = back.rgba.slice();
    for (let i = 0; i < rgba.length; i += 4) if ((disc.rgba[i + 3] as number) > 0) rgba.set(disc.rgba.subarray(i, i + 4), i);
    const { motions } = await splitMotions({ ...flat, layers: [{ ...back, rgba }] }, [region({ kind: 'flow', place: { mask: 'm' } })], {
      readMask: over,
    });
    const { strength, strengthSize } = motions[0] as (typeof motions)[0];
    for (let y = 0; y < strengthSize.heightPx; y++)
      for (let x = 0; x < strengthSize.widthPx; x++) {
        const [px, py] = [((x + 0.5) / strengthSize.widthPx) * 320, ((y + 0.5) / strengthSize.heightPx) * 180];
        if (Math.hypot(px - 90, py - 90) < 44) expect(strength[y * strengthSize.widthPx + x]).toBe(0);
      }
  });
});
