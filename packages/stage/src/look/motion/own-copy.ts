import { type LevelPlan, PAD } from '../../raster/scene-plan.ts';
import type { EffectSeat } from '../effect.ts';
import type { MovedLayer } from './motion-layout.ts';

/** Which level of a layer the thread's own planes hold; −1 none, or what another effect drew for one frame. A cache: what it saves would be copied again. */
export type OwnCopy = { level: number };

/** The planes a descriptor points at: the layer's own, or another effect's. alpha and chromaAlpha are 0 on the back layer. */
export type LayerSource = Readonly<{
  luma: number;
  alpha: number;
  cb: number;
  cr: number;
  chromaAlpha: number;
  tiles: number;
  lumaPitch: number;
  chromaPitch: number;
  tilePitch: number;
  widthPx: number;
}>;

/** Reads a descriptor's planes (kernel/layout.ts). */
export function sourceOf(ints: Int32Array, descriptor: number): LayerSource {
  const at = (offset: number) => ints[(descriptor + offset) >> 2] as number;
  return {
    luma: at(0),
    alpha: at(4),
    cb: at(8),
    cr: at(12),
    chromaAlpha: at(16),
    tiles: at(24),
    lumaPitch: at(28),
    chromaPitch: at(32),
    tilePitch: at(36),
    widthPx: at(76),
  };
}

type Taking = Readonly<{ layer: MovedLayer; level: LevelPlan; at: number; source: LayerSource; copy: OwnCopy }>;

/** Makes the thread's own planes equal to the layer's where nothing moves: once for a level, or every time where another effect drew the layer. */
export function takeOver({ desk, slot, own }: EffectSeat, { layer, level, at, source, copy }: Taking): void {
  const isLayers = level.luma !== 0 && source.luma === slot.address + level.luma;
  if (isLayers && copy.level === at) return;
  const bytes = desk.bytes();
  const { planes } = layer;
  const take = (from: number, to: number, { pitch, toPitch, rows }: Readonly<{ pitch: number; toPitch: number; rows: number }>) => {
    if (from === 0 || to === 0) return;
    const first = from - PAD.above * pitch - PAD.x;
    if (pitch === toPitch) {
      bytes.copyWithin(own + to - PAD.above * pitch - PAD.x, first, first + (rows + PAD.above + PAD.below) * pitch);
      return;
    }
    for (let y = -PAD.above; y < rows + PAD.below; y++) {
      const start = from + y * pitch - PAD.x;
      bytes.copyWithin(own + to + y * toPitch - PAD.x, start, start + Math.min(toPitch, pitch));
    }
  };
  const luma = { pitch: source.lumaPitch, toPitch: level.lumaPitch, rows: level.heightPx };
  const chroma = { pitch: source.chromaPitch, toPitch: level.chromaPitch, rows: level.heightPx / 2 };
  take(source.luma, planes.luma, luma);
  take(source.cb, planes.cb, chroma);
  take(source.cr, planes.cr, chroma);
  take(source.alpha, planes.alpha, luma);
  take(source.chromaAlpha, planes.chromaAlpha, chroma);
  copy.level = isLayers ? at : -1;
}

/** Points a descriptor at the thread's own planes, and where alpha moved at the wider flags and cells. */
export function pointAt(
  ints: Int32Array,
  descriptor: number,
  {
    seat: { own, shared },
    layer: { planes, movesAlpha, cells },
    level,
    tiles,
    tilePitch,
  }: Pick<Taking, 'layer' | 'level'> & Readonly<{ seat: EffectSeat; tiles: number; tilePitch: number }>,
): void {
  const put = (offset: number, value: number) => {
    ints[(descriptor + offset) >> 2] = value;
  };
  put(0, own + planes.luma);
  put(8, own + planes.cb);
  put(12, own + planes.cr);
  put(28, level.lumaPitch);
  put(32, level.chromaPitch);
  if (!movesAlpha) return;
  put(4, own + planes.alpha);
  put(16, own + planes.chromaAlpha);
  put(24, tiles);
  put(36, tilePitch);
  put(40, shared + cells + 16);
  put(44, ints[(shared + cells) >> 2] as number);
}
