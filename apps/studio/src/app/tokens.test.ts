import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'studio.css'), 'utf8');

/** The tokens of one block of the sheet. */
function tokensOf(opening: string): Readonly<Record<string, string>> {
  const from = css.indexOf(opening);
  const block = css.slice(from, css.indexOf('}', from));
  return Object.fromEntries([...block.matchAll(/--color-([\w-]+): (#[0-9a-f]{6,8});/g)].map(([, name = '', value = '']) => [name, value]));
}

const dark = tokensOf('@theme');
const light = { ...dark, ...tokensOf('[data-theme="light"]') };

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) throw new TypeError('a token is missing');
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return Math.round(((high + 0.05) / (low + 0.05)) * 10) / 10;
}

const surfaces = ['well', 's1', 's2', 's3', 's4'] as const;
/** The table of the design, contrast on well / s1 / s2 / s3 / s4. */
const table: Readonly<Record<string, readonly [dark: readonly number[], light: readonly number[]]>> = {
  t1: [
    [17.3, 16.2, 14.9, 13.0, 11.0],
    [12.8, 16.7, 18.1, 14.9, 13.4],
  ],
  t2: [
    [10.3, 9.6, 8.9, 7.7, 6.5],
    [6.8, 8.9, 9.6, 7.9, 7.1],
  ],
  t3: [
    [6.5, 6.1, 5.6, 4.9, 4.1],
    [4.8, 6.3, 6.8, 5.6, 5.1],
  ],
  ctl: [
    [4.2, 3.9, 3.6, 3.2, 2.7],
    [3.0, 3.9, 4.2, 3.4, 3.1],
  ],
  now: [
    [12.2, 11.4, 10.5, 9.2, 7.7],
    [4.1, 5.3, 5.8, 4.7, 4.3],
  ],
  cam: [
    [9.6, 8.9, 8.2, 7.2, 6.1],
    [4.4, 5.7, 6.2, 5.1, 4.6],
  ],
  lens: [
    [9.2, 8.6, 7.9, 6.9, 5.8],
    [4.6, 6.1, 6.6, 5.4, 4.9],
  ],
  focus: [
    [10.6, 9.9, 9.1, 8.0, 6.7],
    [4.2, 5.5, 6.0, 4.9, 4.4],
  ],
  motion: [
    [9.7, 9.0, 8.3, 7.3, 6.1],
    [4.1, 5.3, 5.8, 4.7, 4.3],
  ],
  air: [
    [11.0, 10.3, 9.5, 8.3, 7.0],
    [4.6, 6.1, 6.6, 5.4, 4.9],
  ],
  ok: [
    [10.1, 9.4, 8.7, 7.6, 6.4],
    [4.2, 5.5, 5.9, 4.9, 4.4],
  ],
  warn: [
    [10.4, 9.7, 9.0, 7.8, 6.6],
    [4.4, 5.8, 6.2, 5.1, 4.6],
  ],
  bad: [
    [7.7, 7.2, 6.6, 5.8, 4.9],
    [4.6, 6.0, 6.5, 5.4, 4.8],
  ],
  tally: [
    [5.9, 5.5, 5.1, 4.4, 3.7],
    [3.5, 4.5, 4.9, 4.0, 3.6],
  ],
};

describe.each([
  ['dark', dark, 0],
  ['light', light, 1],
] as const)('%s', (_, tokens, at) => {
  test.each(Object.keys(table))('%s has the contrast of the design on every surface', (name) => {
    expect(surfaces.map((surface) => contrast(tokens[name], tokens[surface]))).toEqual(table[name]?.[at]);
  });

  test('text can be read on panels, fields and raised parts', () => {
    for (const name of ['t1', 't2', 't3', 'cam', 'lens', 'focus', 'motion', 'air', 'ok', 'warn', 'bad'])
      for (const surface of ['s1', 's2', 's3'])
        expect(contrast(tokens[name], tokens[surface]), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5);
  });

  test('the word on the one yellow button can be read', () => {
    expect(contrast(tokens['on-lamp'], tokens['lamp'])).toBeGreaterThanOrEqual(11);
  });
});

test('no component names a colour of its own', () => {
  const sources = join(import.meta.dirname, '..');
  const strays = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .flatMap((name) =>
      (readFileSync(join(sources, name), 'utf8').match(/['"`\s[]#[0-9a-f]{3,8}\b|rgba?\(/gi) ?? []).map((found) => `${name}: ${found}`),
    );
  expect(strays).toEqual([]);
});
