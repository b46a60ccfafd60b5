import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { spokenCaptions } from './caption-pieces.ts';
import { speak } from './speak.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'fantascope-voices-'));
afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));

const voice = { name: 'auto', rateRatio: 1, pitchRatio: 1 };
const lines = [
  { text: '很久以前，月亮上住着一只小白兔，它每天晚上点一盏灯。', language: 'zh', voice },
  { text: 'Every night, the keeper climbs the stairs, and lights the lamp.', language: 'en', voice },
] as const;

/** When sound begins after at least 80 ms of silence, seconds. */
function onsets({ samples, sampleRateHz }: Readonly<{ samples: Float32Array; sampleRateHz: number }>): number[] {
  const hop = Math.round(sampleRateHz / 100);
  const levels = Array.from({ length: Math.floor(samples.length / hop) }, (_, k) =>
    Math.sqrt(samples.subarray(k * hop, (k + 1) * hop).reduce((sum, sample) => sum + sample * sample, 0) / hop),
  );
  const floor = Math.max(...levels) * 0.03;
  const found: number[] = [];
  let quiet = 8;
  for (const [k, level] of levels.entries()) {
    if (level > floor && quiet >= 8) found.push(k / 100);
    quiet = level > floor ? 0 : quiet + 1;
  }
  return found;
}

test('Chinese and English are spoken, and each word that follows a pause begins within 80 ms of when it is heard', async () => {
  const clips = await speak(lines, { cacheDir });
  for (const [index, clip] of clips.entries()) {
    expect(clip.lengthSec).toBeGreaterThan(3);
    expect(clip.lengthSec).toBeLessThan(9);
    const heard = onsets(clip);
    expect(heard).toHaveLength(3);
    for (const sec of heard) expect(Math.min(...clip.words.map(({ startSec }) => Math.abs(startSec - sec)))).toBeLessThan(0.08);
    const { text } = lines[index] as (typeof lines)[number];
    const afterComma = [...text].findIndex((sign) => sign === '，' || sign === ',') + 1;
    const word = clip.words.find(({ at }) => at >= afterComma);
    expect(Math.abs((word?.startSec ?? 0) - (heard[1] ?? 0))).toBeLessThan(0.08);
  }
});

test('what was spoken is kept: equal words give equal sound, a broken file is spoken again', async () => {
  const [first] = await speak([lines[1]], { cacheDir });
  const [again] = await speak([lines[1]]);
  expect(again?.samples).toEqual(first?.samples);
  const kept = readdirSync(join(cacheDir, 'voices'));
  expect(kept.filter((name) => !name.endsWith('.voice'))).toEqual([]);
  for (const name of kept) writeFileSync(join(cacheDir, 'voices', name), '{"sampleRateHz":22050,"samples":9,"words":[]}\nshort');
  const [mended] = await speak([lines[1]], { cacheDir });
  expect(mended?.samples.length).toBe(first?.samples.length);
});

test('what a voice could take for its own language is read as words', async () => {
  const strange = { text: 'a <break time="9s"/> b & [[h@l\'oU]] {c} |', language: 'en', voice } as const;
  const [clip] = await speak([strange]);
  expect(clip?.lengthSec).toBeLessThan(8);
});

test('a voice nobody has, and a line that is too long, are refused by name', async () => {
  await expect(speak([{ ...lines[1], voice: { ...voice, name: 'espeak/nobody' } }])).rejects.toMatchObject({ code: 'sound.no-such-voice' });
  await expect(speak([{ ...lines[1], text: 'a '.repeat(1500) }])).rejects.toMatchObject({ code: 'sound.line-too-long' });
});

test('a long line becomes captions of at most two lines, each on the screen from its own first word', async () => {
  const text = `${lines[1].text} The wind rises over the grey water, and far away a small boat turns its bow toward the light.`;
  const [clip] = await speak([{ ...lines[1], text }], { cacheDir });
  if (clip === undefined) throw new Error('nothing was spoken');
  const pieces = spokenCaptions({ en: text }, { language: 'en', ...clip });
  expect(pieces.map((piece) => piece.text.en).join(' ')).toBe(text);
  expect(pieces.length).toBeGreaterThan(1);
  for (const [index, piece] of pieces.entries()) {
    expect(piece.text.en?.length).toBeLessThanOrEqual(84);
    expect(piece.endSec).toBe(pieces[index + 1]?.startSec ?? clip.lengthSec + 0.25);
  }
  // The first two follow a silence; a later one may begin where nobody takes a breath.
  for (const { startSec } of pieces.slice(0, 2))
    expect(Math.min(...onsets(clip).map((sec) => Math.abs(sec - startSec)))).toBeLessThan(0.08);
  // A first word that is heard late is read late.
  const late = clip.words.map((word) => ({ ...word, startSec: word.startSec + 0.3 }));
  expect(spokenCaptions({ en: text }, { language: 'en', words: late, lengthSec: clip.lengthSec + 0.3 })[0]?.startSec).toBe(
    late[0]?.startSec,
  );
});

test('a bought line keeps its place among others, and its words begin where it is heard', async () => {
  const [local] = await speak([lines[1]], { cacheDir });
  if (local === undefined) throw new Error('nothing was spoken');
  // The same words said a fifth slower, with silence before them.
  const slower = new Float32Array(Math.ceil(local.samples.length * 1.2) + 11_025);
  for (let n = 11_025; n < slower.length; n++) slower[n] = local.samples[Math.floor((n - 11_025) / 1.2)] ?? 0;
  const bought = { ...lines[1], voice: { ...voice, name: 'openai/nova' } };
  const buy = async () => [{ samples: slower, sampleRateHz: local.sampleRateHz }];
  const [first, second] = await speak([bought, lines[1]], { cacheDir, buy });
  expect([first?.engine, second?.engine]).toEqual(['openai/nova', local.engine]);
  const heard = onsets(first as typeof local);
  for (const sec of heard) expect(Math.min(...(first?.words ?? []).map(({ startSec }) => Math.abs(startSec - sec)))).toBeLessThan(0.08);
  await expect(speak([bought])).rejects.toMatchObject({ code: 'sound.voice-by-key' });
  const higher = { ...bought, voice: { ...bought.voice, pitchRatio: 1.2 } };
  await expect(speak([higher], { buy })).rejects.toMatchObject({ code: 'sound.voice-no-pitch' });
});
