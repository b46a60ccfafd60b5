import { Fault } from '@fantascope/film';
import type { CatalogueEntry, Wire } from '@fantascope/models';
import type { Plan } from '@fantascope/plan';
import { expect, test } from 'vitest';
import type { NewRow } from '../journal/journal.ts';
import { begin, type TakeJob } from './begin.ts';
import { nearPatience, type TakePorts } from './ports.ts';

const take = 'take_01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** Begins a take whose process is stopped behind its intent, for so long by each of its clocks. */
async function begun({
  wallMs,
  steadyMs,
  confirmMs = [],
  isOthers = false,
}: Readonly<{ wallMs: number; steadyMs: number; confirmMs?: readonly number[]; isOthers?: boolean }>) {
  let [wall, steady, confirms, sent] = [1_700_000_000_000, 0, 0, 0];
  const rows: NewRow[] = [];
  const ports: TakePorts = {
    home: '/nowhere',
    journal: {
      append: async (row) => {
        rows.push(row);
        return { v: 1, atMs: wall, ...row };
      },
      checkDay: async () => undefined,
      confirm: async () => {
        wall += confirmMs[confirms] ?? 0;
        confirms += 1;
        if (isOthers) throw new Fault('take.in-other-hands', { take });
      },
      take: async () => undefined,
      otherTaskIds: async () => [],
    },
    wire: {
      name: 'a-wire',
      submit: () => ({ http: { method: 'POST', url: 'http://127.0.0.1:1/' }, dropped: [] }),
    } as unknown as Wire,
    setting: { baseUrl: 'http://127.0.0.1:1', dialect: {} },
    net: {
      send: async () => {
        sent += 1;
        return { state: 'never-left', reason: 'nobody is there' };
      },
      upload: async () => ({ state: 'never-left', reason: '' }),
      download: async () => ({ state: 'gone', reason: '' }),
    } as unknown as TakePorts['net'],
    nowMs: () => wall,
    steadyMs: () => steady,
    sleep: async () => undefined,
    patience: nearPatience,
    secrets: [],
    pause: async (point) => {
      if (point !== 'after-intent') return;
      wall += wallMs;
      steady += steadyMs;
    },
  };
  const job: TakeJob = {
    ...{ take, purpose: 'shoot', out: 'a.mp4', ceiling: null },
    entry: { id: 'a/model', makes: 'video', wire: 'a-wire' } as CatalogueEntry,
    address: { baseUrl: 'http://127.0.0.1:1', origin: 'http://127.0.0.1:1', isEmulated: true, isNamed: true },
    plan: {
      model: 'a/model',
      request: { model: 'a', prompt: 'a street' },
      carriers: [],
      losses: [],
      needs: [],
      estimateUsd: { low: 0, high: 0, source: 'free', asOf: '2026-11-22' },
    } as unknown as Plan,
    supply: async () => Promise.reject(new Error('nothing is needed')),
  };
  const fault = await begin(job, ports).then(
    () => undefined,
    (error: unknown) => (error as Fault).code,
  );
  return { fault, sent, confirms, kinds: rows.map(({ kind }) => kind) };
}

test('a request that goes out soon after its intent is sent without a further question', async () => {
  expect(await begun({ wallMs: 4000, steadyMs: 4000 })).toMatchObject({ sent: 1, confirms: 0, kinds: ['intent', 'refused'] });
});

test('a process that was stopped behind its intent sends nothing once the take is in other hands, by whichever of its clocks it shows', async () => {
  const nothing = { fault: 'take.in-other-hands', sent: 0, confirms: 1, kinds: ['intent'] };
  expect(await begun({ wallMs: 6000, steadyMs: 6000, isOthers: true })).toEqual(nothing);
  // The clock was set back meanwhile; or the machine slept, and its steady clock with it.
  expect(await begun({ wallMs: -60_000, steadyMs: 6000, isOthers: true })).toEqual(nothing);
  expect(await begun({ wallMs: 6000, steadyMs: 0, isOthers: true })).toEqual(nothing);
});

test('it sends what is still its own, and asks again where the answer itself was long on the way', async () => {
  expect(await begun({ wallMs: 6000, steadyMs: 6000 })).toMatchObject({ fault: undefined, sent: 1, confirms: 1 });
  expect(await begun({ wallMs: 6000, steadyMs: 6000, confirmMs: [9000, 8000, 10] })).toMatchObject({ sent: 1, confirms: 3 });
});
