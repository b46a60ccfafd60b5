import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { emulatorNames, faultsOf } from '@fantascope/emulators';
import { MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models/catalogue';
import { choose, compile } from '@fantascope/plan';
import type { BenchRow } from '../row.ts';

const words = '镜头缓慢推近，再向左环绕三十度';
const shotOf = (picture?: string) =>
  Shot.parse({
    camera: MovesCamera.parse({ moves: parseCamera(words).moves }),
    subject: '雨中的女孩',
    ...(picture === undefined ? {} : { picture }),
  });

/** Compiling: how fast one shot becomes a request, and how long a person waits for all models. */
export const rows: readonly BenchRow[] = [
  {
    name: 'plan.compile.perSec',
    unit: 'plans/s',
    measure: async () => {
      const [shot, entries] = [shotOf('girl.png'), catalogue()];
      const round = () => {
        for (const entry of entries) compile(shot, entry);
      };
      for (let i = 0; i < 5; i += 1) round();
      let rounds = 0;
      const start = performance.now();
      while (performance.now() - start < 1500) {
        round();
        rounds += 1;
      }
      return {
        value: Math.round((rounds * entries.length * 1000) / (performance.now() - start)),
        note: 'every model in turn, one thread, warm',
      };
    },
  },
  {
    name: 'plan.all.ms',
    unit: 'ms',
    measure: async () => {
      const start = performance.now();
      const ranked = choose(shotOf(), catalogue(), { goal: 'obeys camera', answers: { language: 'zh' } });
      return {
        value: Number((performance.now() - start).toFixed(1)),
        note: `“${words}” read, compiled for ${ranked.length} models and ranked; the process already started`,
      };
    },
  },
  {
    name: 'plan.all.process.ms',
    unit: 'ms',
    measure: async () => {
      const command = fileURLToPath(new URL('../../apps/cli/bin/fantascope.mjs', import.meta.url));
      const once = () => {
        const start = performance.now();
        execFileSync(process.execPath, [command, 'plan', words, '--all'], { stdio: ['ignore', 'pipe', 'ignore'] });
        return performance.now() - start;
      };
      once();
      return {
        value: Math.round(Math.min(...Array.from({ length: 7 }, once))),
        note: 'the whole command, start of Node and of the command line included, the best of 7',
      };
    },
  },
  {
    name: 'models.catalogue.count',
    unit: 'models',
    measure: async () => ({ value: catalogue().filter(({ endOfLife }) => endOfLife === undefined).length, note: 'living ones' }),
  },
  {
    name: 'models.emulated.faults.count',
    unit: 'pairs',
    measure: async () => ({
      value: emulatorNames.reduce((sum, wire) => sum + faultsOf(wire).length, 0),
      note: `a protocol and a fault that its server can show on purpose; ${emulatorNames.length} protocols`,
    }),
  },
];
