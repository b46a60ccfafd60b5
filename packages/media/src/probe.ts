import { Fault } from '@fantascope/film';
import { loadMediabunny } from './load-mediabunny.ts';

/** What a video file says of itself. Colour names as in WebCodecs (bt709); null where the file does not say. */
export type Probe = Readonly<{
  widthPx: number;
  heightPx: number;
  frames: number;
  /** Frames divided by length. */
  fps: number;
  durationSec: number;
  /** Time of the first shown frame. */
  startSec: number;
  codec: string | null;
  /** The full codec name, for example avc1.640028: High profile, level 4.0. */
  codecName: string | null;
  primaries: string | null;
  transfer: string | null;
  matrix: string | null;
  isFullRange: boolean | null;
}>;

/** Reads a video's figures with mediabunny, without decoding. Throws media.unreadable. */
export async function probe(file: string): Promise<Probe> {
  const { ALL_FORMATS, FilePathSource, Input } = loadMediabunny();
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new Fault('media.unreadable', { file, reason: 'it holds no video' });
    const [stats, config, startSec, endSec] = await Promise.all([
      track.computePacketStats(),
      track.getDecoderConfig(),
      track.getFirstTimestamp(),
      track.computeDuration(),
    ]);
    const durationSec = endSec - startSec;
    return {
      widthPx: track.displayWidth,
      heightPx: track.displayHeight,
      frames: stats.packetCount,
      fps: durationSec > 0 ? stats.packetCount / durationSec : 0,
      durationSec,
      startSec,
      codec: track.codec,
      codecName: config?.codec ?? null,
      primaries: config?.colorSpace?.primaries ?? null,
      transfer: config?.colorSpace?.transfer ?? null,
      matrix: config?.colorSpace?.matrix ?? null,
      isFullRange: config?.colorSpace?.fullRange ?? null,
    };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('media.unreadable', { file, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  } finally {
    input.dispose();
  }
}
