import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isWholeFile } from './whole-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const box = (name: string, bytes: number) => {
  const head = Buffer.alloc(8 + bytes);
  head.writeUInt32BE(8 + bytes, 0);
  head.write(name, 4, 'latin1');
  return head;
};
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(50), Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1')]);
const webp = Buffer.concat([Buffer.from('RIFF'), Buffer.from([100, 0, 0, 0]), Buffer.from('WEBP'), Buffer.alloc(96)]);
const whole: Readonly<Record<string, Buffer>> = {
  'video/mp4': Buffer.concat([box('ftyp', 12), box('moov', 40), box('mdat', 300)]),
  'image/png': png,
  'image/jpeg': Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200), Buffer.from([0xff, 0xd9])]),
  'image/gif': Buffer.from(`GIF89a${'x'.repeat(40)};`),
  'image/webp': webp,
};

test.each(Object.entries(whole))('%s is whole as it is, and not when any of its last half is missing', async (mime, bytes) => {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  expect(await isWholeFile(path, mime)).toBe(true);
  for (const share of [0.5, 0.7, 0.9, 1]) {
    await writeFile(path, bytes.subarray(0, Math.min(bytes.length - 2, Math.floor(bytes.length * share))));
    expect(await isWholeFile(path, mime)).toBe(false);
  }
});

test('a film without its index, or with boxes of no length, is not whole', async () => {
  const path = join(folder, 'file');
  await writeFile(path, Buffer.concat([box('ftyp', 12), box('mdat', 300)]));
  expect(await isWholeFile(path, 'video/mp4')).toBe(false);
  await writeFile(path, Buffer.concat([box('ftyp', 12), Buffer.from([0, 0, 0, 2]), Buffer.from('moov'), box('mdat', 3)]));
  expect(await isWholeFile(path, 'video/mp4')).toBe(false);
});
