import { z } from 'zod';
import { Fault } from '../fault.ts';
import { fromBase64 } from './base64.ts';
import { textOf } from './utf8.ts';

const index = z.int().min(0);
const numbers = (count: number) => z.array(z.number()).length(count);

const Document = z.object({
  nodes: z
    .array(
      z.object({
        name: z.string().optional(),
        camera: index.optional(),
        children: z.array(index).default([]),
        translation: numbers(3).optional(),
        rotation: numbers(4).optional(),
        scale: numbers(3).optional(),
        matrix: numbers(16).optional(),
        extras: z.unknown().optional(),
      }),
    )
    .default([]),
  cameras: z
    .array(
      z.object({
        name: z.string().optional(),
        perspective: z.object({ aspectRatio: z.number().positive().optional(), yfov: z.number().positive().lt(Math.PI) }).optional(),
      }),
    )
    .default([]),
  animations: z
    .array(
      z.object({
        name: z.string().optional(),
        channels: z.array(z.object({ sampler: index, target: z.object({ node: index.optional(), path: z.string() }) })),
        samplers: z.array(z.object({ input: index, output: index, interpolation: z.string().default('LINEAR') })),
      }),
    )
    .default([]),
  accessors: z
    .array(
      z.object({
        bufferView: index.optional(),
        byteOffset: index.default(0),
        componentType: z.int(),
        normalized: z.boolean().default(false),
        count: z.int().min(1),
        type: z.string(),
        sparse: z.unknown().optional(),
      }),
    )
    .default([]),
  bufferViews: z
    .array(z.object({ buffer: index, byteOffset: index.default(0), byteLength: index, byteStride: z.int().min(4).optional() }))
    .default([]),
  buffers: z.array(z.object({ uri: z.string().optional() })).default([]),
});

/** The parts of a glTF 2.0 document that a camera needs. */
export type GltfDocument = z.infer<typeof Document>;
export type GltfNode = GltfDocument['nodes'][number];
export type GltfSampler = GltfDocument['animations'][number]['samplers'][number];

/** A glTF file: its document, and the numbers of an accessor. */
export type GltfFile = Readonly<{ document: GltfDocument; numbersOf: (accessor: number) => Float64Array }>;

const partCounts: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
/** How the six number types of glTF are read, and what a normalised one is divided by. */
const componentTypes: Readonly<Record<number, Readonly<{ bytes: number; full: number; read: (view: DataView, at: number) => number }>>> = {
  5120: { bytes: 1, full: 127, read: (view, at) => view.getInt8(at) },
  5121: { bytes: 1, full: 255, read: (view, at) => view.getUint8(at) },
  5122: { bytes: 2, full: 32767, read: (view, at) => view.getInt16(at, true) },
  5123: { bytes: 2, full: 65535, read: (view, at) => view.getUint16(at, true) },
  5125: { bytes: 4, full: 4294967295, read: (view, at) => view.getUint32(at, true) },
  5126: { bytes: 4, full: 1, read: (view, at) => view.getFloat32(at, true) },
};

/** Something at a place of the file is not as glTF 2.0 says. */
export function badGltf(place: string): Fault {
  return new Fault('camera.bad-gltf', { place });
}

/** Opens a glTF document, or the bytes of a .glb with its buffer. Throws `camera.bad-gltf` and, for numbers kept in another file, `camera.gltf-apart`. */
export function openGltf(value: unknown, glbBuffer?: Uint8Array): GltfFile {
  const read = Document.safeParse(value);
  if (!read.success) throw badGltf(placeOf(read.error.issues[0]?.path ?? []));
  const document = read.data;
  const buffers: Uint8Array[] = [];
  const bufferAt = (i: number): Uint8Array => {
    buffers[i] ??= bytesOf(document.buffers[i]?.uri, { place: `buffers[${i}]`, own: i === 0 ? glbBuffer : undefined });
    return buffers[i];
  };
  return {
    document,
    numbersOf: (i) => {
      const place = `accessors[${i}]`;
      const accessor = document.accessors[i];
      const component = componentTypes[accessor?.componentType ?? 0];
      const parts = partCounts[accessor?.type ?? ''];
      const view = document.bufferViews[accessor?.bufferView ?? -1];
      if (accessor === undefined || component === undefined || parts === undefined || view === undefined || accessor.sparse !== undefined)
        throw badGltf(place);
      const bytes = bufferAt(view.buffer);
      const stride = view.byteStride ?? component.bytes * parts;
      const start = view.byteOffset + accessor.byteOffset;
      const end = start + stride * (accessor.count - 1) + component.bytes * parts;
      if (end > Math.min(bytes.length, view.byteOffset + view.byteLength)) throw badGltf(place);
      const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const values = new Float64Array(accessor.count * parts);
      for (let k = 0; k < values.length; k += 1) {
        const raw = component.read(data, start + Math.floor(k / parts) * stride + (k % parts) * component.bytes);
        values[k] = accessor.normalized ? Math.max(-1, raw / component.full) : raw;
      }
      if (!values.every(Number.isFinite)) throw badGltf(place);
      return values;
    },
  };
}

/** The two chunks of a .glb (glTF 2.0, chapter 4), or null when the bytes are none. Throws `camera.bad-gltf` for one that is cut short. */
export function chunksOfGlb(bytes: Uint8Array): Readonly<{ json: string; buffer?: Uint8Array }> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint32(0, true) !== 0x46546c67) return null;
  const chunk = (start: number) => {
    if (start + 8 > bytes.length) return undefined;
    const end = start + 8 + view.getUint32(start, true);
    if (end > bytes.length) throw badGltf('chunk');
    return { end, bytes: bytes.subarray(start + 8, end), kind: view.getUint32(start + 4, true) };
  };
  const head = chunk(12);
  if (head === undefined || head.kind !== 0x4e4f534a) throw badGltf('chunk');
  const body = chunk(head.end);
  return { json: textOf(head.bytes), ...(body?.kind === 0x004e4942 ? { buffer: body.bytes } : {}) };
}

function bytesOf(uri: string | undefined, { place, own }: Readonly<{ place: string; own: Uint8Array | undefined }>): Uint8Array {
  if (uri === undefined) {
    if (own === undefined) throw badGltf(place);
    return own;
  }
  const data = /^data:[^,]*;base64,/.exec(uri);
  if (data === null) {
    if (uri.startsWith('data:')) throw badGltf(place);
    throw new Fault('camera.gltf-apart', { file: uri });
  }
  const bytes = fromBase64(uri.slice(data[0].length));
  if (bytes === null) throw badGltf(place);
  return bytes;
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? '{}'
    : path
        .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
        .join('')
        .replace(/^\./, '');
}
