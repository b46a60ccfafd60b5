import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { Fault } from '@fantascope/film';
import type { EncodedPacket, EncodedVideoPacketSource } from 'mediabunny';
import { diskFault } from './disk-fault.ts';
import type { FileTags } from './file-tags.ts';
import { type JoinedSound, SoundTrack } from './join-sound.ts';
import { loadMediabunny } from './load-mediabunny.ts';
import { clearDeadParts, partOf } from './part-file.ts';
import { writeAll } from './write-all.ts';

/** One finished encode: its file and how many frames it must hold. */
export type Segment = Readonly<{ file: string; frames: number }>;

/** What is done to a finished file before it gets its name, while it is still called `part`: the last write. What it throws takes the file with it. */
export type LastWrite = (part: string) => Promise<void>;

/** Codecs and containers whose packets can be copied, by mediabunny's names. */
export type PacketFilm = Readonly<{ codec: 'avc' | 'vp9' | 'av1' | 'prores'; container: 'mp4' | 'webm' | 'mov' }>;

/**
 * Joins files of equal encoder settings into `out` by copying packets: frame n of the film is shown at exactly n / fps seconds (WebM counts milliseconds), colour
 * tags stay; in MP4 and MOV the index stands first. Default: H.264 in MP4. Holds one segment's packets at a time. `sound` is laid beside them, in step with the
 * pictures; without it the file is as it always was. Throws media.segment-broken, sound.track-broken and what writeBeside throws.
 */
export async function joinPackets(
  segments: readonly Segment[],
  {
    out,
    fps,
    title,
    tags,
    codec = 'avc',
    container = 'mp4',
    sound,
    lastWrite,
  }: {
    out: string;
    fps: number;
    title?: string;
    tags?: FileTags | undefined;
    sound?: JoinedSound | undefined;
    lastWrite?: LastWrite | undefined;
  } & Partial<PacketFilm>,
): Promise<void> {
  const { EncodedVideoPacketSource, MovOutputFormat, Mp4OutputFormat, Output, StreamTarget, WebMOutputFormat } = loadMediabunny();
  await using soundTrack = sound === undefined ? undefined : await SoundTrack.open(sound);
  const write = async (handle: FileHandle) => {
    const target = new StreamTarget(new WritableStream({ write: ({ data, position }) => writeAll(handle, data, position) }), {
      chunked: true,
    });
    // Free keys need the `mdta` form; a file without tags stays as it was.
    const indexFirst = { fastStart: 'reserve', metadataFormat: tags === undefined ? 'auto' : 'mdta' } as const;
    const format =
      container === 'webm'
        ? new WebMOutputFormat()
        : container === 'mov'
          ? new MovOutputFormat(indexFirst)
          : new Mp4OutputFormat(indexFirst);
    const output = new Output({ format, target });
    const source = new EncodedVideoPacketSource(codec);
    const maximumPacketCount = segments.reduce((sum, segment) => sum + segment.frames, 0);
    output.addVideoTrack(source, { frameRate: fps, maximumPacketCount });
    soundTrack?.addTo(output);
    if (title !== undefined || tags !== undefined)
      output.setMetadataTags({ ...(title === undefined ? {} : { title }), ...(tags === undefined ? {} : { raw: { ...tags } }) });
    await output.start();
    let firstFrame = 0;
    let first: string | undefined;
    for (const segment of segments) {
      // Sound a little ahead of the pictures it belongs to, so that a player finds both in one stretch of the file.
      await soundTrack?.copyUntil((firstFrame + segment.frames) / fps);
      first = await copySegment(segment, source, { firstFrame, fps, expected: first });
      firstFrame += segment.frames;
    }
    await soundTrack?.copyUntil(Number.POSITIVE_INFINITY);
    await output.finalize();
  };
  await writeBeside(out, write, { lastWrite });
}

/**
 * Has a file written beside `out`, syncs it, has the last write done and renames it into place; removes it when writing fails. Throws media.disk-full,
 * media.write-failed.
 */
export async function writeBeside(
  out: string,
  write: (handle: FileHandle) => Promise<void>,
  { lastWrite }: Readonly<{ lastWrite?: LastWrite | undefined }> = {},
): Promise<void> {
  const part = partOf(out);
  await clearDeadParts(out);
  const handle = await open(part, 'w').catch((error: unknown) => {
    throw diskFault(error, out);
  });
  try {
    await write(handle);
    await handle.sync();
    await handle.close();
    await lastWrite?.(part);
    await rename(part, out);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw diskFault(error, out);
  }
}

/** Copies one segment's packets and returns its codec and decoder description, which must equal `expected` when that is given. */
async function copySegment(
  { file, frames }: Segment,
  source: EncodedVideoPacketSource,
  { firstFrame, fps, expected }: { firstFrame: number; fps: number; expected: string | undefined },
): Promise<string> {
  const { EncodedPacketSink, FilePathSource, Input, MP4, QTFF, WEBM } = loadMediabunny();
  const broken = (reason: string, cause?: unknown) => new Fault('media.segment-broken', { file, reason }, { cause });
  const input = new Input({ source: new FilePathSource(file), formats: [MP4, WEBM, QTFF] });
  try {
    const track = await input.getPrimaryVideoTrack();
    const decoderConfig = await track?.getDecoderConfig();
    if (track === null || decoderConfig === null || decoderConfig === undefined) throw broken('it holds no video');
    const bytes = decoderConfig.description === undefined ? '' : Buffer.from(asBytes(decoderConfig.description)).toString('base64');
    const description = `${decoderConfig.codec} ${bytes}`;
    if (expected !== undefined && description !== expected) throw broken('its encoder settings differ from the others');
    const packets: EncodedPacket[] = [];
    for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
    if (packets.length !== frames) throw broken(`it holds ${packets.length} frames of ${frames}`);
    // Times come from the order of presentation, not from the file: rounding of time bases and edit lists cannot shift a frame.
    const shown = packets.map((packet) => packet.timestamp).sort((a, b) => a - b);
    const rank = new Map(shown.map((timestamp, index) => [timestamp, index]));
    for (const packet of packets) {
      const frame = firstFrame + (rank.get(packet.timestamp) ?? 0);
      await source.add(packet.clone({ timestamp: frame / fps, duration: 1 / fps }), { decoderConfig });
    }
    return description;
  } catch (error) {
    if (error instanceof Fault) throw error;
    // Reading failed: mediabunny says how. Writing failures carry a system code and belong to the film, not to this segment.
    if (error instanceof Error && 'code' in error) throw error;
    throw broken(error instanceof Error ? error.message : String(error), error);
  } finally {
    input.dispose();
  }
}

function asBytes(source: ArrayBufferLike | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);
}
