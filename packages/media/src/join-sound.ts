import { Fault } from '@fantascope/film';
import type { AudioCodec, EncodedAudioPacketSource, EncodedPacket, InputAudioTrack, Input as MediaInput, Output } from 'mediabunny';
import { loadMediabunny } from './load-mediabunny.ts';

/** An encoded sound to lay beside pictures (`encodeSound` makes one): AAC or PCM for MP4 and MOV, Opus for WebM. */
export type JoinedSound = Readonly<{ file: string }>;

/**
 * The packets of a sound file on their way into a film. Times are the file's own, its encoder's delay taken off: what an encoder put before the first sample
 * lies before zero, where MP4 and MOV cut it away by an edit list, so that sound and picture agree to the sample.
 */
export class SoundTrack implements AsyncDisposable {
  readonly #input: MediaInput;
  readonly #file: string;
  readonly #source: EncodedAudioPacketSource;
  readonly #config: AudioDecoderConfig;
  readonly #count: number;
  readonly #packets: AsyncGenerator<EncodedPacket, void, unknown>;
  #next: EncodedPacket | undefined;

  private constructor(told: {
    input: MediaInput;
    file: string;
    codec: AudioCodec;
    config: AudioDecoderConfig;
    count: number;
    track: InputAudioTrack;
  }) {
    const { EncodedAudioPacketSource, EncodedPacketSink } = loadMediabunny();
    this.#input = told.input;
    this.#file = told.file;
    this.#config = told.config;
    this.#count = told.count;
    this.#source = new EncodedAudioPacketSource(told.codec);
    this.#packets = new EncodedPacketSink(told.track).packets();
  }

  /** Opens a sound and counts its packets. Throws sound.track-broken. */
  static async open({ file }: JoinedSound): Promise<SoundTrack> {
    const { FilePathSource, Input, MP4, OGG, QTFF, WAVE, WEBM } = loadMediabunny();
    const input = new Input({ source: new FilePathSource(file), formats: [MP4, OGG, WAVE, QTFF, WEBM] });
    try {
      const track = await input.getPrimaryAudioTrack();
      const config = await track?.getDecoderConfig();
      const codec = track?.codec;
      if (track === null || config === null || config === undefined || codec === null || codec === undefined)
        throw new Fault('sound.track-broken', { file, reason: 'it holds no sound' });
      const { packetCount } = await track.computePacketStats();
      return new SoundTrack({ input, file, codec, config, count: packetCount, track });
    } catch (error) {
      input.dispose();
      throw brokenBy(error, file);
    }
  }

  /** Gives a film that has not started yet a track for this sound. */
  addTo(output: Output): void {
    output.addAudioTrack(this.#source, { maximumPacketCount: this.#count });
  }

  /** Copies what begins before `endSec` and was not copied yet. Throws sound.track-broken where the file cannot be read. */
  async copyUntil(endSec: number): Promise<void> {
    for (;;) {
      this.#next ??= await this.#read();
      if (this.#next === undefined || this.#next.timestamp >= endSec) return;
      await this.#source.add(this.#next, { decoderConfig: this.#config });
      this.#next = undefined;
    }
  }

  async #read(): Promise<EncodedPacket | undefined> {
    try {
      const { done, value } = await this.#packets.next();
      return done === true || value === undefined ? undefined : value;
    } catch (error) {
      throw brokenBy(error, this.#file);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#packets.return();
    this.#input.dispose();
  }
}

function brokenBy(error: unknown, file: string): Fault {
  if (error instanceof Fault) return error;
  return new Fault('sound.track-broken', { file, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
}
