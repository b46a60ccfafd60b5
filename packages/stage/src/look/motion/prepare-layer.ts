import { blockReachTexels, cellRuns } from '../../raster/cell-runs.ts';
import type { LevelPlan } from '../../raster/scene-plan.ts';
import type { EffectSeat } from '../effect.ts';
import type { LayerMotion } from '../look.ts';
import { reachTiles, spreadFar } from './alpha-reach.ts';
import { lowBand } from './low-band.ts';
import type { MotionLevel, MovedLayer, RunLists } from './motion-layout.ts';
import { nodeField } from './node-field.ts';
import { chromaTiles, movedTiles, runsOf, type TileMap } from './tile-runs.ts';

/** The blur that tells grain from tone is this share of how far a flow's copies lie apart. */
const LOW_SHARE = 0.45;
/** Bits of a tile's flags, as in kernel/layout.ts. */
const SOME_ALPHA = 1;
const SOME_TRANSPARENCY = 2;
/** Where focus blurs first, alpha may reach this much farther, in texels. */
const BLUR_TEXELS = 160;

/** Writes all that stands for a shot of one moved layer into the shared block: nodes, blurred values, runs of tiles and cells, spread flags. */
export function prepareLayer(
  { desk, slot, shared, look }: EffectSeat,
  { plan, levels: all, motions, movesAlpha, tiles, halfSpread, cells }: MovedLayer,
): void {
  const finest = plan.levels[0] as LevelPlan;
  all.forEach((level, at) => {
    const size = { across: Math.ceil(level.widthPx / 8), down: Math.ceil(level.heightPx / 8) };
    const drawn: TileMap = { isOn: new Uint8Array(size.across * size.down), ...size };
    const spread = tiles[at] as number;
    const hasPlanes = level.luma !== 0;
    if (spread !== 0 && hasPlanes) {
      const reach = reachTiles(motions, at);
      spreadFar(desk, { from: slot.address + level.tiles, between: shared + halfSpread, to: shared + spread }, { ...level, reach });
    }
    for (const { motion, levels } of motions) {
      const { box, nodes, notes, runs } = levels[at] as MotionLevel;
      const { values, apart } = nodeField(motion, { box, level, levelScale: 2 ** at, layerWidthPx: finest.widthPx });
      desk.floats().set(values, (shared + nodes) >> 2);
      if (notes !== 0 && hasPlanes) writeNotes({ desk, slot, address: shared + notes }, { motion, level, at, box, apart });
      const moved = movedTiles(values, box, size);
      const alpha: TileMap = { ...moved, isOn: moved.isOn.slice() };
      // Where focus blurs first, alpha lies in more tiles than the layer's own.
      if (movesAlpha && hasPlanes && look.aperture === undefined && motion.kind !== 'flow' && motion.kind !== 'flicker') {
        const bytes = desk.bytes();
        for (let y = 0, k = 0; y < size.down; y++)
          for (let x = 0; x < size.across; x++, k++) {
            const flags = bytes[shared + spread + y * level.tilePitch + x] as number;
            if ((flags & SOME_ALPHA) === 0) moved.isOn[k] = 0;
            if ((flags & SOME_ALPHA) === 0 || (flags & SOME_TRANSPARENCY) === 0) alpha.isOn[k] = 0;
          }
      }
      writeRuns(desk.ints(), shared, { runs, moved, alpha, drawn });
      for (let i = 0; i < moved.isOn.length; i++) if (moved.isOn[i]) drawn.isOn[i] = 1;
    }
  });
  if (cells === 0) return;
  const blur = look.aperture === undefined ? 0 : BLUR_TEXELS;
  const across = finest.tilePitch * (Math.ceil(finest.heightPx / 8) + 3);
  const flags = new Uint8Array(across);
  const start = finest.tilePitch + 1;
  const from = shared + (tiles[0] as number) - start;
  flags.set(desk.bytes().subarray(from, from + across));
  const size = { widthPx: finest.widthPx, heightPx: finest.heightPx };
  const floats = (offset: number, count: number) =>
    desk.floats().slice((slot.address + offset) >> 2, ((slot.address + offset) >> 2) + count);
  const found = cellRuns(
    floats(plan.columns, plan.gridWidth + 1),
    floats(plan.rows, plan.gridHeight + 1),
    {
      flags: blur === 0 ? flags : spreadFlags(flags, { ...size, pitch: finest.tilePitch, reach: Math.ceil(blur / 8) }),
      start,
      pitch: finest.tilePitch,
      ...size,
    },
    blockReachTexels(plan.levels.length),
  );
  writeList(desk.ints(), shared + cells, found);
}

