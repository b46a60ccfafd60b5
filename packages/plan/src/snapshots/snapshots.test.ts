import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@fantascope/models';
import { describe, expect, test } from 'vitest';
import { tellingShots } from './telling-shots.ts';
import { snapshotOf, writeSnapshot } from './write-snapshot.ts';

const groups = Map.groupBy(catalogue(), snapshotOf);
const isWriting = process.env['FANTASCOPE_GOLDEN'] === 'write';
const fileOf = (name: string) => join(import.meta.dirname, `${name}.txt`);

describe('compile snapshots', () => {
  test('at least forty shots, read in at most sixteen files', () => {
    expect(tellingShots.length).toBeGreaterThanOrEqual(40);
    expect(groups.size).toBeLessThanOrEqual(16);
    expect(new Set(tellingShots.map(({ name }) => name)).size).toBe(tellingShots.length);
  });

  test.each([...groups])('every telling shot for every model of %s is what was read and agreed', (name, entries) => {
    const text = writeSnapshot(name, entries);
    if (isWriting) writeFileSync(fileOf(name), text);
    if (!existsSync(fileOf(name))) throw new Error(`There is no ${name}.txt; FANTASCOPE_GOLDEN=write makes it. Read it before committing.`);
    expect(text).toBe(readFileSync(fileOf(name), 'utf8'));
  });

  test('no file is left of a dialect that is no more', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.txt'));
    expect(files.sort()).toEqual([...groups.keys()].map((name) => `${name}.txt`).sort());
  });
});
