import { Fault, type Notice, type WordCode, words } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { z } from 'zod';
import { crc32 } from './crc32.ts';
import { SceneDocument, type SceneRecord } from './scene-document.ts';
import { decodeOwnPlane, type PlaneHost, type WantedPlane } from './scene-plane.ts';
import { unpackZip } from './unpack-zip.ts';

/** Browsers and Node have it alike, and neither of them is here. */
declare const TextDecoder: new () => { decode: (bytes: Uint8Array) => string };

/** Most pixels that the layers of one file may hold together: 200 million are 800 MB in memory. */
const mostPixels = 200_000_000;

/** How a scene file's bytes are read where there may be no Node. */
export type SceneBytesOptions = Pick<PlaneHost, 'inflate'> &
  Readonly<{
    /** What faults call the file. Default 'scene.scene'. */
    name?: string;
    /** A faster CRC-32 where the host has one. */
    crc32?: PlaneHost['crc32'];
    /** Memory for the layers' pictures, as where threads shall share them. Default: of our own. */
    takePicture?: PlaneHost['take'];
    /** Reads a plane that another program has written; null when it is not exactly of the wanted size and kind. Default: such a plane is refused. */
    decodeForeign?: (png: Uint8Array, wanted: WantedPlane) => Promise<Uint8Array | null>;
  }>;

const takeOwn = (lengthBytes: number): Uint8Array => new Uint8Array(lengthBytes);

/** Reads a scene file from its bytes, in any host. Throws a `Fault` when it is damaged, of another version, larger than it may be, or has a plane that cannot be read here. */
export async function readSceneBytes(archive: Uint8Array, options: SceneBytesOptions): Promise<SceneRecord> {
  const { name: path = 'scene.scene', takePicture = takeOwn, decodeForeign } = options;
  const checksum = options.crc32 ?? crc32;
  const damaged = () => new Fault('lift.scene-file-damaged', { path });
  const files = unpackZip(archive, { crc32: checksum });
  const text = files?.get('scene.json');
  if (!files || !text || text.length > 1_000_000) throw damaged();
  const document = readDocument(text, path);
  const pixels = document.layers.reduce((sum, layer) => sum + layer.widthPx * layer.heightPx, 0);
  if (pixels > mostPixels) throw damaged();
  const planeOf = async (file: string | undefined, wanted: WantedPlane, take: PlaneHost['take']): Promise<Uint8Array> => {
    const png = file === undefined ? undefined : files.get(file);
    if (png === undefined) throw damaged();
    const own = await decodeOwnPlane(png, wanted, { inflate: options.inflate, crc32: checksum, take });
    if (own === 'damaged') throw damaged();
    if (own !== 'foreign') return own;
    if (decodeForeign === undefined) throw new Fault('lift.scene-plane-foreign', { path, plane: file ?? '' });
    const foreign = await decodeForeign(png, wanted);
    if (foreign === null) throw damaged();
    if (take === takeOwn) return foreign;
    const bytes = take(foreign.length);
    bytes.set(foreign);
    return bytes;
  };
  const layers = await Promise.all(
    document.layers.map(async (row): Promise<SceneLayer> => {
      const { name, kind, xPx, yPx, widthPx, heightPx, gridWidth, gridHeight, cutSides } = row;
      if (xPx + widthPx > document.canvas.widthPx || yPx + heightPx > document.canvas.heightPx) throw damaged();
      const corners = { widthPx: gridWidth + 1, heightPx: gridHeight + 1, channels: 1, bits: 16 } as const;
      const cells = { widthPx: gridWidth, heightPx: gridHeight, channels: 1, bits: 8 } as const;
      const [rgba, disparity, filled] = await Promise.all([
        planeOf(row.picture, { widthPx, heightPx, channels: 4, bits: 8 }, takePicture),
        planeOf(row.disparity, corners, takeOwn),
        row.filled === undefined ? undefined : planeOf(row.filled, cells, takeOwn),
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
function known({ code, params }: NonNullable<SceneDocument['notices']>[number]): Notice[] {
  return Object.hasOwn(words, code) ? [{ code: code as WordCode, params }] : [];
}

function readDocument(text: Uint8Array, path: string): SceneDocument {
  let told: unknown;
  try {
    told = JSON.parse(new TextDecoder().decode(text));
  } catch {
    throw new Fault('lift.scene-file-damaged', { path });
  }
  const version = z.object({ format: z.literal('fantascope/scene'), version: z.number() }).safeParse(told);
  if (version.success && version.data.version !== 1) throw new Fault('lift.scene-file-version', { path, version: version.data.version });
  const document = SceneDocument.safeParse(told);
  if (!document.success) throw new Fault('lift.scene-file-damaged', { path });
  return document.data;
}

function fromSixteenBits(bytes: Uint8Array): Float32Array {
  const samples = new Float32Array(bytes.length / 2);
  // A disparity of 0 would lie at infinity, where no vertex can.
  for (let i = 0; i < samples.length; i++) samples[i] = Math.max(1, ((bytes[i * 2] as number) << 8) | (bytes[i * 2 + 1] as number)) / 65535;
  return samples;
}
