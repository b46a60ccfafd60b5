import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import type { Desk, Effect, Share } from '../look/effect.ts';
import { openEffects } from '../look/look-plan.ts';
import { NEAR_M, viewProjection } from '../place.ts';
import type { Scene, SceneLayer } from '../scene.ts';
import { blockReachTexels, cellRuns } from './cell-runs.ts';
import { writeDescriptor } from './descriptor.ts';
import type { KernelExports } from './kernel-wasm.ts';
import type { OverlayPlanes } from './overlay-planes.ts';
import { ringMesh } from './ring-mesh.ts';
import type { LayerPlan } from './scene-plan.ts';
import type { SceneSlot } from './scene-slot.ts';
import { levelFor, texelDensity } from './texel-density.ts';
import { wipeColumns } from './wipe-columns.ts';
import { DESCRIPTOR_BYTES, type WorkerPlan } from './worker-plan.ts';

const WHOLE: Share = { part: 0, parts: 1 };

/** Where a wipe or a push travels to. */
export type Toward = 'left' | 'right' | 'up' | 'down';

/**
 * Draws frames on one thread: one a worker, all over one shared memory. Frames are planar 4:2:0, BT.709 limited range, held by number (0..frames−1);
 * a returned Uint8Array is a view that stays valid until that number is drawn again.
 */
export class Rasteriser {
  readonly plan: WorkerPlan;
  readonly #memory: WebAssembly.Memory;
  readonly #kernel: KernelExports;
  readonly #address: number;
  readonly #thread: number;
  readonly #desk: Desk;
  readonly #effects = new WeakMap<SceneSlot, readonly Effect[]>();
  #bytes: Uint8Array;
  #ints: Int32Array;
  #floats: Float32Array;

