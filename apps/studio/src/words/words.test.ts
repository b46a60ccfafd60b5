import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allWords } from './words.ts';

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
