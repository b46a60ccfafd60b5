import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { askVoice, type BuyLines, type LineToBuy, type NetVoice, type PlainSound, readNetVoice, readWav } from '@fantascope/sound';
import {
  allowedMoney,
  dataDir,
  dayCapOf,
  findKey,
  holdLock,
  isUnknownLine,
  openKeyStore,
  openLineLedger,
  ownFolder,
  usdMicros,
  usdText,
  writeDurably,
} from '@fantascope/take';
import { lineIdOf } from './line-speech.ts';
import { ceilingFor } from './make-takes.ts';
import type { Setting } from './setting.ts';
import type { SpendOptions } from './spend-options.ts';
import { journalOf } from './take-setting.ts';

type Wanted = Readonly<{ line: LineToBuy; voice: NetVoice; key: string }>;
type Priced = Wanted & Readonly<{ estimateUsd: number | null }>;

/**
 * Who buys lines for the CLI. What was bought before is used; for the rest the characters and the price are said, and held against --max-usd or a person's yes and
 * against the day's cap. Each line is one POST. It stands in voices.jsonl of the data folder before it is sent and once it has ended, and its sound in voices/. Throws
 * sound.voice-no-key, sound.voices-busy, sound.line-unknown-before, what `readNetVoice` and `askVoice` throw, and the faults of the ceiling.
 */
