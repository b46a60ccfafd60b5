import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { expect, test } from 'vitest';
import { drawCaption } from './draw-caption.ts';
import { fontFilesFor, slicesOf } from './fonts.ts';

test('a text needs only the slices that hold its characters', () => {
  const files = fontFilesFor('sans', '愿望 wish');
  expect(files.length).toBeGreaterThan(0);
  expect(files.length).toBeLessThanOrEqual(4);
  expect(fontFilesFor('serif', 'plain Latin')).toHaveLength(1);
});

test('a missing font package is one sentence that names it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fantascope-no-font-'));
  try {
    expect(() => slicesOf('serif', folder)).toThrow(Fault);
    expect(() => slicesOf('serif', folder)).toThrow(/@fontsource\/noto-serif-sc.*npm install/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a caption is drawn bright on an even box inside the frame, outlined and clear around the letters', async () => {
  const frame = { widthPx: 1280, heightPx: 720, languages: ['zh', 'en'] as const };
  const plane = await drawCaption({ text: { zh: '一个愿望', en: 'A wish' }, style: 'caption' }, frame);
  for (const side of [plane.xPx, plane.yPx, plane.widthPx, plane.heightPx]) expect(side % 2).toBe(0);
  expect(plane.xPx + plane.widthPx).toBeLessThanOrEqual(1280);
  expect(plane.yPx + plane.heightPx).toBeLessThanOrEqual(720);
  let solid = 0;
  let clear = 0;
  for (let i = 0; i < plane.rgba.length; i += 4) {
    if (plane.rgba[i + 3] === 255 && (plane.rgba[i] as number) > 240) solid++;
    if (plane.rgba[i + 3] === 0) clear++;
  }
  expect(solid).toBeGreaterThan(300);
  expect(clear).toBeGreaterThan(300);
});

test('every character of both faces is drawn, none as an empty box', async () => {
  // The same text twice is the same picture; another character is another picture: a missing glyph would make these equal.
  const draw = (zh: string) => drawCaption({ text: { zh }, style: 'title' }, { widthPx: 640, heightPx: 360, languages: ['zh'] });
  const [first, again, other] = await Promise.all([draw('愿'), draw('愿'), draw('鲸')]);
  expect(Buffer.from(first.rgba).equals(Buffer.from(again.rgba))).toBe(true);
  expect(Buffer.from(first.rgba).equals(Buffer.from(other.rgba))).toBe(false);
});