function spreadFlags(
  flags: Uint8Array,
  { widthPx, heightPx, pitch, reach }: Readonly<{ widthPx: number; heightPx: number; pitch: number; reach: number }>,
): Uint8Array {
  const out = flags.slice();
  const [across, down] = [Math.ceil(widthPx / 8), Math.ceil(heightPx / 8)];
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      if (((flags[(y + 1) * pitch + x + 1] as number) & 1) === 0) continue;
      for (let v = Math.max(0, y - reach); v <= Math.min(down - 1, y + reach); v++)
        out.fill(1, (v + 1) * pitch + 1 + Math.max(0, x - reach), (v + 1) * pitch + 2 + Math.min(across - 1, x + reach));
    }
  return out;
}

function writeNotes(
  { desk, slot, address }: Pick<EffectSeat, 'desk' | 'slot'> & Readonly<{ address: number }>,
  {
    motion,
    level,
    at,
    box,
    apart,
  }: Readonly<{ motion: LayerMotion; level: LevelPlan; at: number; box: MotionLevel['box']; apart: Float32Array }>,
): void {
  const bytes = desk.bytes();
  const radius = Math.max(1, Math.round((LOW_SHARE * motion.amount) / (motion.cycles ?? 1) / 2 / 2 ** at / 8));
  const [wide, tall] = [level.widthPx, level.heightPx];
  const chroma = { bytes, pitch: level.chromaPitch, widthPx: wide / 2, heightPx: tall / 2, tilePx: 4 };
  const bands = [
    lowBand({ bytes, address: slot.address + level.luma, pitch: level.lumaPitch, widthPx: wide, heightPx: tall, tilePx: 8 }, box, radius),
    lowBand({ ...chroma, address: slot.address + level.cb }, box, radius),
    lowBand({ ...chroma, address: slot.address + level.cr }, box, radius),
  ];
  const notes = new Int16Array(apart.length * 4);
  for (let k = 0; k < apart.length; k++) {
    notes[k * 4] = Math.round((apart[k] as number) * 32767);
    bands.forEach((band, channel) => {
      notes[k * 4 + 1 + channel] = band[k] as number;
    });
  }
  bytes.set(new Uint8Array(notes.buffer), address);
}

function writeRuns(
  ints: Int32Array,
  shared: number,
  { runs, moved, alpha, drawn }: Readonly<{ runs: RunLists; moved: TileMap; alpha: TileMap; drawn: TileMap }>,
): void {
  const all = () => true;
  if (runs.alpha !== 0) writeList(ints, shared + runs.alpha, runsOf(alpha, all));
  if (runs.chromaAlpha !== 0) writeList(ints, shared + runs.chromaAlpha, runsOf(chromaTiles(alpha), all));
  const [chroma, chromaDrawn] = [chromaTiles(moved), chromaTiles(drawn)];
  writeList(
    ints,
    shared + runs.luma,
    runsOf(moved, (tile) => drawn.isOn[tile] === 0),
  );
  writeList(
    ints,
    shared + runs.lumaAgain,
    runsOf(moved, (tile) => drawn.isOn[tile] === 1),
  );
  writeList(
    ints,
    shared + runs.chroma,
    runsOf(chroma, (tile) => chromaDrawn.isOn[tile] === 0),
  );
  writeList(
    ints,
    shared + runs.chromaAgain,
    runsOf(chroma, (tile) => chromaDrawn.isOn[tile] === 1),
  );
}

function writeList(ints: Int32Array, address: number, runs: Int32Array): void {
  ints[address >> 2] = runs.length / 3;
  ints.set(runs, (address >> 2) + 4);
}
