import type { FileHandle } from 'node:fs/promises';
import { Fault } from '@fantascope/film';
import { type FileTags, xmpOf } from './file-tags.ts';
import { type LastWrite, type Segment, writeBeside } from './join-packets.ts';
import { stillsOf } from './still-stream.ts';
import { writeAll } from './write-all.ts';

/** A RIFF file counts its bytes in 32 bits. */
const mostBytes = 2 ** 32 - 2;

type WebpFilm = Readonly<{
  out: string;
  fps: number;
  widthPx: number;
  heightPx: number;
  signal?: AbortSignal | undefined;
  tags?: FileTags | undefined;
  lastWrite?: LastWrite | undefined;
}>;

/**
 * Puts still WebP pictures into one animated WebP that loops for ever, every frame whole, without encoding anything again (WebP Container Specification, ANMF).
 * Times are whole milliseconds that never drift from n / fps. Throws media.segment-broken, media.file-too-long and what writeBeside throws.
 */
export async function joinWebp(
  segments: readonly Segment[],
  { out, fps, widthPx, heightPx, signal, tags, lastWrite }: WebpFilm,
): Promise<void> {
  const write = async (handle: FileHandle) => {
    const size = Buffer.concat([uint24(widthPx - 1), uint24(heightPx - 1)]);
    // Flag 2: animation, 4: an XMP packet at the end. ANIM: background, never seen, and 0 loops = for ever.
    const head = [
      chunk('VP8X', Buffer.concat([Buffer.from([tags === undefined ? 2 : 6, 0, 0, 0]), size])),
      chunk('ANIM', Buffer.from([255, 255, 255, 255, 0, 0])),
    ];
    const start = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...head]);
    await writeAll(handle, start);
    let bytes = start.length;
    for await (const { frame, still } of stillsOf(segments, { kind: 'webp', signal })) {
      const ms = Math.round(((frame + 1) * 1000) / fps) - Math.round((frame * 1000) / fps);
      // Flag 2: the frame replaces what was there. The picture's own chunk follows its file's 12 bytes.
      const picture = still.subarray(12);
      const name = Buffer.from(picture.buffer, picture.byteOffset, 4).toString('latin1');
      if (name !== 'VP8 ') throw new Fault('media.segment-broken', { file: out, reason: `its pictures are ${name}` });
      const anmf = chunk('ANMF', Buffer.concat([Buffer.alloc(6), size, uint24(ms), Buffer.from([2]), picture]));
      bytes += anmf.length;
      if (bytes > mostBytes) throw new Fault('media.file-too-long', { file: out, mostGb: 4 });
      await writeAll(handle, anmf);
    }
    if (tags !== undefined) {
      const packet = chunk('XMP ', Buffer.from(xmpOf(tags)));
      bytes += packet.length;
      await writeAll(handle, packet);
    }
    const riff = Buffer.alloc(4);
    riff.writeUInt32LE(bytes - 8);
    await writeAll(handle, riff, 4);
  };
  await writeBeside(out, write, { lastWrite });
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function uint24(value: number): Buffer {
  return Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);
}
