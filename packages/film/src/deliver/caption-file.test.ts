import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Film } from '../film.ts';
import { captionFile } from './caption-file.ts';

const filmOf = (captions: readonly object[], fps = 30) =>
  Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, fps },
    shots: [
      { camera: { lengthSec: 10, moves: [] }, captions },
      { camera: { lengthSec: 3600, moves: [] }, captions: [{ text: { zh: '第二个' }, startSec: 3590.5, endSec: 3592 }] },
    ],
  });

test('both files say the same times, each in its own way, and an hour is an hour', () => {
  const film = filmOf([{ text: { zh: '一', en: 'One & <two>' }, startSec: 1, endSec: 2.5 }]);
  expect(captionFile(film, { format: 'srt', languages: ['zh', 'en'] })).toBe(
    '1\r\n00:00:01,000 --> 00:00:02,500\r\n一\r\nOne & ＜two＞\r\n\r\n2\r\n01:00:00,500 --> 01:00:02,000\r\n第二个\r\n\r\n',
  );
  expect(captionFile(film, { format: 'vtt', languages: ['en'] })).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nOne &amp; &lt;two&gt;\n');
});

test('what is alike in both languages is shown once, and a line that is said twice stays twice', () => {
  const film = filmOf([{ text: { zh: 'Go!\nGo!', en: 'Go!\nGo!' }, endSec: 1 }]);
  expect(captionFile(film, { format: 'vtt', languages: ['zh', 'en'] })).toContain('00:00:01.000\nGo!\nGo!\n\n');
});

test('every cue stands when its caption does, and says what it says', () => {
  const film = filmOf([
    { text: { en: 'First' }, startSec: 0.5, endSec: 2 },
    { text: { en: 'Second\nof two' }, startSec: 3, endSec: 4.2 },
  ]);
  const cues = read(captionFile(film, { format: 'srt', languages: ['en'] }) ?? '');
  expect(cues).toEqual([
    { startMs: 500, endMs: 2000, text: ['First'] },
    { startMs: 3000, endMs: 4200, text: ['Second', 'of two'] },
  ]);
});

test('a language that nobody wrote gives no file', () => {
  expect(captionFile(filmOf([]), { format: 'srt', languages: ['en'] })).toBeUndefined();
});

const times = /^(\d{2,}):(\d{2}):(\d{2})[,.](\d{3}) --> (\d{2,}):(\d{2}):(\d{2})[,.](\d{3})$/;
const msOf = (parts: readonly string[]) =>
  Number(parts[0]) * 3_600_000 + Number(parts[1]) * 60_000 + Number(parts[2]) * 1000 + Number(parts[3]);

/** A reader of its own: blocks between empty lines, as players read them. */
function read(file: string) {
  return file
    .replace(/^WEBVTT\n\n/, '')
    .split(/\r?\n\r?\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const lines = block.trimEnd().split(/\r?\n/);
      const at = lines.findIndex((line) => times.test(line));
      const found = times.exec(lines[at] ?? '') ?? [];
      return { startMs: msOf(found.slice(1, 5)), endMs: msOf(found.slice(5, 9)), text: lines.slice(at + 1) };
    });
}

test('whatever is written and whenever: no two cues overlap, none is empty or backwards, no text breaks out of its cue', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 40 }),
    fc.constantFrom('a --> b', '1\n\n2', '{\\an8}', '<b>x', '00:00:01,000 --> 00:00:02,000'),
  );
  const caption = fc
    .record({
      en: text,
      zh: text,
      startSec: fc.double({ min: 0, max: 9, noNaN: true }),
      lengthSec: fc.double({ min: 0.04, max: 5, noNaN: true }),
    })
    .map(({ en, zh, startSec, lengthSec }) => ({ text: { en, zh }, startSec, endSec: Math.min(10, startSec + lengthSec) }));
  fc.assert(
    fc.property(
      fc.array(caption, { maxLength: 6 }),
      fc.constantFrom<('en' | 'zh')[]>(['en'], ['zh'], ['zh', 'en']),
      fc.constantFrom('srt' as const, 'vtt' as const),
      (captions, languages, format) => {
        const film = filmOf(captions);
        const file = captionFile(film, { format, languages });
        if (file === undefined) return;
        const cues = read(file);
        for (const [at, cue] of cues.entries()) {
          expect(cue.endMs).toBeGreaterThan(cue.startMs);
          expect(cue.startMs).toBeGreaterThanOrEqual(cues[at - 1]?.endMs ?? 0);
          expect(cue.text.length).toBeGreaterThan(0);
          expect(cue.text.join('\n')).not.toMatch(/-->/);
        }
        expect(cues.length).toBeLessThanOrEqual(captions.length + 1);
      },
    ),
    { numRuns: 300 },
  );
});
