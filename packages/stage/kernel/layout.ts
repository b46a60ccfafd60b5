// Where things lie in a layer's descriptor (bytes), shared with src/raster/descriptor.ts, which writes it before every frame.
// Planes hold value − 128 as signed bytes, so that the i7 dot product can weigh two neighbours at once.
export const LUMA: usize = 0;
export const ALPHA: usize = 4; // 0: the layer is opaque everywhere
export const CB: usize = 8;
export const CR: usize = 12;
export const CHROMA_ALPHA: usize = 16;
export const MAP: usize = 20; // inverse map: (u, v) in 16.16 texels at every 8th pixel centre
export const TILES: usize = 24; // flags of 8×8-texel tiles; points at tile (0, 0), a ring of empty tiles lies around
export const LUMA_PITCH: usize = 28;
export const CHROMA_PITCH: usize = 32;
export const TILE_PITCH: usize = 36;
export const RUNS: usize = 40; // (row, first cell, end cell) triples of cells worth rasterising
export const RUN_COUNT: usize = 44;
export const VERTEX_X: usize = 48; // world metres, f32
export const VERTEX_Y: usize = 52;
export const VERTEX_Z: usize = 56;
export const COLUMNS: usize = 60; // f32 texel edge of every vertex column, at the finest level
export const ROWS: usize = 64;
export const GRID_WIDTH: usize = 68; // cells, the outer ring counted
export const GRID_HEIGHT: usize = 72;
export const WIDTH: usize = 76; // texels of the level in use
export const HEIGHT: usize = 80;
export const TEXEL_SCALE: usize = 84; // f32: 65536 / 2^level
export const COVERS: usize = 88; // one i32 a block of 16×8 pixels, see below; this worker's

// How a layer covers a block's footprint.
export const EMPTY: i32 = 0;
export const PARTIAL: i32 = 1;
export const OPAQUE: i32 = 2;
export const COVER: i32 = 3;
/** Every texel asked for lies in the planes or their padding. */
export const IS_INSIDE: i32 = 4;
/** The map is too bent for eight-pixel steps; from bit 8 on stands the chunk that holds every pixel's own texel. */
export const IS_BENT: i32 = 8;
export const CHUNK_SHIFT: i32 = 8;

// A chunk: 1/w (0: no surface), u and v of 16×8 pixels.
export const CHUNK_U: usize = 512;
export const CHUNK_V: usize = 1024;
export const CHUNK_BYTES: usize = 1536;

// A tile of 8×8 texels.
export const SOME_ALPHA: u32 = 1;
export const SOME_TRANSPARENCY: u32 = 2;

/** How far outside a picture the fast path may look, in texels; the planes are padded further than it then reads. */
export const MARGIN_X: i32 = 8;
export const MARGIN_Y: i32 = 2;
export const PAD_X: i32 = 32;
export const PAD_ABOVE: i32 = 4;
export const PAD_BELOW: i32 = 8;

/** Map entries that no surface covers hold 0x80808080; real ones stay above this. */
export const NO_SURFACE: i32 = -(1 << 30);

// The frame, set once by setFrame. Blocks are 16×8 pixels, so the padded size is a multiple of that; the lens uses the true size.
export let frameWidth: i32 = 0;
export let frameHeight: i32 = 0;
export let mapWidth: i32 = 0;
export let mapHeight: i32 = 0;
export let chunks: usize = 0;
export let mostChunks: i32 = 0;
export let scratch: usize = 0;
export let constants: usize = 0;

/** Sets the padded frame size, this worker's 512 bytes of scratch, and its chunks. */
export function setFrame(paddedWidth: i32, paddedHeight: i32, scratchAddress: usize, chunkAddress: usize, chunkCount: i32): void {
  chunks = chunkAddress;
  mostChunks = chunkCount;
  frameWidth = paddedWidth;
  frameHeight = paddedHeight;
  mapWidth = (paddedWidth >> 3) + 1;
  mapHeight = (paddedHeight >> 3) + 1;
  scratch = scratchAddress;
  // Vector constants lie in memory: V8 would rebuild a v128 constant inside the loops.
  constants = scratchAddress + 256;
  v128.store(constants, i16x8(0, 1, 2, 3, 4, 5, 6, 7));
  v128.store(constants, i16x8.splat(0x0101), 16);
  v128.store(constants, i16x8.splat(0x0100), 32);
  v128.store(constants, i16x8.splat(63), 48);
  v128.store(constants, i16x8.splat(255), 64);
  v128.store(constants, i16x8.splat(64), 80);
  v128.store(constants, i16x8.splat(8192), 96);
  v128.store(constants, i16x8.splat(8192 + 32), 112);
  v128.store(constants, i16x8.splat(32767), 128);
  v128.store(constants, i16x8.splat(-32768), 144);
}
