import { say, type WordCode, type WordParams } from '@fantascope/film';

/** A text in both languages. */
export type Both = Readonly<{ en: string; zh: string }>;

/** A sentence of the words table in both languages; `xEn` and `xZh` fill what differs. */
export function both(code: WordCode, params: WordParams = {}): Both {
  return { en: say('en', { code, params }), zh: closed(say('zh', { code, params })) };
}

/** A space parts Chinese from a Latin name only; behind the name that begins a sentence there is none where that ends in Chinese. Paths further on stay as they are. */
function closed(zh: string): string {
  return zh.replace(/^((?:（[^）]*）|[^，。；（])*?(?<=[\u3400-\u9fff）])) (?=[\u3400-\u9fff])/, '$1');
}

/** Both languages of a text as parameters `nameEn` and `nameZh`. */
export function bothAs(name: string, text: Both): WordParams {
  return { [`${name}En`]: text.en, [`${name}Zh`]: text.zh };
}
