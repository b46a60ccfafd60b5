import { say, type WordCode, type WordParams } from '@fantascope/film';

/** A text in both languages. */
export type Both = Readonly<{ en: string; zh: string }>;

/** A sentence of the words table in both languages; `xEn` and `xZh` fill what differs. */
export function both(code: WordCode, params: WordParams = {}): Both {
  return { en: say('en', { code, params }), zh: say('zh', { code, params }) };
}

/** Both languages of a text as parameters `nameEn` and `nameZh`. */
export function bothAs(name: string, text: Both): WordParams {
  return { [`${name}En`]: text.en, [`${name}Zh`]: text.zh };
}
