import { type ChildProcess, spawn } from 'node:child_process';
import { Fault } from '@fantascope/film';
import { type EncoderSettings, encodeArguments } from './encoder-settings.ts';

// Every ffmpeg we started and that still runs. Killed when this process exits for whatever reason it is told of.
const living = new Set<ChildProcess>();
const killLiving = () => {
  for (const child of living) child.kill('SIGKILL');
};

/** One ffmpeg child that makes one file of what is written to it: yuv420p frames, or whatever `args` make it read. Every failure is one Fault, given to whoever writes or finishes. */
export class Encoder {
  readonly #child: ChildProcess;
  readonly #file: string;
  readonly #ffmpegPath: string;
  readonly #exited: Promise<void>;
  #stderr = '';
  #how: string | undefined;
  #startError: Error | undefined;
  #isKilled = false;

  /** Starts ffmpeg at once; it waits for its first frame. `file` is made or overwritten. */
  constructor({
    ffmpegPath,
    file,
    ...told
  }: { ffmpegPath: string; file: string } & ({ settings: EncoderSettings } | { args: readonly string[] })) {
    this.#file = file;
    this.#ffmpegPath = ffmpegPath;
    // detached: a Ctrl-C in the terminal would otherwise kill ffmpeg first and read as a failure of the encoder.
    const args = 'args' in told ? told.args : encodeArguments(told.settings, file);
    this.#child = spawn(ffmpegPath, args, { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
    if (living.size === 0) process.on('exit', killLiving);
    living.add(this.#child);
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-4000);
    });
    // EPIPE arrives here when ffmpeg died; the exit below tells why, so the write itself is no news.
    this.#child.stdin?.on('error', () => undefined);
    this.#exited = new Promise((resolve) => {
      const end = () => {
        living.delete(this.#child);
        if (living.size === 0) process.off('exit', killLiving);
        resolve();
      };
      this.#child.once('error', (error) => {
        this.#startError = error;
        end();
      });
      this.#child.once('close', (code, signal) => {
        this.#how = signal === null ? `exit ${code}` : signal;
        end();
      });
    });
  }

  /** The child's process id, undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Hands over one whole frame; resolves when its bytes may be overwritten. Throws the Fault of a child that has died. */
  async write(frame: Uint8Array): Promise<void> {
    const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
    const failed = await new Promise<boolean>((resolve) => {
      const taken = this.#child.stdin?.write(bytes, (error) => resolve(error !== null && error !== undefined));
      if (taken === undefined) resolve(true);
    });
    if (failed) throw await this.#fault();
  }

  /** Ends the stream and waits until the file is complete. */
  async finish(): Promise<void> {
    this.#child.stdin?.end();
    await this.#exited;
    if (this.#how !== 'exit 0' || this.#stderr.includes('No space left on device')) throw await this.#fault();
  }

  /** Stops ffmpeg now and waits until it is gone. The unfinished file is the caller's to remove. */
  async kill(): Promise<void> {
    this.#isKilled = true;
    if (living.has(this.#child)) this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** True after kill(): what fails from then on was asked for. */
  get isKilled(): boolean {
    return this.#isKilled;
  }

  async #fault(): Promise<Fault> {
    // A broken pipe can arrive before the exit does; a child that only closed its stdin is not waited for longer than this.
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 2000);
    await this.#exited;
    clearTimeout(timer);
    const file = this.#file;
    if (this.#startError !== undefined) {
      return new Fault('media.ffmpeg-unusable', { path: this.#ffmpegPath, reason: this.#startError.message }, { cause: this.#startError });
    }
    // SVT-AV1 tells its whole configuration there.
    const lines = this.#stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Svt[info]'));
    // SIGXFSZ: the file reached this user's size limit.
    if (this.#how === 'SIGXFSZ' || /No space left on device|File too large|Disk quota exceeded/.test(this.#stderr))
      return new Fault('media.disk-full', { file });
    if (/Unknown encoder 'libx264'/.test(this.#stderr)) return new Fault('media.ffmpeg-without-x264', { path: this.#ffmpegPath });
    const lastLine = lines.at(-1)?.trim() ?? 'it said nothing';
    return new Fault('media.encoder-died', { file, how: this.#how ?? 'unknown', lastLine });
  }
}

/** Ids of the ffmpeg children that run now, for tests and doctors. */
export function encodersAlive(): number[] {
  return [...living].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
}
