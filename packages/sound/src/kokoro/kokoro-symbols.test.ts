import { expect, test } from 'vitest';
import { espeakPhonemes } from '../voice/espeak.ts';
import { englishParts } from './english-parts.ts';
import { kokoroSymbols, symbolNumbers, symbolPieces } from './kokoro-symbols.ts';

test('words and signs are told apart, and a point within a number, a time or a title ends nothing', () => {
  const signs = (text: string) => englishParts(text).flatMap((part) => ('sign' in part ? [part.sign.trim()] : []));
  expect(signs('Dr. Wu paid 3.50, at 12:30, for 1,000 lamps... “Really?” – yes (all).')).toEqual([
    ',',
    ',',
    '…',
    '“',
    '?”',
    '—',
    '(',
    ').',
  ]);
  expect(englishParts('你好，x。')).toEqual([{ words: '你好' }, { sign: ', ' }, { words: 'x' }, { sign: '. ' }]);
  expect(englishParts(' … ')).toEqual([{ sign: ' … ' }]);
});

test('what espeak-ng says of English words becomes the symbols that the model was taught, by accent', async () => {
  const text = 'the better judge climbs a chair, so boys shout hey near the bottle';
  const [american, british] = await espeakPhonemes([
    { text, accent: 'american' },
    { text, accent: 'british' },
  ]);
  expect(kokoroSymbols(american as string, 'american')).toMatchInlineSnapshot(
    `"ðə bˈɛTəɹ ʤˈʌʤ klˈImz ə ʧˈɛɹ sˌO bˈYz ʃˈWt hˈA nˌɪɹ ðə bˈɑTᵊl"`,
  );
  expect(kokoroSymbols(british as string, 'british')).toMatchInlineSnapshot(
    `"ðə bˈɛtə ʤˈʌʤ klˈImz ə ʧˈɛː sˌQ bˈYz ʃˈWt hˈA nˌɪə ðə bˈɒtᵊl"`,
  );
});

test('a phoneme that two letters stand for is one sign, two phonemes that look like it are two', () => {
  expect(kokoroSymbols('w_ˈaɪ_t tʃ_ˈiː_p t_ʃ', 'american')).toBe('wˈIt ʧˈip tʃ');
  expect(kokoroSymbols('b_ˈʌ_ʔ_n̩ b_ˈɜː_d ʁ_q', 'american')).toBe('bˈʌtᵊn bˈɜɹd');
  expect(kokoroSymbols('b_ˈɜː_d s_t_ˈeə_z n_ˈəʊ', 'british')).toBe('bˈɜːd stˈɛːz nˈQ');
});

test('symbols have their numbers, and those without one are left out', () => {
  expect(symbolNumbers('ðə — Tᵊ§ᵻ')).toEqual([81, 83, 16, 9, 16, 36, 42, 177]);
});

test('long lines are cut behind a sentence, else a comma, else a word, and lose nothing', () => {
  expect(symbolPieces('aa. bb! cc, dd', 9)).toEqual(['aa. bb!', 'cc, dd']);
  expect(symbolPieces('aa bb, cc dd ee', 9)).toEqual(['aa bb,', 'cc dd ee']);
  expect(symbolPieces('aa bb cc dd', 6)).toEqual(['aa bb', 'cc dd']);
  expect(symbolPieces('aaaaaaaaaaaa', 5)).toEqual(['aaaaa', 'aaaaa', 'aa']);
  const long = Array.from({ length: 400 }, (_, n) => `wɜd${n % 7 === 0 ? '.' : ''}`).join(' ');
  const pieces = symbolPieces(long);
  expect(pieces.join(' ')).toBe(long);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(400);
});
