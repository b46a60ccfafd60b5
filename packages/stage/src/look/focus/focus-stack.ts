import { writeDescriptor } from '../../raster/descriptor.ts';
import type { EffectSeat, Share } from '../effect.ts';
import { BAND_ROWS, type FocusCopy, type FocusLayer, type FocusLayout, type FocusSource, marginOf } from './focus-layout.ts';

/** Linear light between code 225 and white, to the power −2: how steeply highlights rise for one more of `highlightRatio`. */
const STEEPNESS = 1 / (1 - 0.7526) ** 2;

/** How a thread makes its share of a layer's blurred copies. */
type Work = Readonly<{
  seat: EffectSeat;
  layer: FocusLayer;
  sources: readonly FocusSource[];
  source: number;
  copyAt: number;
  chordsAt: number;
  steepness: number;
}>;

/** Makes a share of all blurred copies of a layer: rows of it, from its finished planes. `toAlpha` must be there. */
export function blurLayer(seat: EffectSeat, layout: FocusLayout, { at, share }: Readonly<{ at: number; share: Share }>): void {
  const layer = layout.layers[at] as FocusLayer;
  const notes = seat.own + layout.notes;
  const steepness = (seat.look.aperture?.highlightRatio ?? 0) * STEEPNESS;
  const sources = layout.sources[at] as readonly FocusSource[];
  const work: Work = { seat, layer, sources, source: notes, copyAt: notes + 128, chordsAt: notes + 256, steepness };
  writeDescriptor(seat.desk.ints(), work.source, { slot: seat.slot, layer: layer.layer, level: layer.base, map: 0, covers: 0 });
  const bands = Math.ceil(layer.heightPx / 16);
  const from = Math.floor((bands * share.part) / share.parts) * 16;
  const end = Math.floor((bands * (share.part + 1)) / share.parts) * 16;
  if (end <= from) return;
  const pyramid = new Pyramid(work, from);
  for (let first = from; first < end; first += BAND_ROWS) {
    const stop = Math.min(end, first + BAND_ROWS);
    pyramid.advance(first, stop);
    if (layer.copies.some(({ rung }) => rung.source === 0)) lightRows(work, first, stop);
    for (const copy of layer.copies) writeCopy(work, copy, { first, stop, pyramid });
  }
}

/** Windows of rows of the halved pictures, as running sums, that move down with the bands. */
class Pyramid {
  readonly #work: Work;
  readonly #margin: number;
  /** The first row held of each source, and the next to come; sources count from 1. */
  readonly #first: number[];
  readonly #next: number[];

  constructor(work: Work, fromRow: number) {
    this.#work = work;
    this.#margin = marginOf(work.layer.copies);
    const start = fromRow / 2 - this.#margin;
    this.#first = work.sources.map((_, k) => (k === 0 ? 0 : start / 2 ** (k - 1)));
    this.#next = [...this.#first];
  }

  /** The address of texel 0 of a row. */
  row(source: number, y: number): number {
    const { at, pitch } = this.#work.sources[source] as FocusSource;
    return this.#work.seat.own + at + (y - (this.#first[source] as number)) * pitch;
  }

