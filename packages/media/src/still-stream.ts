import { type FileHandle, open } from 'node:fs/promises';
import { Fault } from '@fantascope/film';

/** The pictures of one segment file, one after another as ffmpeg's image2pipe wrote them: PNG or WebP. Throws media.segment-broken. */
export async function* stillsIn(file: string, kind: 'png' | 'webp'): AsyncGenerator<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const reader = new Reader(handle, file);
    while (await reader.hasMore()) yield kind === 'png' ? await nextPng(reader) : await nextWebp(reader);
  } finally {
    await handle.close();
  }
}

/** sRGB chunk, intent 0: what our pixels are. */
const srgbChunk = Buffer.from([0, 0, 0, 1, 0x73, 0x52, 0x47, 0x42, 0, 0xae, 0xce, 0x1c, 0xe9]);

/** Only what a decoder needs, and sRGB: ffmpeg writes video's curve as a gAMA that viewers with colour management would follow. */
async function nextPng(reader: Reader): Promise<Uint8Array> {
  const kept = [await reader.take(8)];
  if (kept[0]?.toString('latin1', 1, 4) !== 'PNG') throw reader.broken('a picture in it does not begin as one');
  for (let name = ''; name !== 'IEND'; ) {
    const head = await reader.take(8);
    name = head.toString('latin1', 4, 8);
    const body = await reader.take(head.readUInt32BE(0) + 4);
    // A capital first letter marks the chunks without which there is no picture.
    if (/^[A-Z]/.test(name)) kept.push(head, body);
    if (name === 'IHDR') kept.push(srgbChunk);
  }
  return Buffer.concat(kept);
}

async function nextWebp(reader: Reader): Promise<Uint8Array> {
  const head = await reader.take(12);
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WEBP')
    throw reader.broken('a picture in it does not begin as one');
  return Buffer.concat([head, await reader.take(head.readUInt32LE(4) - 4)]);
}

/** Takes bytes from a file in order, a megabyte or more at a time. */
class Reader {
  readonly #handle: FileHandle;
  readonly #file: string;
  #ahead: Buffer = Buffer.alloc(0);

  constructor(handle: FileHandle, file: string) {
    this.#handle = handle;
    this.#file = file;
  }

  async hasMore(): Promise<boolean> {
    await this.#fill(1);
    return this.#ahead.length > 0;
  }

  async take(bytes: number): Promise<Buffer> {
    await this.#fill(bytes);
    if (this.#ahead.length < bytes) throw this.broken('it ends in the middle of a picture');
    const taken = this.#ahead.subarray(0, bytes);
    this.#ahead = this.#ahead.subarray(bytes);
    return taken;
  }

  broken(reason: string): Fault {
    return new Fault('media.segment-broken', { file: this.#file, reason });
  }

  async #fill(bytes: number): Promise<void> {
    if (this.#ahead.length >= bytes) return;
    const more = Buffer.alloc(Math.max(1 << 20, bytes - this.#ahead.length));
    const { bytesRead } = await this.#handle.read(more);
    this.#ahead = Buffer.concat([this.#ahead, more.subarray(0, bytesRead)]);
    if (bytesRead > 0 && this.#ahead.length < bytes) await this.#fill(bytes);
  }
}

/** All pictures of a film's segments in order with their numbers from 0, each segment's count checked. Throws media.segment-broken; render.interrupted once the signal is aborted. */
export async function* stillsOf(
  segments: readonly Readonly<{ file: string; frames: number }>[],
  { kind, signal }: Readonly<{ kind: 'png' | 'webp'; signal?: AbortSignal | undefined }>,
): AsyncGenerator<Readonly<{ frame: number; still: Uint8Array }>> {
  let frame = 0;
  for (const { file, frames } of segments) {
    const end = frame + frames;
    for await (const still of stillsIn(file, kind)) {
      if (signal?.aborted === true) throw new Fault('render.interrupted');
      if (frame === end) throw new Fault('media.segment-broken', { file, reason: `it holds more than ${frames} frames` });
      yield { frame, still };
      frame += 1;
    }
    if (frame !== end) throw new Fault('media.segment-broken', { file, reason: `it holds ${frame - end + frames} frames of ${frames}` });
  }
}
