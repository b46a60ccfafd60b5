import type { Air, Pose } from '@fantascope/film';
import { type FrameSize, viewProjection } from '../../place.ts';
import type { LayerPlan } from '../../raster/scene-plan.ts';
import type { Effect, EffectKind, EffectSeat } from '../effect.ts';
import type { Colour } from '../grade/colour.ts';
import { gradeColour } from '../grade/grade-colour.ts';
import type { Look } from '../look.ts';
import { openSecOf } from '../shutter/shutter-effect.ts';
import type { AirKind } from './air-kinds.ts';
import { FLOCK_BYTES, type Flock, flocksOf, roomFor, writeFlock } from './flock.ts';
import { sceneLight } from './scene-light.ts';

// The thread's own block; kernel/air*.ts say what lies in each part.
const VIEW = 0;
const FLOCK = 64;
const DESK = FLOCK + FLOCK_BYTES;
const DESK_BYTES = 2560;
const PARTICLE_BYTES = 96;
const FOG_GRID = 512;
// The block of all threads: the scene's light, then a box for every 8 × 8 cells of every layer's mesh.
const BOXES = 64;
const BOX_BYTES = 32;

const boxesOf = (layers: readonly LayerPlan[]) =>
  layers.reduce((sum, { gridWidth, gridHeight }) => sum + Math.ceil(gridWidth / 8) * Math.ceil(gridHeight / 8), 0);
const to64 = (bytes: number) => Math.ceil(bytes / 64) * 64;
// The spans of every row of the padded frame, then what touches every block.
const workBytes = ({ widthPx, heightPx }: FrameSize) => {
  const [across, down] = [Math.ceil(widthPx / 16), Math.ceil(heightPx / 8)];
  return DESK_BYTES + (down * 8 + 16) * 4 + across * down * 4 + 16;
};

/** Where one thread's lists lie, for room for `most` particles; `fog` is 0 where there is none. */
function ownPlan({
  airs,
  most,
  layers,
  frame,
}: Readonly<{ airs: readonly Air[]; most: number; layers: readonly LayerPlan[]; frame: FrameSize }>) {
  const counts = to64(DESK + workBytes(frame));
  const order = counts + 1024;
  const spare = order + most * 4;
  const list = to64(spare + most * 4);
  const depths = to64(list + most * PARTICLE_BYTES);
  const end = to64(depths + boxesOf(layers) * 8);
  const corners = (Math.ceil(frame.widthPx / 16) + 1) * (Math.ceil(frame.heightPx / 8) + 1);
  const hasFog = airs.some(({ kind }) => kind === 'fog');
  return { counts, order, spare, list, depths, fog: hasFog ? end : 0, bytes: end + (hasFog ? FOG_GRID + corners * 8 * layers.length : 0) };
}

type Ground = Readonly<{ look: Look; staging: EffectSeat['staging']; frame: FrameSize }>;

/** All flocks of a look, farthest thing first as asked, and the most particles that may show at once. */
function flocksOfLook({ look, staging, frame }: Ground): Readonly<{ flocks: readonly Flock[]; most: number }> {
  const each = (look.air ?? []).map((air) => flocksOf(air, { staging, frame, seed: look.seed }));
  const most = each.reduce((sum, flocks, i) => sum + roomFor(flocks, look.air?.[i]?.count ?? flocks[0]?.kind.count ?? 0), 0);
  return { flocks: each.flat(), most };
}

/**
 * What is in the air: particles at true depth, painted after the layers. A place is a pure function of seed and time, so frames can be drawn in any order.
 * What stands nearer than a particle hides it by its own transparency; the light they fly in is estimated from the photograph.
 */
export const airEffect: EffectKind = {
  name: 'air',
  plan: ({ look, staging, frame, plan }) => {
    const airs = look.air ?? [];
    if (airs.length === 0) return null;
    const { most } = flocksOfLook({ look, staging, frame });
    return { sharedBytes: BOXES + boxesOf(plan.layers) * BOX_BYTES, ownBytes: ownPlan({ airs, most, layers: plan.layers, frame }).bytes };
  },
  open: openAir,
};

