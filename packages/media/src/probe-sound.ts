import { Fault } from '@fantascope/film';
import { loadMediabunny } from './load-mediabunny.ts';

/** What a file says of its sound. */
export type SoundProbe = Readonly<{ durationSec: number; channels: number; sampleRateHz: number; codec: string | null }>;

/** Reads the figures of a file's first sound track with mediabunny, without decoding; null where it has none. Throws media.unreadable. */
export async function probeSound(file: string): Promise<SoundProbe | null> {
  const { ALL_FORMATS, FilePathSource, Input } = loadMediabunny();
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track === null) return null;
    const [startSec, endSec] = await Promise.all([track.getFirstTimestamp(), track.computeDuration()]);
    return { durationSec: endSec - startSec, channels: track.numberOfChannels, sampleRateHz: track.sampleRate, codec: track.codec };
  } catch (error) {
    throw new Fault('media.unreadable', { file, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  } finally {
    input.dispose();
  }
}
