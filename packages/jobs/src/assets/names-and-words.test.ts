import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assetName } from './asset-name.ts';
import { searchWords, wordQueries, wordsVector } from './search-words.ts';

const png = { ending: 'png', kind: 'image' } as const;

test.each([
  ['cat.png', 'cat.png'],
  ['cat.PNG', 'cat.png'],
  ['cat.png.html', 'cat.png.png'],
  ['../../etc/passwd', 'passwd.png'],
  ['C:\\films\\cat.jpg', 'cat.png'],
  ['version 1.2', 'version 1.2.png'],
  ['.htaccess', 'htaccess.png'],
  ['  ', 'image.png'],
  ['', 'image.png'],
  ['a\r\nset-cookie: x', 'aset-cookie_ x.png'],
  ['\u202egnp.exe', 'gnp.png'],
  ['<b>"x"|?*', '_b__x____.png'],
  ['雨夜.svg', '雨夜.png'],
])('the name %j becomes %j', (given, expected) => {
  expect(assetName(given, png)).toBe(expected);
});

test('whatever is given, a name ends as its type does and holds nothing that a path or a header could be made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = assetName(given, png);
      expect(name).toMatch(/^[^/\\\p{Cc}\p{Cf}]+\.png$/u);
      expect(name.startsWith('.')).toBe(false);
      expect([...name].length).toBeLessThanOrEqual(204);
      expect(assetName(name, png)).toBe(name);
    }),
  );
});

test('Latin words stay whole and small, a run of Han becomes its pairs, and both are parted', () => {
  expect(searchWords('Phoenix IN ink 2')).toEqual(['phoenix', 'in', 'ink', '2']);
  expect(searchWords('水墨画凤凰')).toEqual(['水墨', '墨画', '画凤', '凤凰']);
  expect(searchWords('赛博robot朋克')).toEqual(['赛博', 'robot', '朋克']);
  expect(searchWords('凤')).toEqual(['凤']);
  expect(searchWords('ＦＵＬＬ ｗｉｄｔｈ')).toEqual(['full', 'width']);
});

test('nothing that is typed can be more than words of a search', () => {
  expect(wordQueries('!!! & | ()')).toEqual([]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const word of searchWords(text)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      for (const query of wordQueries(text)) expect(query).toMatch(/^'[^'\\]+'(:\*)?$/);
      expect(wordsVector(text)).toMatch(/^('[^'\\]+' ?)*$/);
    }),
  );
});

test('a text is found by each of its own words', () => {
  const words = new Set(wordsVector('水墨画 phoenix').match(/[^' ]+/g));
  for (const typed of ['墨', '水墨', '墨画', 'phoenix']) for (const word of searchWords(typed)) expect(words).toContain(word);
});
