import { Fault } from '@fantascope/film';
import { type EmulatorOptions, type FaultName, faultStages, type MetFault, type Stage } from '../emulator.ts';

/** Which fault a request meets: what its own `x-emulate` header names, what `misbehave` asked for next, or a draw by seed. */
export type Draws = Readonly<{
  /** The fault for a request of this stage, or null. */
  draw: (stage: Stage, asked?: string) => FaultName | null;
  /** Notes that a fault was really shown. */
  meet: (fault: FaultName, path: string) => void;
  misbehave: (fault: FaultName | null) => void;
  met: readonly MetFault[];
}>;

/** A number in 0..1 from a seed and a count; the same pair always gives the same (splitmix32). */
function chance(seed: number, count: number): number {
  let state = (seed + Math.imul(count + 1, 0x9e3779b9)) | 0;
  state = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97);
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
}

const stages: readonly Stage[] = ['submit', 'poll', 'result', 'cancel', 'webhook'];

/** The draws of one server. `able` are the faults its protocol can show; any other in `misbehave` throws emulators.no-such-fault. */
export function openDraws({ wire, able, faults }: { wire: string; able: readonly FaultName[]; faults: EmulatorOptions['faults'] }): Draws {
  const next = new Map<Stage, FaultName[]>(stages.map((stage) => [stage, []]));
  const counts = new Map<Stage, number>();
  const met: MetFault[] = [];
  const known = (name: string): FaultName => {
    const fault = able.find((each) => each === name);
    if (fault === undefined) throw new Fault('emulators.no-such-fault', { wire, fault: name, faults: able.join(', ') });
    return fault;
  };
  const drawn = faults?.of === undefined ? able : faults.of.filter((each) => able.includes(each));
  return {
    met,
    misbehave: (fault) => {
      if (fault === null) for (const queue of next.values()) queue.length = 0;
      else next.get(faultStages[known(fault)])?.push(fault);
    },
    draw: (stage, asked = '') => {
      for (const name of asked.split(',').map((each) => each.trim())) {
        // A header that asks for a fault of a later stage means the next request of that stage.
        if (able.some((each) => each === name)) next.get(faultStages[name as FaultName])?.push(name as FaultName);
      }
      const waiting = next.get(stage)?.shift();
      if (waiting !== undefined) return waiting;
      const fitting = drawn.filter((each) => faultStages[each] === stage);
      if (faults === undefined || fitting.length === 0) return null;
      const count = counts.get(stage) ?? 0;
      counts.set(stage, count + 1);
      // Counted per stage, so that how often a client polls does not change what its submits meet.
      const place = count * 2 + stages.indexOf(stage) * 0x1000003;
      if (chance(faults.seed, place) >= faults.ratio) return null;
      return fitting[Math.floor(chance(faults.seed, place + 1) * fitting.length)] ?? null;
    },
    meet: (fault, path) => {
      met.push({ fault, path, atMs: Date.now() });
    },
  };
}