export function buyVoices({ env, door }: Setting, spend: SpendOptions): BuyLines {
  const home = dataDir(env);
  const ledger = openLineLedger(home, { nowMs: Date.now });
  const pathOf = (key: string) => join(home, 'voices', `${key}.wav`);
  const keptOf = async (key: string) => {
    const bytes = await readFile(pathOf(key)).catch(() => undefined);
    return bytes === undefined ? undefined : readWav(bytes);
  };

  return async (lines, { signal }) => {
    const wanted = lines.map((line): Wanted => {
      const voice = readNetVoice(line.name, env);
      return { line, voice, key: hashOf([voice.baseUrl, voice.model, voice.voice, line.speedRatio, line.text]) };
    });
    const sounds = new Map<string, PlainSound>();
    await ownFolder(home);
    await ownFolder(join(home, 'voices'));
    // One buyer at a time, or the same line would be bought by two.
    const lock = await holdLock(join(home, 'voices.lock'), { waitMs: 5000 });
    if (lock === null) throw new Fault('sound.voices-busy');
    try {
      const missing = new Map<string, Priced>();
      for (const each of wanted) {
        const kept = sounds.get(each.key) ?? (await keptOf(each.key));
        if (kept !== undefined) sounds.set(each.key, kept);
        else missing.set(each.key, { ...each, estimateUsd: priceOf(each) });
      }
      if (sounds.size > 0) door.line(door.text.make.voicesKept(sounds.size));
      const toBuy = [...missing.values()];
      await checkUnknown(toBuy);
      const keys = await keysFor(toBuy);
      const perLine = await allow(toBuy);
      for (const each of toBuy) {
        if (signal?.aborted === true) throw new Fault('render.interrupted');
        sounds.set(
          each.key,
          await buyOne(each, { key: each.voice.keyName === null ? undefined : keys.get(each.voice.keyName), most: perLine(each) }),
        );
      }
    } finally {
      await lock.release();
    }
    return wanted.map(({ key }) => sounds.get(key) as PlainSound);
  };

  /** A line that may have been paid for is not sent again before a person has looked. What this machine says itself costs nothing and may be asked for again. */
  async function checkUnknown(toBuy: readonly Priced[]): Promise<void> {
    const last = new Map((await ledger.posts()).map((post) => [post.line, post]));
    for (const { key, line, voice } of toBuy) {
      const post = last.get(key);
      if (post === undefined || voice.usdPerMillion === 0 || !isUnknownLine(post)) continue;
      throw new Fault('sound.line-unknown-before', {
        ...{ id: lineIdOf(post), name: line.name, host: post.host, text: line.text.slice(0, 60), amount: usdText(post.usdMicros) },
      });
    }
  }

  /** All keys before the first POST. */
  async function keysFor(toBuy: readonly Priced[]): Promise<ReadonlyMap<string, string>> {
    const store = openKeyStore(home, { nowMs: Date.now });
    const keys = new Map<string, string>();
    for (const { voice, line } of toBuy) {
      if (voice.keyName === null || keys.has(voice.keyName)) continue;
      const found = await findKey(voice.keyName, { env, store });
      if (found === undefined) throw new Fault('sound.voice-no-key', { name: line.name, key: voice.keyName });
      keys.set(voice.keyName, found.value);
    }
    return keys;
  }

  /** Says what is to be bought and has it allowed; gives the most that a line may cost, millionths of a US dollar. */
  async function allow(toBuy: readonly Priced[]): Promise<(line: Priced) => number> {
    const [first] = toBuy;
    if (first === undefined) return () => 0;
    for (const name of new Set(toBuy.map(({ line }) => line.name))) {
      const own = toBuy.filter(({ line }) => line.name === name);
      const host = new URL((own[0] as Priced).voice.baseUrl).host;
      door.aside(
        door.text.make.voicesCost(
          name,
          host,
          own.length,
          own.reduce((sum, { line }) => sum + charactersOf(line), 0),
        ),
      );
    }
    const isPriced = toBuy.every(({ estimateUsd }) => estimateUsd !== null);
    const usd = toBuy.reduce((sum, { estimateUsd }) => sum + (estimateUsd ?? 0), 0);
    const estimate = isPriced ? { low: usd, high: usd, ...first.voice.price } : null;
    const { text } = door;
    if (estimate === null) door.aside(text.take.unpriced);
    else if (usd === 0) door.aside(text.take.free);
    else door.aside(text.take.costs(usdText(usdMicros(usd)), usdText(usdMicros(usd)), estimate.source, estimate.asOf));
    const id = first.line.name;
    const ceiling = await ceilingFor({ estimate, id, spend }, door);
    const money = allowedMoney({ plan: { estimateUsd: estimate }, entry: { id }, ceiling });
    if (money.usdMicros > 0) await journalOf(env).checkDay(money.usdMicros, dayCapOf(env));
    return ({ estimateUsd }) => (isPriced ? usdMicros(estimateUsd ?? 0) : Math.ceil(money.usdMicros / toBuy.length));
  }

  async function buyOne(
    { line, voice, key: name }: Priced,
    { key, most }: Readonly<{ key: string | undefined; most: number }>,
  ): Promise<PlainSound> {
    const { model, voice: who, baseUrl } = voice;
    const told = { line: name, host: new URL(baseUrl).host, model, voice: who, characters: charactersOf(line) };
    const note = (state: 'sent' | 'bought' | 'refused' | 'unknown', usd: number) => ledger.note({ ...told, state, usdMicros: usd });
    // Between the look at the day's cap and this row no take can be begun.
    await journalOf(env).withinDay(() => note('sent', most), { wanted: most, dayCapUsdMicros: dayCapOf(env) });
    try {
      // Not cut off by the signal: then nobody would know whether it is paid.
      const bytes = await askVoice(voice, line, { key });
      await writeDurably(pathOf(name), bytes);
      await note('bought', most);
      return readWav(bytes) as PlainSound;
    } catch (error) {
      // A server that failed may have spoken first: only what it refused, and what never left, is free.
      const isFree =
        error instanceof Fault &&
        (error.code === 'sound.line-not-sent' || (error.code === 'sound.line-refused' && Number(error.params.status) < 500));
      await note(isFree ? 'refused' : 'unknown', isFree ? 0 : most);
      throw error;
    }
  }
}

const charactersOf = ({ text }: LineToBuy) => [...text].length;

function priceOf({ voice, line }: Wanted): number | null {
  return voice.usdPerMillion === null ? null : (voice.usdPerMillion * charactersOf(line)) / 1e6;
}

function hashOf(of: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('hex');
}
