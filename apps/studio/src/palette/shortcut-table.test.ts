import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type KeyAction, keyActions } from '../app/key-map.ts';
import { shortcutTable, shownKeys } from './shortcut-table.ts';

const swapped = (house: string) => (house === 'x' ? 'c' : house === 'c' ? 'x' : house);

test('the sheet shows the letters that have to be pressed now, and leaves other keys alone', () => {
  expect(shownKeys('x', swapped, false)).toBe('C');
  expect(shownKeys('g m', swapped, false)).toBe('G M');
  expect(shownKeys('Ctrl+Shift+Z', swapped, false)).toBe('Ctrl+Shift+Z');
  expect(shownKeys('Ctrl+K', swapped, true)).toBe('⌘K');
  expect(shownKeys('Alt+x', swapped, false)).toBe('Alt+C');
});

/** Keys by the sign the sheet writes for them. */
const signs: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '\\\\': '\\',
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Digit0: '0',
  Digit1: '1',
  // Second ways of what the sheet names once.
  Backspace: 'Delete',
  ContextMenu: 'F10',
};
/** Not pressed for what they do by themselves, or no keys at all. */
const noShortcuts = ['Control', 'Meta', 'Tab', 'Process', 'Unidentified'];
const spelled = "'((?:\\\\.|[^'\\\\])+)'";
const asked = [
  // key === 'x', event.code !== 'Digit1', keyOf(event) === 'x'
  new RegExp(`(?:\\b(?:key|code)|keyOf\\([\\w.]+\\))\\s*[!=]==\\s*${spelled}`, 'g'),
  // tables of keys: ['x', () => …], ['x', does.…], { key: 'X', ArrowLeft: …, '1': …
  new RegExp(`\\[${spelled}, (?:\\(\\) =>|does\\.)`, 'g'),
  new RegExp(`\\bkey: ${spelled}, Icon`, 'g'),
  /\b(Arrow(?:Left|Right|Up|Down)|Page(?:Up|Down)|Home|End)\b/g,
  /'(\d)': '(?:linear|smooth|settle|hold)'/g,
];

/** Keys that a file listens to, as the sheet writes them. */
function heardIn(source: string): readonly string[] {
  if (!/useKeys|keydown|onKeyDown|KeyboardEvent/.test(source)) return [];
  const keys = asked.flatMap((pattern) => [...source.matchAll(pattern)].map(([, key = '']) => key));
  return [...new Set(keys)]
    .filter((key) => !noShortcuts.includes(key))
    .map((key) => signs[key] ?? (key.length === 1 ? key.toLowerCase() : key));
}

const inSheet: ReadonlySet<string> = new Set(
  shortcutTable
    .flatMap(({ rows }) => rows.flatMap(([keys]) => keys.split(/[ +]/)))
    .map((key) => (key.length === 1 ? key.toLowerCase() : key)),
);

test('every key that any file of the studio listens to is in the sheet', () => {
  const folder = join(import.meta.dirname, '..');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.ts$/.test(name),
  );
  const heard = files.map((name) => [name, heardIn(readFileSync(join(folder, name), 'utf8'))] as const);
  // The reading finds them: tools, tracks, and keys that are held.
  for (const key of ['t', 'z', 'h', ';', '\\', 'Space', '4', 'PageUp', 'Alt']) expect(heard.flatMap(([, keys]) => keys)).toContain(key);
  expect(heard.flatMap(([name, keys]) => keys.filter((key) => !inSheet.has(key)).map((key) => `${name}: ${key}`))).toEqual([]);
});

test('every letter that may be exchanged is in the sheet', () => {
  const actions = Object.keys(keyActions) as KeyAction[];
  expect(actions.filter((action) => !inSheet.has(keyActions[action]))).toEqual([]);
});
