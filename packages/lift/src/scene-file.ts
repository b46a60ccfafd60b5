import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault, type Notice, Region, type WordCode, words } from '@fantascope/film';
import type { Envelope, Scene, SceneLayer } from '@fantascope/stage';
import { z } from 'zod';
import { ensureFolder } from './cache-dir.ts';
import { decodePlane, encodePlane } from './scene-file-plane.ts';
import { packZip, unpackZip, type ZipEntry } from './scene-file-zip.ts';

const side = z.number().int().min(2).max(8192);
const grid = z.number().int().min(1).max(2048);
const rectangle = { xPx: z.number().int().min(0).max(8192), yPx: z.number().int().min(0).max(8192), widthPx: side, heightPx: side };
const axis = z.number().min(0).max(1000);

/** How far the camera may go from the first frame, as stage's Envelope. */
const EnvelopeRecord = z.strictObject({
  dollyInRatio: axis,
  dollyOutRatio: axis,
  truckLeftRatio: axis,
  truckRightRatio: axis,
  pedestalUpRatio: axis,
  pedestalDownRatio: axis,
  dollyZoomRatio: axis,
  orbitLeftDeg: axis,
  orbitRightDeg: axis,
  panLeftDeg: axis,
  panRightDeg: axis,
  tiltUpDeg: axis,
  tiltDownDeg: axis,
  rollDeg: axis,
}) satisfies z.ZodType<Envelope>;

const NoticeRecord = z.strictObject({
  code: z.string().max(80),
  params: z.record(z.string().max(40), z.union([z.string().max(400), z.number()])),
});

/** What scene.json in a scene file says, version 1 (docs/scene-file.md). */
export const SceneDocument = z.strictObject({
  format: z.literal('fantascope/scene'),
  version: z.literal(1),
  source: z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    widthPx: z.number().int().min(1),
    heightPx: z.number().int().min(1),
  }),
  /** Which method made what: matte, depth, split, fill, margins. */
  methods: z.record(z.string().max(40), z.string().max(200)),
  canvas: z.strictObject({ widthPx: side, heightPx: side }),
  photo: z.strictObject(rectangle),
  subjectDisparity: z.number().gt(0).max(1),
  subject: Region.nullable(),
  head: Region.optional(),
  envelope: EnvelopeRecord.nullable(),
  /** What is to be said of the picture, by code; sentences are the reader's own. */
  notices: z.array(NoticeRecord).max(32).optional(),
  layers: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(80),
        kind: z.enum(['back', 'middle', 'card']),
        ...rectangle,
        gridWidth: grid,
        gridHeight: grid,
        /** Names of the planes in the archive. */
        picture: z.string().max(80),
        disparity: z.string().max(80),
        filled: z.string().max(80).optional(),
        cutSides: z
          .array(z.enum(['left', 'top', 'right', 'bottom']))
          .max(4)
          .optional(),
      }),
    )
    .min(1)
    .max(16),
});
export type SceneDocument = z.infer<typeof SceneDocument>;

/** A scene with where it came from. */
export type SceneRecord = Readonly<{
  scene: Scene;
  source: SceneDocument['source'];
  methods: Readonly<Record<string, string>>;
  /** The envelope at 16:9, 35 mm and the usual start crop, in shares of the subject's distance; null in a scene that nobody measured. */
  envelope: Envelope | null;
  /** What is to be said of the picture whenever its scene is used. */
  notices?: readonly Notice[];
}>;

/** Most pixels that the layers of one file may hold together: 200 million are 800 MB in memory. */
const mostPixels = 200_000_000;

/**
 * Writes a scene file: a stored zip of scene.json and PNG planes. It appears whole or not at all (written beside, then renamed).
 * Throws the system's own error (ENOSPC, EACCES) after taking the unfinished file away.
 */
export async function writeSceneFile(path: string, { scene, source, methods, envelope, notices = [] }: SceneRecord): Promise<void> {
  const planes: Promise<ZipEntry>[] = [];
  const add = (name: string, png: Promise<Buffer>): string => {
    planes.push(png.then((bytes) => ({ name, bytes })));
    return name;
  };
  const layers = scene.layers.map((layer, k) => {
    const { name, kind, xPx, yPx, widthPx, heightPx, gridWidth, gridHeight, rgba, disparity, filled, cutSides } = layer;
    const corners = { widthPx: gridWidth + 1, heightPx: gridHeight + 1, channels: 1, bits: 16 } as const;
    const cells = { widthPx: gridWidth, heightPx: gridHeight, channels: 1, bits: 8 } as const;
    const picture = add(`layer-${k}.png`, encodePlane({ widthPx, heightPx, channels: 4, bits: 8, bytes: rgba }));
    const depth = add(`layer-${k}-disparity.png`, encodePlane({ ...corners, bytes: toSixteenBits(disparity) }));
    const sides = cutSides === undefined ? {} : { cutSides: [...cutSides] };
    const row = { name, kind, xPx, yPx, widthPx, heightPx, gridWidth, gridHeight, picture, disparity: depth, ...sides };
    return filled === undefined ? row : { ...row, filled: add(`layer-${k}-filled.png`, encodePlane({ ...cells, bytes: filled })) };
  });
  const { canvas, photo, subjectDisparity, subject, head } = scene;
  const document: SceneDocument = {
    format: 'fantascope/scene',
    version: 1,
    source,
    methods: { ...methods },
    canvas,
    photo,
    subjectDisparity,
    subject,
    ...(head === undefined ? {} : { head }),
    envelope,
    ...(notices.length === 0 ? {} : { notices: notices.map(({ code, params }) => ({ code, params })) }),
    layers,
  };
  const text: ZipEntry = { name: 'scene.json', bytes: Buffer.from(`${JSON.stringify(document, null, 2)}\n`) };
  await writeWhole(path, packZip([text, ...(await Promise.all(planes))]));
}

