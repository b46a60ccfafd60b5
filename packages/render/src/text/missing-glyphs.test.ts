import { Shot } from '@fantascope/film';
import { expect, test } from 'vitest';
import { missingCharacters, missingGlyphs } from './missing-glyphs.ts';

test('characters outside the fonts are named once each, in both faces', () => {
  for (const style of ['caption', 'title', 'end-card'] as const) {
    expect(missingCharacters('愿望 wish, “one” — 2026。\n', style)).toEqual([]);
    expect(missingCharacters('สวัสดี 愿 🎬🎬', style)).toEqual([...new Set('สวัสดี'), '🎬']);
  }
});

test('only the captions a film shows are looked at', () => {
  const shots = [Shot.parse({ camera: {}, captions: [{ text: { en: 'A wish 🎬', zh: '愿望' } }] })];
  expect(missingGlyphs({ shots, captionLanguages: ['zh', 'en'] })).toEqual(['🎬']);
  expect(missingGlyphs({ shots, captionLanguages: ['zh'] })).toEqual([]);
});
