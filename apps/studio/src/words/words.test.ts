import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { allWords } from './all-words.ts';
import { firstWords, laterWords } from './words.ts';

const sources = join(import.meta.dirname, '..');
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'),
);
const texts = files.map((name) => ({ name, text: readFileSync(join(sources, name), 'utf8') }));
const rows = Object.entries(allWords) as [string, readonly [string, string]][];
const placesOf = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('every sentence is there in both languages, with the same places', () => {
  const uneven = rows.filter(([, [en, zh]]) => en.trim() === '' || zh.trim() === '' || placesOf(en).join() !== placesOf(zh).join());
  expect(uneven.map(([key]) => key)).toEqual([]);
});

test('no sentence is unused', () => {
  const used = texts.filter(({ text }) => !text.includes('satisfies WordTable'));
  // A key may be put together of a prefix and a value: `preview.step.${step}`.
  const prefixes = used.flatMap(({ text }) => [...text.matchAll(/`([a-z]+\.(?:[\w-]+\.)*)\$\{/g)].map(([, prefix]) => prefix as string));
  const unused = rows
    .map(([key]) => key)
    .filter((key) => !used.some(({ text }) => text.includes(`'${key}'`)) && !prefixes.some((prefix) => key.startsWith(prefix)));
  expect(unused).toEqual([]);
});

test('no sentence is written into a component', () => {
  const Han = /[\u4e00-\u9fff]/;
  const strays = texts
    .filter(({ name }) => name.endsWith('.tsx'))
    .flatMap(({ name, text }) =>
      text
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        .split('\n')
        .filter((line) => Han.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(strays).toEqual([]);
});

test('the Chinese has full-width marks, and neither language shouts', () => {
  const halfWidth = rows.filter(([, [, zh]]) => /[\u4e00-\u9fff][,;:?!](?!\d)/.test(zh)).map(([key, row]) => `${key}: ${row[1]}`);
  expect(halfWidth).toEqual([]);
});

/** What a file brings along without being asked: itself and all it imports, but nothing that is fetched later. */
function broughtBy(name: string, found = new Set<string>()): Set<string> {
  const text = texts.find((each) => each.name === name)?.text;
  if (text === undefined || found.has(name)) return found;
  found.add(name);
  for (const [, path] of text.matchAll(/^(?:import|export)(?! type)[^;]*? from '(\.[^']+)';/gms))
    broughtBy(join(dirname(name), path as string), found);
  return found;
}

test('what is shown brings its sentences along', async () => {
  const later: { part: string; rooms: string[] }[] = [
    { part: 'main.tsx', rooms: [] },
    { part: 'direct/direct-room.tsx', rooms: [] },
  ];
  for (const { name, text } of texts) {
    for (const [, rooms, path] of text.matchAll(/(?:withWords|room)\(\[([^\]]*)\], import\('([^']+)'\)\)/g))
      later.push({
        part: join(dirname(name), path as string),
        rooms: [...(rooms as string).matchAll(/'(\w+)'/g)].map(([, room]) => room as string),
      });
  }
  expect(later.length).toBeGreaterThan(5);
  const keys = Object.keys(allWords);
  const missing: string[] = [];
  for (const { part, rooms } of later) {
    const there = new Set(Object.keys(firstWords));
    for (const room of rooms) for (const key of Object.keys(await laterWords[room as keyof typeof laterWords]())) there.add(key);
    for (const name of broughtBy(part)) {
      // The server's operations have names of the same form.
      const text = (texts.find((each) => each.name === name)?.text ?? '').replace(/(?:call\(|Operations\[)'[\w.-]+'/g, '');
      if (text.includes('satisfies WordTable')) continue;
      missing.push(...keys.filter((key) => !there.has(key) && text.includes(`'${key}'`)).map((key) => `${part}: ${name}: ${key}`));
    }
  }
  expect(missing).toEqual([]);
});
