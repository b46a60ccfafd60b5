/** The functions of kernel/*.ts; every argument is an address in bytes or a count. */
export type FillExports = Readonly<{
  halve: (rgbx: number, state: number, w: number, h: number, coarse: number, coarseState: number) => void;
  padded: (rgbx: number, state: number, w: number, h: number, outRgbx: number, outState: number) => void;
  targets: (state: number, pw: number, ph: number, list: number, scratch: number) => number;
  confidence: (state: number, pw: number, ph: number, conf: number) => void;
  scatter: (
    state: number,
    pw: number,
    ph: number,
    list: number,
    n: number,
    nnf: number,
    radius: number,
    fallback: number,
    seed: number,
  ) => void;
  refine: (
    coarse: number,
    coarseState: number,
    cw: number,
    ch: number,
    state: number,
    w: number,
    h: number,
    list: number,
    n: number,
    nnf: number,
  ) => void;
  recost: (img: number, pw: number, list: number, n: number, nnf: number, cost: number) => number;
  pass: (
    img: number,
    pw: number,
    ph: number,
    state: number,
    list: number,
    n: number,
    nnf: number,
    cost: number,
    radius: number,
    backwards: number,
  ) => number;
  vote: (
    img: number,
    pw: number,
    ph: number,
    state: number,
    list: number,
    n: number,
    nnf: number,
    cost: number,
    sums: number,
    totals: number,
    conf: number,
    sharpness: number,
  ) => void;
  unpad: (img: number, w: number, h: number, out: number) => void;
  pull: (field: number, weight: number, w: number, h: number, coarse: number, coarseWeight: number) => void;
  push: (field: number, weight: number, w: number, h: number, coarse: number) => void;
  relax: (field: number, w: number, h: number, list: number, n: number, sweeps: number, omega: number) => void;
  boxField: (field: number, scratch: number, w: number, h: number, r: number) => void;
}>;

/** One kernel with a memory of its own. Addresses handed out by `take` stay valid; the memory never grows afterwards, so views of it do too. */
export type FillKernel = Readonly<{
  run: FillExports;
  take: (bytes: number) => number;
  /** Gives back everything taken since `mark` was called. */
  mark: () => () => void;
  bytesAt: (address: number, length: number) => Uint8Array;
  wordsAt: (address: number, length: number) => Int32Array;
  floatsAt: (address: number, length: number) => Float32Array;
}>;

/** Node and browsers have it alike, and neither of them is here. */
declare const URL: new (path: string, base: string) => Readonly<{ href: string }>;

const wasmUrl = new URL('../../wasm/fill.wasm', import.meta.url);
let compiled: WebAssembly.Module | undefined;

/** Gives the kernel where it cannot be read from a file: in a browser, before anything is filled. */
export function provideFillKernel(module: WebAssembly.Module): void {
  compiled = module;
}

/** Node's own reader, asked for only here, so that this file loads in a browser too. */
function readKernel(): Uint8Array<ArrayBuffer> {
  type Node = Readonly<{ getBuiltinModule: (name: 'node:fs') => { readFileSync: (url: typeof wasmUrl) => Uint8Array<ArrayBuffer> } }>;
  const { process: node } = globalThis as unknown as Readonly<{ process?: Node }>;
  if (node === undefined) throw new TypeError('the fill kernel was not provided');
  return node.getBuiltinModule('node:fs').readFileSync(wasmUrl);
}

/** Opens a kernel whose memory holds `bytes`; pages that are never touched cost nothing. */
export function openFillKernel(bytes: number): FillKernel {
  // 6 kB, compiled once in a millisecond
  compiled ??= new WebAssembly.Module(readKernel());
  const page = 65536;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / page) + 1, maximum: 65536, shared: false });
  const run = new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as FillExports;
  // the first page is the compiler's
  let top = page;
  return {
    run,
    take: (wanted) => {
      const address = top;
      top = (top + wanted + 63) & ~63;
      if (top > memory.buffer.byteLength) throw new RangeError(`fill kernel: ${top} bytes wanted of ${memory.buffer.byteLength}`);
      return address;
    },
    mark: () => {
      const before = top;
      return () => {
        top = before;
      };
    },
    bytesAt: (address, length) => new Uint8Array(memory.buffer, address, length),
    wordsAt: (address, length) => new Int32Array(memory.buffer, address, length),
    floatsAt: (address, length) => new Float32Array(memory.buffer, address, length),
  };
}