function openAir({ desk, look, staging, shared, own, slot }: EffectSeat): Effect {
  const { frame } = desk.plan;
  const airs = look.air ?? [];
  const { flocks, most } = flocksOfLook({ look, staging, frame });
  const place = ownPlan({ airs, most, layers: slot.plan.layers, frame });
  const { kernel } = desk;
  const layers = slot.plan.layers.length;
  const table = desk.address + desk.plan.descriptors;
  const list = own + place.list;
  return {
    prepare: (scene, { part }) => {
      if (part !== 0) return;
      desk.floats().set(sceneLight(scene), shared >> 2);
      const at = slot.address;
      let to = shared + BOXES;
      for (const layer of slot.plan.layers)
        to = kernel.airBoxes(at + layer.x, at + layer.y, at + layer.z, layer.gridWidth, layer.gridHeight, to);
    },
    paint: ({ pose, tSec }, to) => {
      const [ints, floats] = [desk.ints(), desk.floats()];
      writeView(floats, own + VIEW, { pose, frame });
      const light = [...floats.subarray(shared >> 2, (shared >> 2) + 3)] as unknown as Colour;
      const blurPx = confusionPx(look, pose, frame);
      const gather = (flock: Flock, count: number) => {
        const { kind } = flock;
        const [first, second] = kind.colours;
        const colours = [planesOf(first, kind, { light, look }), planesOf(second, kind, { light, look })] as const;
        const openSec = openSecOf(look, kind.alwaysStreaks);
        writeFlock({ ints, floats, address: own + FLOCK }, flock, { pose, frame, tSec, openSec, blurPx, colours });
        return kernel.airGather(own + FLOCK, own + VIEW, list, count, most);
      };
      const fog = flocks.filter(({ name }) => name === 'fog');
      const puffs = fog.reduce((count, flock) => gather(flock, count), 0);
      const fogKind = fog[0]?.kind;
      if (puffs > 0 && fogKind !== undefined)
        kernel.airFog(
          table,
          layers,
          own + VIEW,
          list,
          puffs,
          to,
          own + place.fog,
          ...planesOf(fogKind.colours[0], fogKind, { light, look }),
        );
      const count = flocks.filter(({ name }) => name !== 'fog').reduce((sum, flock) => gather(flock, sum), 0);
      kernel.airSort(list, count, own + place.order, own + place.spare, own + place.counts);
      kernel.airDraw(table, layers, own + VIEW, own + place.order, count, to, own + DESK, shared + BOXES, own + place.depths);
    },
  };
}

/** Radius of the circle of confusion in pixels is this × |distance − focus| / distance (thin lens, f-number on the 36 mm frame); 0 without an aperture. */
function confusionPx({ aperture }: Look, { lensMm, focusM }: Pose, frame: FrameSize): number {
  if (aperture === undefined) return 0;
  const focusMm = Math.max(focusM * 1000, lensMm * 1.01);
  return ((lensMm * lensMm) / (aperture.fStop * (focusMm - lensMm)) / 72) * frame.widthPx;
}

// Y, Cb, Cr (BT.709 limited range) of a colour of a kind in the shot's light and grade; chroma around 0. What only adds light has no black of its own.
function planesOf(rgb: Colour, kind: AirKind, { light, look }: Readonly<{ light: Colour; look: Look }>): readonly [number, number, number] {
  const lit = (k: 0 | 1 | 2) => Math.min(1, rgb[k] * (1 + kind.litRatio * (light[k] - 1)));
  // Day is made night by a grade: what shines by itself must not go out with the sun.
  const { grade } = look;
  const graded =
    kind.litRatio > 0 || grade === undefined ? look : { ...look, grade: { ...grade, exposureStops: Math.max(0, grade.exposureStops) } };
  const [r, g, b] = gradeColour([lit(0), lit(1), lit(2)], graded);
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [16 * kind.coverRatio + 219 * luma, (224 * (b - luma)) / 1.8556, (224 * (r - luma)) / 1.5748];
}

// Rows that give pixels right of and below the frame's centre times w, then w; the centre in pixel centres; pixels a metre at 1 m.
function writeView(floats: Float32Array, address: number, { pose, frame }: Readonly<{ pose: Pose; frame: FrameSize }>): void {
  const m = viewProjection(pose, frame);
  const at = address >> 2;
  const scales = [frame.widthPx / 2, -frame.heightPx / 2, 1];
  [0, 1, 3].forEach((row, i) => {
    for (let column = 0; column < 4; column++) floats[at + i * 4 + column] = (m[column * 4 + row] as number) * (scales[i] as number);
  });
  floats.set([(frame.widthPx - 1) / 2, (frame.heightPx - 1) / 2, (pose.lensMm / 36) * frame.widthPx], at + 12);
}
