import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { words } from '@fantascope/film';
import { expect, test } from 'vitest';
import { wordsBeyondBrowser } from '../packages/film/src/words/beyond-browser.ts';
import { root } from './source-tree.ts';

const entries: Readonly<Record<string, string>> = {
  '@fantascope/film': 'packages/film/src/index.ts',
  '@fantascope/stage': 'packages/stage/src/index.ts',
  '@fantascope/stage/gpu': 'packages/stage/src/gpu/gpu.ts',
  '@fantascope/lift/in-browser': 'packages/lift/src/in-browser.ts',
};

/** All that a file imports, itself included. */
function reach(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path) || path.includes('/words/')) return found;
  found.add(path);
  for (const [, from] of readFileSync(join(root, path), 'utf8').matchAll(/^(?:import|export)(?! type)[^;]*? from '([^']+)';/gms)) {
    const next = entries[from as string] ?? ((from as string).startsWith('.') ? join(dirname(path), from as string) : null);
    if (next !== null) reach(next, found);
  }
  return found;
}

test('what runs in a browser says nothing that a page has no words for', () => {
  const files = [...Object.values(entries)].flatMap((entry) => [...reach(entry)]);
  const beyond = new Set(Object.keys(wordsBeyondBrowser));
  const said = new Map<string, string>();
  for (const file of files)
    for (const [, code] of readFileSync(join(root, file), 'utf8').matchAll(/'([a-z]+\.[a-z-]+)'/g))
      if ((code as string) in words) said.set(code as string, file);
  expect(said.size).toBeGreaterThan(30);
  expect([...said].filter(([code]) => beyond.has(code))).toEqual([]);
});
