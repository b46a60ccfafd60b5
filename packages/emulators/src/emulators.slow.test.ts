import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Fault } from '@fantascope/film';
import { probe } from '@fantascope/media';
import { describe, expect, test } from 'vitest';
import { type Answer, askEmulator, askUntil } from './ask-emulator.ts';
import { type Emulator, type EmulatorOptions, type FaultName, faultNames, faultStages } from './emulator.ts';
import { emulatorNames, faultsOf, startEmulator } from './emulators.ts';
import { hearWebhooks } from './hear-webhooks.ts';
import { pictureSize } from './media/png.ts';
import type { Play } from './play.ts';
import { plays, playTake } from './plays.ts';

async function withEmulator<T>(wire: string, options: EmulatorOptions, work: (emulator: Emulator, play: Play) => Promise<T>): Promise<T> {
  const emulator = await startEmulator(wire, { workMs: 10, slowMs: 60, ...options });
  try {
    return await work(emulator, plays[wire] as Play);
  } finally {
    await emulator.close();
  }
}

/** The size, length and rate that a fetched file really has. */
async function sizeOf({ bytes, headers }: Answer): Promise<Play['size']> {
  if (headers.get('content-type') === 'image/png') return { ...(pictureSize(bytes) ?? { widthPx: 0, heightPx: 0 }), lengthSec: 0, fps: 0 };
  const folder = mkdtempSync(path.join(tmpdir(), 'fantascope-emulators-test-'));
  try {
    const file = path.join(folder, 'made.mp4');
    writeFileSync(file, bytes);
    const { widthPx, heightPx, durationSec, fps } = await probe(file);
    return { widthPx, heightPx, lengthSec: durationSec, fps };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isEnd = (play: Play) => (answer: Answer) => ['made', 'failed'].includes(play.read(answer));

test('there is a play for every emulator', () => {
  expect(Object.keys(plays).sort()).toEqual([...emulatorNames].sort());
});

test('an unknown emulator and an unknown fault are refused by name', async () => {
  await expect(startEmulator('kling-v9')).rejects.toMatchObject({ code: 'emulators.no-such-server' });
  await withEmulator('comfyui', {}, async (emulator) => {
    expect(() => emulator.misbehave('rate-limit')).toThrow(Fault);
  });
});

test('every fault has its row in the documentation', () => {
  const rows = readFileSync(new URL('../../../docs/emulators.md', import.meta.url), 'utf8');
  expect(faultNames.filter((fault) => !rows.includes(`| \`${fault}\``))).toEqual([]);
  expect(emulatorNames.filter((wire) => !rows.includes(`| \`${wire}\``))).toEqual([]);
});

test('every fault can be shown by some emulator', async () => {
  const shown = await Promise.all(emulatorNames.map((name) => withEmulator(name, {}, async ({ faults }) => faults)));
  expect(faultNames.filter((fault) => !shown.flat().includes(fault))).toEqual([]);
});

describe.each(emulatorNames)('%s', (wire) => {
  test('a documented request is taken, billed once and made; the file says how long it is', () =>
    withEmulator(wire, {}, async (emulator, play) => {
      const { submitted, ask, poll } = await playTake(emulator, { play });
      expect(submitted.text).not.toBe('');
      expect([submitted.status < 300, emulator.bill.length, emulator.submits()]).toEqual([true, 1, 1]);
      const done = await askUntil(poll, isEnd(play));
      expect(play.read(done)).toBe('made');
      const files = await play.files(done, ask);
      expect(files.length).toBeGreaterThan(0);
      expect(emulator.met).toEqual([]);
      // A bucket of one's own is not on this machine.
      for (const address of files.filter((each) => !each.startsWith('gs://'))) {
        const file = await askEmulator(emulator, { path: address, headers: play.headers(emulator.credential) });
        expect(await sizeOf(file)).toEqual({
          ...play.size,
          lengthSec: expect.closeTo(play.size.lengthSec, 1),
          fps: expect.closeTo(play.size.fps, 1),
        });
      }
    }));

  test('an unknown field is refused in the provider’s own words, and nothing is billed', () =>
    withEmulator(wire, {}, async (emulator, play) => {
      const submit = { ...play.submit, json: { ...play.submit.json, cameraa: 'push in' } };
      const { submitted } = await playTake(emulator, { play, submit });
      expect(submitted.text).toContain('cameraa');
      expect(emulator.bill).toEqual([]);
    }));

  test('without a credential nothing is taken, but by ComfyUI, which asks for none', () =>
    withEmulator(wire, {}, async (emulator, { submit }) => {
      const reply = await askEmulator(emulator, { method: 'POST', path: submit.path, json: submit.json, headers: submit.headers ?? {} });
      expect(emulator.bill.length).toBe(emulator.credential === '' ? 1 : 0);
      if (emulator.credential === '') return;
      expect(reply.status === 200 ? reply.text : reply.status).toSatisfy(
        (told) => told === 401 || told === 403 || /1004|auth/i.test(String(told)),
      );
      expect([emulator.bill.length, emulator.submits()]).toEqual([0, 1]);
    }));

  test('the same seed draws the same faults', async () => {
    const run = () =>
      withEmulator(
        wire,
        { faults: { seed: 11, ratio: 0.5, of: ['rate-limit', 'accept-then-500', 'fails', 'accept-then-half-reply'] } },
        async (emulator, play) => {
          for (let take = 0; take < 8; take++) await playTake(emulator, { play, submit: apart(play.submit, take) });
          return emulator.met.map(({ fault }) => fault);
        },
      );
    const first = await run();
    expect(first.length).toBeGreaterThan(0);
    expect(await run()).toEqual(first);
  });

  test.each(faultsOf(wire))('%s', (fault) =>
    withEmulator(wire, {}, async (emulator, play) => {
      await faultShown({ emulator, play, fault });
      expect(emulator.met.map((each) => each.fault)).toContain(fault);
    }),
  );
});

/** Keys must differ where a provider refuses the same one twice. */
function apart(submit: Play['submit'], take: number): Play['submit'] {
  const own = (name: string, value: unknown) => (['external_task_id', 'prompt_id'].includes(name) ? `${value}-${take}` : value);
  return { ...submit, json: JSON.parse(JSON.stringify(submit.json, own)) as Play['submit']['json'] };
}

async function faultShown({ emulator, play, fault }: { emulator: Emulator; play: Play; fault: FaultName }): Promise<void> {
  const made = async () => {
    const { submitted, ask, poll } = await playTake(emulator, { play });
    const done = await askUntil(poll, isEnd(play));
    return { submitted, done, file: async () => await play.files(done, ask) };
  };
  switch (faultStages[fault]) {
    case 'submit':
      emulator.misbehave(fault);
      await submitFault({ emulator, play, fault });
      return;
    case 'poll': {
      const { poll } = await playTake(emulator, { play });
      await askUntil(poll, isEnd(play));
      const plain = await poll();
      emulator.misbehave(fault);
      const odd = await poll().catch((cause: unknown) => cause);
      if (fault === 'poll-hang-up') expect(odd).toBeInstanceOf(Error);
      else expect({ status: (odd as Answer).status, text: (odd as Answer).text }).not.toEqual({ status: plain.status, text: plain.text });
      if (['poll-503', 'poll-429'].includes(fault))
        expect([(odd as Answer).headers.get('retry-after'), play.read(odd as Answer)]).toEqual(['1', 'silent']);
      expect(play.read(await askUntil(poll, isEnd(play)))).toBe('made');
      return;
    }
    case 'result': {
      const { file } = await made();
      const [path = ''] = await file();
      const headers = play.headers(emulator.credential);
      const whole = await askEmulator(emulator, { path, headers });
      emulator.misbehave(fault);
      const odd = await askEmulator(emulator, { path, headers }).catch(() => undefined);
      if (fault === 'truncated-result') expect(odd).toBeUndefined();
      else if (fault === 'expired-result') expect(odd?.status).toBe(403);
      else if (fault === 'html-result') expect(odd?.headers.get('content-type')).toBe('text/html');
      else expect(odd?.bytes.length).toBeLessThan(whole.bytes.length);
      return;
    }
    case 'cancel': {
      const { submitted, ask, poll } = await playTake(emulator, { play });
      emulator.misbehave(fault);
      const cancel = play.cancel?.(submitted.json);
      expect(cancel).toBeDefined();
      await ask(cancel as { path: string; method: string });
      expect(play.read(await askUntil(poll, isEnd(play)))).toBe('made');
      expect(emulator.bill.filter(({ isCancelled }) => isCancelled)).toEqual([]);
      return;
    }
    case 'webhook':
      await hearWebhooks(async (url, heard) => {
        emulator.misbehave(fault);
        const { poll } = await playTake(emulator, {
          play,
          submit: (play.withWebhook as NonNullable<Play['withWebhook']>)(play.submit, url),
        });
        await askUntil(poll, isEnd(play));
        await askUntil(poll, () => emulator.met.length > 0);
        const plain = fault === 'webhook-lost' ? 0 : 2;
        await askUntil(poll, () => heard.length >= plain);
        expect(heard.length).toSatisfy((count: number) => (plain === 0 ? count <= 1 : count >= 2));
      });
      return;
    default:
  }
}

async function submitFault({ emulator, play, fault }: { emulator: Emulator; play: Play; fault: FaultName }): Promise<void> {
  if (fault === 'webhook-first') {
    await hearWebhooks(async (url, heard) => {
      await playTake(emulator, { play, submit: (play.withWebhook as NonNullable<Play['withWebhook']>)(play.submit, url) });
      expect(heard.length).toBeGreaterThan(0);
    });
    return;
  }
  const played = await playTake(emulator, { play }).catch(() => undefined);
  const submitted = played?.submitted;
  const refused = emulator.bill.length === 0;
  switch (fault) {
    case 'accept-then-500':
      expect([submitted?.status, refused]).toEqual([500, false]);
      return;
    case 'accept-then-hang-up':
      expect([submitted, refused]).toEqual([undefined, false]);
      return;
    case 'hang-up-untaken':
      expect([submitted, refused]).toEqual([undefined, true]);
      return;
    case 'accept-then-half-reply':
      expect([submitted?.json, refused]).toEqual([{}, false]);
      return;
    case 'slow-submit':
      expect(refused).toBe(false);
      return;
    case 'rate-limit':
    case 'concurrency-limit':
      expect(submitted?.headers.get('retry-after')).toBe('1');
      expect(refused).toBe(true);
      return;
    case 'forgets':
      expect(refused).toBe(false);
      expect(play.read((await played?.poll()) as Answer)).toBe('silent');
      return;
    default: {
      if (refused) return;
      const { poll, ask } = played as NonNullable<typeof played>;
      // DashScope calls a task that is over UNKNOWN, which its play hears as no word at all.
      const isOver = (answer: Answer) => isEnd(play)(answer) || /UNKNOWN/.test(answer.text);
      const end = await askUntil(poll, isOver);
      // Some protocols say "done" and tell the failure where the files would be.
      const files = play.read(end) === 'made' ? await play.files(end, ask) : [];
      expect(files.filter((each) => !each.endsWith('undefined'))).toEqual([]);
    }
  }
}
