import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clearDeadParts, partOf } from './part-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('what a killed process left of a film is cleared away; what one that runs is making, and all else, stays', async () => {
  const out = join(folder, 'film.mp4');
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const left = [`.film.mp4.${dead}.part`, `.film.mp4.${dead}.part.sealed`, `.film.mp4.${dead}.part.png`];
  const kept = [
    ...[basename(partOf(out)), `.film.mp4.${process.pid}.part.sealed`, `.other.mp4.${dead}.part`],
    ...[`.film.mp4.${dead}.parts`, '.film.mp4.x.part', 'film.mp4'],
  ];
  for (const name of [...left, ...kept]) writeFileSync(join(folder, name), '');
  await clearDeadParts(out);
  expect(readdirSync(folder).sort()).toEqual([...kept].sort());
});

test('a folder that is not there is nobody’s to clear', async () => {
  await clearDeadParts(join(folder, 'nowhere', 'film.mp4'));
  expect(readdirSync(folder)).not.toContain('nowhere');
});