async function writeWhole(path: string, parts: readonly Buffer[]): Promise<void> {
  await ensureFolder(dirname(path));
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const file = await open(beside, 'wx');
    try {
      for (const part of parts) await file.writeFile(part);
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Reads a scene file; `inSharedMemory` puts its layers' pictures where threads can share them. Throws a `Fault` when it is missing, damaged, of another version, or larger than it may be. */
export async function readSceneFile(path: string, { inSharedMemory = false }: { inSharedMemory?: boolean } = {}): Promise<SceneRecord> {
  const archive = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('lift.scene-file-missing', { path, reason: error.code ?? error.message }, { cause: error });
  });
  const files = unpackZip(archive);
  const text = files?.get('scene.json');
  if (!files || !text || text.length > 1_000_000) throw new Fault('lift.scene-file-damaged', { path });
  const document = readDocument(text, path);
  const pixels = document.layers.reduce((sum, layer) => sum + layer.widthPx * layer.heightPx, 0);
  if (pixels > mostPixels) throw new Fault('lift.scene-file-damaged', { path });
  const layers = await Promise.all(
    document.layers.map(async (row): Promise<SceneLayer> => {
      const { name, kind, xPx, yPx, widthPx, heightPx, gridWidth, gridHeight, cutSides } = row;
      const fits = xPx + widthPx <= document.canvas.widthPx && yPx + heightPx <= document.canvas.heightPx;
      const planeOf = async (
        file: string | undefined,
        wanted: Parameters<typeof decodePlane>[1],
        where: Parameters<typeof decodePlane>[2] = {},
      ): Promise<Uint8Array> => {
        const png = fits && file !== undefined ? files.get(file) : undefined;
        const bytes = png && (await decodePlane(png, wanted, where));
        if (!bytes) throw new Fault('lift.scene-file-damaged', { path });
        return bytes;
      };
      const [rgba, disparity, filled] = await Promise.all([
        planeOf(row.picture, { widthPx, heightPx, channels: 4, bits: 8 }, { inSharedMemory }),
        planeOf(row.disparity, { widthPx: gridWidth + 1, heightPx: gridHeight + 1, channels: 1, bits: 16 }),
        row.filled === undefined ? undefined : planeOf(row.filled, { widthPx: gridWidth, heightPx: gridHeight, channels: 1, bits: 8 }),
      ]);
      const shape = { name, kind, xPx, yPx, widthPx, heightPx, rgba, gridWidth, gridHeight, disparity: fromSixteenBits(disparity) };
      const layer = cutSides === undefined ? shape : { ...shape, cutSides };
      return filled === undefined ? layer : { ...layer, filled };
    }),
  );
  const { canvas, photo, subjectDisparity, subject, head, source, methods, envelope, notices } = document;
  return {
    scene: { canvas, photo, layers, subjectDisparity, subject, ...(head === undefined ? {} : { head }) },
    source,
    methods,
    envelope,
    ...(notices === undefined ? {} : { notices: notices.flatMap(known) }),
  };
}

/** A later program may say what this one has no words for. */
function known({ code, params }: z.infer<typeof NoticeRecord>): Notice[] {
  return Object.hasOwn(words, code) ? [{ code: code as WordCode, params }] : [];
}

function readDocument(text: Buffer, path: string): SceneDocument {
  let told: unknown;
  try {
    told = JSON.parse(text.toString('utf8'));
  } catch {
    throw new Fault('lift.scene-file-damaged', { path });
  }
  const version = z.object({ format: z.literal('fantascope/scene'), version: z.number() }).safeParse(told);
  if (version.success && version.data.version !== 1) throw new Fault('lift.scene-file-version', { path, version: version.data.version });
  const document = SceneDocument.safeParse(told);
  if (!document.success) throw new Fault('lift.scene-file-damaged', { path });
  return document.data;
}

function toSixteenBits(disparity: Float32Array): Uint8Array {
  const bytes = new Uint8Array(disparity.length * 2);
  for (let i = 0; i < disparity.length; i++) {
    const step = Math.max(1, Math.min(65535, Math.round((disparity[i] as number) * 65535)));
    bytes[i * 2] = step >> 8;
    bytes[i * 2 + 1] = step & 255;
  }
  return bytes;
}

function fromSixteenBits(bytes: Uint8Array): Float32Array {
  // a disparity of 0 would lie at infinity, where no vertex can
  return Float32Array.from(
    { length: bytes.length / 2 },
    (_, i) => Math.max(1, ((bytes[i * 2] as number) << 8) | (bytes[i * 2 + 1] as number)) / 65535,
  );
}
