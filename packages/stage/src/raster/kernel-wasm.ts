/** The two builds of one kernel: `relaxed` needs relaxed SIMD, `plain` runs wherever WebAssembly SIMD and threads do. They draw the same bytes. */
export type KernelBuild = 'relaxed' | 'plain';

// URL is in every host, but in no type library that browsers and Node have in common.
type UrlClass = new (path: string, base: string) => Readonly<{ href: string }>;
const { URL } = globalThis as unknown as Readonly<{ URL: UrlClass }>;

/** Where a build's committed .wasm lies, as a URL string (file: or http:). */
export function kernelWasmUrl(build: KernelBuild): string {
  return new URL(`../../wasm/${build}.wasm`, import.meta.url).href;
}

// (module (func (result v128) (i8x16.relaxed_swizzle (v128.const 0) (v128.const 0))))
const V128_ZERO = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
const BODY = [0, ...V128_ZERO, ...V128_ZERO, 0xfd, 0x80, 0x02, 0x0b];
const PROBE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 10, BODY.length + 2, 1, BODY.length, ...BODY];

/** True where this engine takes relaxed SIMD; the kernel is then about 1.4 times faster. */
export function relaxedSimdWorks(): boolean {
  return WebAssembly.validate(Uint8Array.from(PROBE));
}

/** The kernel's functions: addresses and counts only (kernel/*.ts says what each does). */
export type KernelExports = Readonly<{
  airGather: (flock: number, view: number, list: number, count: number, most: number) => number;
  airSort: (list: number, count: number, order: number, spare: number, counts: number) => void;
  airDraw: (
    descriptors: number,
    layers: number,
    view: number,
    order: number,
    count: number,
    to: number,
    work: number,
    boxes: number,
    depths: number,
  ) => void;
  airBoxes: (x: number, y: number, z: number, gridWidth: number, gridHeight: number, to: number) => number;
  airFog: (
    descriptors: number,
    layers: number,
    view: number,
    list: number,
    count: number,
    to: number,
    work: number,
    luma: number,
    cb: number,
    cr: number,
  ) => void;
  openAdd: (sums: number, picture: number, bytes: number, isFirst: number) => void;
  openMean: (sums: number, picture: number, bytes: number, shift: number) => void;
  setFrame: (paddedWidth: number, paddedHeight: number, scratch: number, chunks: number, chunkCount: number) => void;
  toPlanes: (descriptor: number, rgba: number, rgbaPitch: number, first: number, end: number) => void;
  finishPlanes: (descriptor: number) => void;
  focusToLight: (descriptor: number, row: number, to: number, pad: number, edges: number, steepness: number) => void;
  focusHalve: (upper: number, lower: number, to: number, width: number, pad: number, edges: number) => void;
  focusSum: (row: number, texels: number) => void;
  focusShape: (middle: number, chords: number, count: number, to: number, from: number, end: number) => void;
  focusDouble: (near: number, far: number, to: number, from: number, end: number) => void;
  focusFromLight: (descriptor: number, upper: number, lower: number, y: number, from: number, end: number, steepness: number) => void;
  focusSurround: (descriptor: number) => void;
  focusKinds: (descriptor: number, to: number, across: number, down: number) => void;
  focusRadii: (descriptor: number, params: number, out: number) => void;
  focusNodes: (
    descriptor: number,
    radii: number,
    rungs: number,
    nodes: number,
    nodesAcross: number,
    nodesDown: number,
    cellX: number,
    cellY: number,
  ) => void;
  focusFlags: (job: number) => void;
  focusMix: (job: number) => number;
  bars: (plane: number, width: number, rows: number, left: number, right: number, top: number, high: number, value: number) => void;
  darken: (plane: number, width: number, rows: number, loss: number, isChroma: boolean) => void;
  grain: (luma: number, width: number, first: number, end: number, noise: number, places: number, strength: number) => void;
  grade: (rgba: number, pitch: number, width: number, rows: number, look: number, below: number) => void;
  softSpan: (rgba: number, width: number) => number;
  layOver: (to: number, from: number, count: number) => void;
  halve: (from: number, to: number, line: number) => void;
  geometry: (descriptors: number, layers: number, view: number, projected: number, depth: number, hidden: number) => void;
  blocks: (descriptors: number, layers: number, tile: number, out: number, from: number, end: number) => void;
  mix: (a: number, b: number, bytes: number, weight: number) => void;
  fade: (a: number, bytes: number, value: number, weight: number) => void;
  mixColumns: (a: number, b: number, pitch: number, width: number, rows: number, weights: number) => void;
  overlay: (
    to: number,
    toPitch: number,
    from: number,
    alpha: number,
    pitch: number,
    width: number,
    height: number,
    opacity: number,
  ) => void;
  placeNodes: (nodes: number, count: number, weights: number, to: number) => void;
  warp: (
    plane: number,
    pitch: number,
    to: number,
    toPitch: number,
    width: number,
    height: number,
    placed: number,
    nodePitch: number,
    fromX: number,
    fromY: number,
    step: number,
    runs: number,
    count: number,
    weight: number,
    notes: number,
    channel: number,
    gain: number,
  ) => void;
  brighten: (
    plane: number,
    pitch: number,
    to: number,
    toPitch: number,
    alpha: number,
    alphaPitch: number,
    nodes: number,
    nodePitch: number,
    fromX: number,
    fromY: number,
    step: number,
    runs: number,
    count: number,
    gain: number,
    isChroma: boolean,
  ) => void;
  spreadTiles: (flags: number, to: number, pitch: number, tilesAcross: number, tilesDown: number, reachX: number, reachY: number) => void;
}>;