  /** Brings in the rows that the band first..stop of the sharp picture needs. */
  advance(first: number, stop: number): void {
    const { seat, sources } = this.#work;
    if (sources.length === 1) return;
    for (let k = 1; k < sources.length; k++) {
      const { at, pitch, pad } = sources[k] as FocusSource;
      const start = (first / 2 - this.#margin) / 2 ** (k - 1);
      const drop = start - (this.#first[k] as number);
      const held = (this.#next[k] as number) - start;
      if (drop > 0 && held > 0) {
        const to = seat.own + at - pad * 16;
        seat.desk.bytes().copyWithin(to, to + drop * pitch, to + (drop + held) * pitch);
      }
      this.#first[k] = start;
    }
    const end = stop / 2 + this.#margin;
    for (let y = this.#next[1] as number; y < end; y += 2) {
      this.#light(y);
      this.#light(y + 1);
      this.#push(1, y);
    }
  }

  #light(y: number): void {
    const { seat, layer, sources, source, steepness } = this.#work;
    const [whole, half] = sources as [FocusSource, FocusSource];
    const upper = seat.own + whole.blurred;
    const lower = upper + whole.pitch;
    const { kernel } = seat.desk;
    kernel.focusToLight(source, 2 * y, upper, 4, layer.edges, steepness);
    kernel.focusToLight(source, 2 * y + 1, lower, 4, layer.edges, steepness);
    kernel.focusHalve(upper, lower, this.row(1, y), half.widthPx, half.pad, layer.edges);
  }

  // Rows y and y + 1 of a source are there: halves them into the next, then sums them up.
  #push(k: number, y: number): void {
    const { seat, layer, sources } = this.#work;
    const { widthPx, pad } = sources[k] as FocusSource;
    const next = sources[k + 1];
    this.#next[k] = y + 2;
    if (next !== undefined)
      seat.desk.kernel.focusHalve(this.row(k, y), this.row(k, y + 1), this.row(k + 1, y / 2), next.widthPx, next.pad, layer.edges);
    for (const row of [y, y + 1]) seat.desk.kernel.focusSum(this.row(k, row) - pad * 16, widthPx + 2 * pad);
    if (next === undefined) return;
    if (((y / 2) & 1) !== 0) this.#push(k + 1, y / 2 - 1);
  }
}

// The sharp picture's own rows, for copies too small to halve.
function lightRows({ seat, layer, sources, source, steepness }: Work, first: number, stop: number): void {
  const { at, pitch, pad, rows, widthPx } = sources[0] as FocusSource;
  const margin = (rows - BAND_ROWS) / 2;
  for (let y = first - margin; y < stop + margin; y++) {
    const row = seat.own + at + (y - first + margin) * pitch;
    seat.desk.kernel.focusToLight(source, y, row, pad, layer.edges, steepness);
    seat.desk.kernel.focusSum(row - pad * 16, widthPx + 2 * pad);
  }
}

type Band = Readonly<{ first: number; stop: number; pyramid: Pyramid }>;

function writeCopy(work: Work, copy: FocusCopy, { first, stop, pyramid }: Band): void {
  const { seat, layer, sources, chordsAt, copyAt, steepness } = work;
  const { rung, planes, chords } = copy;
  const { kernel } = seat.desk;
  const { own } = seat;
  describeCopy(seat, copy, copyAt);
  const top = first >> rung.shift;
  const bottom = Math.min(planes.heightPx, stop >> rung.shift);
  const [left, right] = columnsOf(work, copy, { first, stop });
  emptyAround(seat, copy, { top, bottom, left: left >> rung.shift, right: right >> rung.shift });
  if (right <= left) return;
  const [ints, floats] = [seat.desk.ints(), seat.desk.floats()];
  const { pitch, rows, blurred } = sources[rung.source] as FocusSource;
  chords.forEach(([at, n, inner, outer], i) => {
    ints[(chordsAt >> 2) + i * 4] = at * pitch;
    ints[(chordsAt >> 2) + i * 4 + 1] = n;
    floats[(chordsAt >> 2) + i * 4 + 2] = inner;
    floats[(chordsAt >> 2) + i * 4 + 3] = outer;
  });
  const from = left >> rung.shift;
  const end = Math.min(right >> rung.shift, Math.ceil(planes.widthPx / 4) * 4);
  const shape = (middle: number, to: number, [a, b]: readonly [number, number]) =>
    kernel.focusShape(middle, chordsAt, chords.length, to, a, b);
  const write = (y: number, upper: number, lower: number) => kernel.focusFromLight(copyAt, upper, lower, y, from, end, steepness);
  if (rung.source === 0) {
    const margin = (rows - BAND_ROWS) / 2;
    const upper = own + blurred;
    for (let y = top; y < bottom; y += 2) {
      for (const k of [0, 1]) {
        const middle = own + (sources[0] as FocusSource).at + (y + k - first + margin) * pitch;
        shape(middle, upper + k * pitch, [from, end]);
      }
      write(y, upper, upper + pitch);
    }
    return;
  }
  const once = sources[1] as FocusSource;
  if (rung.source === 1) {
    const upper = own + once.blurred;
    for (let y = top; y < bottom; y += 2) {
      for (const k of [0, 1]) shape(pyramid.row(1, y + k), upper + k * pitch, [from, end]);
      write(y, upper, upper + pitch);
    }
    return;
  }
  // Blurred where the picture is coarse, then made finer step by step.
  const size = 2 ** rung.source;
  let low = Math.floor(first / size) - 2;
  const high = Math.ceil(stop / size) + 2;
  const columns = (k: number) => [(Math.floor(left / 2 ** k) - 4) & ~3, Math.ceil(Math.min(right, layer.widthPx) / 2 ** k) + 4] as const;
  for (let y = low; y < high; y++) shape(pyramid.row(rung.source, y), own + blurred + (y - low) * pitch, columns(rung.source));
  for (let k = rung.source - 1; k >= 1; k--) {
    const [coarse, fine] = [sources[k + 1] as FocusSource, sources[k] as FocusSource];
    const [a, b] = [Math.floor(left / 2 ** (k + 1)) - 2, Math.ceil(Math.min(right, layer.widthPx) / 2 ** (k + 1)) + 2];
    const coarseRow = (y: number) => own + coarse.blurred + (y - low) * coarse.pitch;
    const double = (y: number, to: number) =>
      kernel.focusDouble(coarseRow(y >> 1), coarseRow((y >> 1) + ((y & 1) === 0 ? -1 : 1)), to, a, b);
    const upper = own + fine.blurred;
    if (k > 1) {
      const start = Math.floor(first / 2 ** k) - 2;
      for (let y = start; y < Math.ceil(stop / 2 ** k) + 2; y++) double(y, upper + (y - start) * fine.pitch);
      low = start;
    } else {
      for (let y = top; y < bottom; y += 2) {
        double(y, upper);
        double(y + 1, upper + fine.pitch);
        write(y, upper, upper + fine.pitch);
      }
    }
  }
}

/** Writes a descriptor of a blurred copy's planes. */
export function describeCopy({ desk, shared }: EffectSeat, { planes }: FocusCopy, address: number): void {
  const ints = desk.ints();
  const at = (offset: number) => (offset === 0 ? 0 : shared + offset);
  ints.set(
    [at(planes.luma), at(planes.alpha), at(planes.cb), at(planes.cr), at(planes.chromaAlpha), 0, 0, planes.lumaPitch, planes.chromaPitch],
    address >> 2,
  );
  ints.set([planes.widthPx, planes.heightPx], (address + 76) >> 2);
}

// Texels of the sharp picture between which a copy has anything in these rows, multiples of 32.
function columnsOf(
  { seat, layer }: Work,
  { reachTiles }: FocusCopy,
  { first, stop }: Readonly<{ first: number; stop: number }>,
): readonly [number, number] {
  const across = Math.ceil(layer.widthPx / 8);
  if (layer.toAlpha === 0) return [0, Math.ceil(layer.widthPx / 32) * 32];
  const down = Math.ceil(layer.heightPx / 8);
  const bytes = seat.desk.bytes();
  let [left, right] = [across, 0];
  for (let y = first >> 3; y < Math.min(down, stop >> 3); y++) {
    const row = seat.own + layer.toAlpha + y * across;
    for (let x = 0; x < left; x++) if ((bytes[row + x] as number) <= reachTiles) left = x;
    for (let x = across - 1; x >= right; x--) if ((bytes[row + x] as number) <= reachTiles) right = x + 1;
  }
  return [(left >> 2) * 32, Math.ceil(right / 4) * 32];
}

// Where nothing of a copy can be, its planes say so.
function emptyAround(
  { desk, shared }: EffectSeat,
  { planes }: FocusCopy,
  { top, bottom, left, right }: Readonly<{ top: number; bottom: number; left: number; right: number }>,
): void {
  if (planes.alpha === 0) return;
  const bytes = desk.bytes();
  const clear = (plane: number, pitch: number, shift: number) => {
    for (let y = top >> shift; y < bottom >> shift; y++) {
      const row = shared + plane + y * pitch;
      if (right <= left) bytes.fill(0x80, row, row + (planes.widthPx >> shift));
      else {
        bytes.fill(0x80, row, row + (left >> shift));
        if (right < planes.widthPx) bytes.fill(0x80, row + (right >> shift), row + (planes.widthPx >> shift));
      }
    }
  };
  clear(planes.luma, planes.lumaPitch, 0);
  clear(planes.alpha, planes.lumaPitch, 0);
  clear(planes.cb, planes.chromaPitch, 1);
  clear(planes.cr, planes.chromaPitch, 1);
  clear(planes.chromaAlpha, planes.chromaPitch, 1);
}
