import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Stereo } from './stereo.ts';

/** Two channels of a length at soundRateHz, read and written by ranges of samples, so that a long film's sound needs no more memory than a short one's. */
export type SoundStore = Readonly<{
  /** How long it is. */
  samples: number;
  /** A copy of a range; outside of the sound there is silence. */
  read: (from: number, to: number) => Stereo;
  /** Puts samples at a place; what lies outside of the sound is left out. */
  write: (from: number, block: Stereo) => void;
  /** Gives back what it holds; called again it does nothing. */
  close: () => void;
}>;

/** As many samples as are worked on at a time: a second. */
export const blockSamples = 48_000;

const bytesPerSample = Float32Array.BYTES_PER_ELEMENT;

/** A sound in memory; what is written changes the very samples. */
export function soundInMemory({ left, right }: Stereo): SoundStore {
  const samples = left.length;
  return {
    samples,
    read: (from, to) => ({ left: padded(left, from, to), right: padded(right, from, to) }),
    write: (from, block) => {
      const [skip, end] = within(from, { block, samples });
      if (end <= skip) return;
      left.set(block.left.subarray(skip, end), from + skip);
      right.set(block.right.subarray(skip, end), from + skip);
    },
    close: () => undefined,
  };
}

let made = 0;

/**
 * A silent sound in a file without a name in a folder: nothing of it is left behind however this process ends. Throws what the system says where there is no
 * room (ENOSPC).
 */
export function soundInFile(folder: string, samples: number): SoundStore {
  made += 1;
  const path = join(folder, `.sound-${process.pid}-${made}-${Math.random().toString(36).slice(2)}`);
  const file = openSync(path, 'wx+', 0o600);
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  try {
    rmSync(path);
    // One channel behind the other; what was never written reads as zeros and takes no room.
    ftruncateSync(file, 2 * samples * bytesPerSample);
  } catch (error) {
    close();
    throw error;
  }
  const channel = (which: 0 | 1, from: number, to: number) => {
    const out = new Float32Array(Math.max(0, to - from));
    const [first, last] = [Math.max(0, from), Math.min(samples, to)];
    if (first >= last) return out;
    readWhole(file, out.subarray(first - from, last - from), (which * samples + first) * bytesPerSample);
    return out;
  };
  return {
    samples,
    close,
    read: (from, to) => ({ left: channel(0, from, to), right: channel(1, from, to) }),
    write: (from, block) => {
      const [skip, end] = within(from, { block, samples });
      for (const [which, values] of [block.left, block.right].entries())
        if (end > skip) writeWhole(file, values.subarray(skip, end), (which * samples + from + skip) * bytesPerSample);
    },
  };
}

/** Which part of a block lies inside of a sound. */
function within(from: number, { block, samples }: Readonly<{ block: Stereo; samples: number }>): readonly [number, number] {
  const skip = Math.min(block.left.length, Math.max(0, -from));
  return [skip, Math.max(skip, Math.min(block.left.length, samples - from))];
}

function padded(values: Float32Array, from: number, to: number): Float32Array {
  if (from >= 0 && to <= values.length) return values.slice(from, to);
  const out = new Float32Array(Math.max(0, to - from));
  if (Math.max(0, from) < Math.min(values.length, to)) out.set(values.subarray(Math.max(0, from), to), Math.max(0, -from));
  return out;
}

function readWhole(file: number, values: Float32Array, position: number): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(file, bytes, done, bytes.length - done, position + done);
    if (count === 0) throw new Error('a sound kept in a file has become shorter');
    done += count;
  }
}

function writeWhole(file: number, values: Float32Array, position: number): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

/** Calls `act` with the ranges of a sound, block by block. */
export function eachBlock(samples: number, act: (from: number, to: number) => void): void {
  for (let from = 0; from < samples; from += blockSamples) act(from, Math.min(samples, from + blockSamples));
}