  /** `address` is where the worker's own `plan.bytes` begin in `memory`; `thread` counts the workers from 0 (default 0). */
  constructor(
    options: Readonly<{ module: WebAssembly.Module; memory: WebAssembly.Memory; plan: WorkerPlan; address: number; thread?: number }>,
  ) {
    const { module, memory, plan, address, thread = 0 } = options;
    this.plan = plan;
    this.#memory = memory;
    this.#address = address;
    this.#kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#ints = new Int32Array(memory.buffer);
    this.#floats = new Float32Array(memory.buffer);
    this.#thread = thread;
    const fresh = () => {
      this.#refresh();
      return this;
    };
    this.#desk = {
      kernel: this.#kernel,
      plan,
      address,
      bytes: () => fresh().#bytes,
      ints: () => fresh().#ints,
      floats: () => fresh().#floats,
    };
    this.#kernel.setFrame(plan.paddedWidthPx, plan.paddedHeightPx, address + plan.scratch, address + plan.chunks, plan.chunkCount);
  }

  /** Prepares a whole scene in its slot: pictures to planes, coarser levels, meshes. */
  prepare(slot: SceneSlot, scene: Scene, staging: Staging): void {
    this.prepareRows(slot, scene);
    this.finishLayers(slot, scene, staging);
    this.prepareLook(slot, scene);
  }

  /** First half of `prepare`, divisible: converts a share of every layer's rows. All shares must be done before any `finishLayers`. */
  prepareRows(slot: SceneSlot, scene: Scene, { part, parts }: Share = WHOLE): void {
    this.#refresh();
    scene.layers.forEach((layer, index) => {
      const descriptor = this.#describe(slot, index, { level: 0, map: 0, at: index });
      const pairs = layer.heightPx / 2;
      const end = Math.floor((pairs * (part + 1)) / parts) * 2;
      const rowBytes = layer.widthPx * 4;
      const pitch = Math.ceil(rowBytes / 64) * 64 + 64;
      const band = this.#address + this.plan.band;
      const bandRows = Math.max(2, Math.floor(this.plan.bandBytes / pitch / 2) * 2);
      for (let first = Math.floor((pairs * part) / parts) * 2; first < end; first += bandRows) {
        const stop = Math.min(end, first + bandRows);
        for (let y = first; y < stop; y++)
          this.#bytes.set(layer.rgba.subarray(y * rowBytes, (y + 1) * rowBytes), band + (y - first) * pitch);
        const rows = { pitch, widthPx: layer.widthPx, rows: stop - first, scene, layer: index, first };
        for (const { tint } of this.#effectsOf(slot)) tint?.(band, rows);
        this.#kernel.toPlanes(descriptor, band, pitch, first, stop);
      }
    });
  }

  /** Second half of `prepare`, divisible by layers: padding, coarser levels, meshes and which cells to draw. */
  finishLayers(slot: SceneSlot, scene: Scene, staging: Staging, { part, parts }: Share = WHOLE): void {
    this.#refresh();
    slot.plan.layers.forEach((plan, index) => {
      if (index % parts !== part) return;
      this.#kernel.finishPlanes(this.#describe(slot, index, { level: 0, map: 0, at: 0 }));
      for (let level = 1; level < plan.levels.length; level++) {
        const from = this.#describe(slot, index, { level: level - 1, map: 0, at: 0 });
        const to = this.#describe(slot, index, { level, map: 0, at: 1 });
        this.#kernel.halve(from, to, this.#address + this.plan.band);
        this.#kernel.finishPlanes(to);
      }
      this.#writeMesh(slot, plan, { scene, staging, layer: scene.layers[index] as SceneLayer });
    });
  }

  /** Last part of `prepare`, divisible: what the look's effects make for the whole shot. All `finishLayers` must be done. */
  prepareLook(slot: SceneSlot, scene: Scene, share: Share = WHOLE): void {
    for (const { prepare } of this.#effectsOf(slot)) prepare?.(scene, share);
  }

  /**
   * Draws one frame of a prepared scene into frame `out` and returns it. `tSec` counts from the shot's start; only looks depend on it. A frame that is the mean of
   * several pictures is drawn as often, `picture` counting up; it is whole after the last.
   */
  draw(slot: SceneSlot, pose: Pose, out = 0, tSec = 0, picture?: Share): Uint8Array {
    this.#refresh();
    const { plan } = this;
    const { widthPx, heightPx } = plan.frame;
    const layers = slot.plan.layers.length;
    const view = this.#address + plan.view;
    this.#writeView(pose, view);
    const table = this.#address + plan.descriptors;
    const levels = slot.plan.layers.map((_, index) => this.#chooseLevel(slot, index, pose));
    const descriptors = levels.map((level, index) => {
      const map = this.#address + (plan.maps[index] as number);
      return this.#describe(slot, index, { level, map, at: index });
    });
    this.#ints.set(descriptors, table >> 2);
    const effects = this.#effectsOf(slot);
    const moment = { pose, tSec, descriptors, levels, ...(picture === undefined ? {} : { picture }) };
    for (const { dress } of effects) dress?.(moment);
    this.#kernel.geometry(table, layers, view, this.#address + plan.projected, this.#address + plan.depth, this.#address + plan.hidden);
    for (const { uncover } of effects) uncover?.(moment);
    const to = this.#frame(out);
    const drawn = plan.padded === 0 ? to : this.#address + plan.padded;
    this.#kernel.blocks(table, layers, this.#address + plan.tile, drawn, 0, plan.paddedHeightPx / 8);
    for (const { paint } of effects) paint?.(moment, drawn);
    if (drawn !== to) {
      let [from, next] = [drawn, to];
      for (const shift of [0, 1, 1]) {
        const wide = widthPx >> shift;
        for (let y = 0; y < heightPx >> shift; y++)
          this.#bytes.copyWithin(
            next + y * wide,
            from + y * (plan.paddedWidthPx >> shift),
            from + y * (plan.paddedWidthPx >> shift) + wide,
          );
        from += (plan.paddedWidthPx >> shift) * (plan.paddedHeightPx >> shift);
        next += wide * (heightPx >> shift);
      }
    }
    return this.frame(out);
  }

  /** The bytes of a frame as it is now. */
  frame(out: number): Uint8Array {
    this.#refresh();
    return this.#bytes.subarray(this.#frame(out), this.#frame(out) + this.#frameBytes);
  }

  /** Crossfade: frame `a` becomes a mixture with `ratio` (0..1) of frame `b`. */
  mix(a: number, b: number, ratio: number): Uint8Array {
    this.#kernel.mix(this.#frame(a), this.#frame(b), this.#frameBytes, Math.round(ratio * 256));
    return this.frame(a);
  }

  /** Fades frame `a` toward black or white by `ratio` (0..1). */
  dip(a: number, toward: 'black' | 'white', ratio: number): Uint8Array {
    const weight = Math.round(ratio * 256);
    const lumaBytes = this.plan.frame.widthPx * this.plan.frame.heightPx;
    const chroma = this.#frame(a) + lumaBytes;
    // Vectors run past the end of luma; the chroma bytes they touch are put back.
    const kept = this.#bytes.slice(chroma, chroma + 16);
    this.#kernel.fade(this.#frame(a), lumaBytes, toward === 'black' ? 16 : 235, weight);
    this.#bytes.set(kept, chroma);
    this.#kernel.fade(chroma, lumaBytes / 2, 128, weight);
    return this.frame(a);
  }

  /** Frame `b` wipes over frame `a`: its soft edge (8 px) travels `toward`; progress 0 shows a, 1 shows b. The result is in `a`. */
  wipe(a: number, b: number, { toward, ratio }: Readonly<{ toward: Toward; ratio: number }>): Uint8Array {
    this.#refresh();
    const band = this.#address + this.plan.band;
    this.#planes((offset, width, height, shift) => {
      const [from, to] = [this.#frame(a) + offset, this.#frame(b) + offset];
      const isUpright = toward === 'left' || toward === 'right';
      const weights = wipeColumns({
        length: isUpright ? width : height,
        softPx: 8 >> shift,
        isBackwards: toward === 'left' || toward === 'up',
        ratio,
      });
      if (isUpright) {
        this.#bytes.set(weights, band);
        this.#kernel.mixColumns(from, to, width, width, height, band);
        return;
      }
      for (let y = 0; y < height; y++) {
        const weight = weights[y] as number;
        if (weight === 0) continue;
        this.#bytes.fill(weight, band, band + width);
        this.#kernel.mixColumns(from + y * width, to + y * width, width, width, 1, band);
      }
    });
    return this.frame(a);
  }

  /** Frame `b` pushes frame `a` out: both travel `toward`; progress 0 shows a, 1 shows b. The result is in `a`. */
  push(a: number, b: number, { toward, ratio }: Readonly<{ toward: Toward; ratio: number }>): Uint8Array {
    this.#refresh();
    const { widthPx, heightPx } = this.plan.frame;
    const isUpright = toward === 'left' || toward === 'right';
    const moved = Math.round((ratio * (isUpright ? widthPx : heightPx)) / 2) * 2;
    this.#planes((offset, width, height, shift) => {
      const [one, two] = [this.#frame(a) + offset, this.#frame(b) + offset];
      const by = moved >> shift;
      const bytes = this.#bytes;
      if (isUpright) {
        for (let y = 0; y < height; y++) {
          const [p, q] = [one + y * width, two + y * width];
          if (toward === 'left') {
            bytes.copyWithin(p, p + by, p + width);
            bytes.copyWithin(p + width - by, q, q + by);
          } else {
            bytes.copyWithin(p + by, p, p + width - by);
            bytes.copyWithin(p, q + width - by, q + width);
          }
        }
      } else if (toward === 'up') {
        bytes.copyWithin(one, one + by * width, one + height * width);
        bytes.copyWithin(one + (height - by) * width, two, two + by * width);
      } else {
        bytes.copyWithin(one + by * width, one, one + (height - by) * width);
        bytes.copyWithin(one, two + (height - by) * width, two + height * width);
      }
    });
    return this.frame(a);
  }

  /** Lays prepared planes over frame `a` with their top left corner at (xPx, yPx), even; what lies outside the frame is cut. Opacity 0..1, default 1. */
  overlay(
    a: number,
    planes: OverlayPlanes,
    { xPx, yPx, opacityRatio = 1 }: Readonly<{ xPx: number; yPx: number; opacityRatio?: number }>,
  ): Uint8Array {
    this.#refresh();
    const opacity = Math.round(opacityRatio * 256);
    const band = this.#address + this.plan.band;
    let chroma = 0;
    this.#planes((offset, width, height, shift) => {
      const [source, alpha] = shift === 0 ? [planes.luma, planes.alpha] : [chroma === 0 ? planes.cb : planes.cr, planes.chromaAlpha];
      if (shift === 1) chroma++;
      const [x, y, wide] = [xPx >> shift, yPx >> shift, planes.widthPx >> shift];
      const [x0, x1] = [Math.max(0, x), Math.min(width, x + wide)];
      const pitch = Math.ceil((x1 - x0) / 16) * 16 + 16;
      // Vectors may reach past a row's end: those columns carry no alpha, and the few bytes after the plane keep their value.
      const bandRows = Math.floor(this.plan.bandBytes / 2 / pitch);
      const end = Math.min(height, y + (planes.heightPx >> shift));
      for (let first = Math.max(0, y); x1 > x0 && first < end; first += bandRows) {
        const rows = Math.min(bandRows, end - first);
        this.#bytes.fill(0, band, band + 2 * rows * pitch);
        for (let r = 0; r < rows; r++) {
          const from = (first + r - y) * wide + (x0 - x);
          this.#bytes.set(source.subarray(from, from + x1 - x0), band + r * pitch);
          this.#bytes.set(alpha.subarray(from, from + x1 - x0), band + (rows + r) * pitch);
        }
        this.#kernel.overlay(
          this.#frame(a) + offset + first * width + x0,
          width,
          band,
          band + rows * pitch,
          pitch,
          Math.ceil((x1 - x0) / 16) * 16,
          rows,
          opacity,
        );
      }
    });
    return this.frame(a);
  }

  #effectsOf(slot: SceneSlot): readonly Effect[] {
    const known = this.#effects.get(slot);
    if (known !== undefined) return known;
    const effects = openEffects({ desk: this.#desk, slot }, this.#thread);
    this.#effects.set(slot, effects);
    return effects;
  }

  get #frameBytes(): number {
    return this.plan.frame.widthPx * this.plan.frame.heightPx * 1.5;
  }

  #frame(out: number): number {
    const offset = this.plan.frames[out];
    if (offset === undefined) throw new RangeError(`this rasteriser holds ${this.plan.frames.length} frames; there is no frame ${out}`);
    return this.#address + offset;
  }

  #planes(visit: (offset: number, width: number, height: number, shift: number) => void): void {
    const { widthPx, heightPx } = this.plan.frame;
    visit(0, widthPx, heightPx, 0);
    visit(widthPx * heightPx, widthPx / 2, heightPx / 2, 1);
    visit(widthPx * heightPx * 1.25, widthPx / 2, heightPx / 2, 1);
  }

  // A grown shared memory has a new, longer buffer; views of the old one end too early.
  #refresh(): void {
    if (this.#bytes.byteLength === this.#memory.buffer.byteLength) return;
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#ints = new Int32Array(this.#memory.buffer);
    this.#floats = new Float32Array(this.#memory.buffer);
  }

  #describe(slot: SceneSlot, layer: number, { level, map, at }: Readonly<{ level: number; map: number; at: number }>): number {
    const address = this.#address + this.plan.descriptors + DESCRIPTOR_BYTES * (at + 1);
    const covers = map === 0 ? 0 : this.#address + (this.plan.covers[layer] as number);
    writeDescriptor(this.#ints, address, { slot, layer, level, map, covers });
    return address;
  }

  // Rows x', y', w of world → map units (8 px), where whole numbers are the centres of pixels 0, 8, 16 …
  #writeView(pose: Pose, at: number): void {
    const { frame } = this.plan;
    const m = viewProjection(pose, frame);
    const scales = [frame.widthPx / 16, -frame.heightPx / 16, 1];
    [0, 1, 3].forEach((row, i) => {
      for (let column = 0; column < 4; column++)
        this.#floats[(at >> 2) + i * 4 + column] = (m[column * 4 + row] as number) * (scales[i] as number);
    });
    this.#floats.set([frame.widthPx / 16 - 1 / 16, frame.heightPx / 16 - 1 / 16, NEAR_M], (at >> 2) + 12);
  }

  #chooseLevel(slot: SceneSlot, index: number, pose: Pose): number {
    const layer = slot.plan.layers[index] as LayerPlan;
    if (layer.levels.length === 1) return 0;
    const floats = (offset: number, count: number) =>
      this.#floats.subarray((slot.address + offset) >> 2, ((slot.address + offset) >> 2) + count);
    const across = layer.gridWidth + 1;
    const down = layer.gridHeight + 1;
    const mesh = {
      x: floats(layer.x, across * down),
      y: floats(layer.y, across * down),
      z: floats(layer.z, across * down),
      columns: floats(layer.columns, across),
      rows: floats(layer.rows, down),
    };
    return levelFor(texelDensity(mesh, pose, this.plan.frame), layer.levels.length);
  }

  #writeMesh(
    slot: SceneSlot,
    plan: LayerPlan,
    { scene, staging, layer }: Readonly<{ scene: Scene; staging: Staging; layer: SceneLayer }>,
  ): void {
    const mesh = ringMesh(layer, scene, staging);
    const put = (values: Float32Array, offset: number) => this.#floats.set(values, (slot.address + offset) >> 2);
    put(mesh.x, plan.x);
    put(mesh.y, plan.y);
    put(mesh.z, plan.z);
    put(mesh.columns, plan.columns);
    put(mesh.rows, plan.rows);
    const finest = plan.levels[0];
    const tiles =
      finest && finest.tiles !== 0
        ? {
            flags: this.#bytes,
            start: slot.address + finest.tiles,
            pitch: finest.tilePitch,
            widthPx: finest.widthPx,
            heightPx: finest.heightPx,
          }
        : null;
    const runs = cellRuns(mesh.columns, mesh.rows, tiles, blockReachTexels(plan.levels.length));
    const at = (slot.address + plan.runs) >> 2;
    this.#ints[at] = runs.length / 3;
    this.#ints.set(runs, at + 4);
  }
}
