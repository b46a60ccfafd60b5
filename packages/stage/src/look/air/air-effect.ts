import type { Air } from '@fantascope/film';
import type { FrameSize } from '../../place.ts';
import type { LayerPlan } from '../../raster/scene-plan.ts';
import type { Effect, EffectKind, EffectSeat } from '../effect.ts';
import type { Colour } from '../grade/colour.ts';
import { airGatherer, FLOCK, flocksOfLook, PARTICLE_BYTES, planesOf, VIEW } from './air-gather.ts';
import { FLOCK_BYTES } from './flock.ts';
import { sceneLight } from './scene-light.ts';

// The thread's own block; kernel/air*.ts say what lies in each part.
const DESK = FLOCK + FLOCK_BYTES;
const DESK_BYTES = 2560;
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
      const light = [...floats.subarray(shared >> 2, (shared >> 2) + 3)] as unknown as Colour;
      const gather = airGatherer({ kernel, ints, floats, address: own, list, most }, { look, frame, light, pose, tSec });
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
