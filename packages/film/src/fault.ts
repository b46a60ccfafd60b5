import { wordsBeyondBrowser } from '#words-beyond-browser';
import { camera } from './words/camera.ts';
import { edit } from './words/edit.ts';
import { language } from './words/language.ts';
import { lift } from './words/lift.ts';
import type { WordRow } from './words/row.ts';
import { stage } from './words/stage.ts';

/** Every fault and notice of the house: one table. exit 0 marks a notice. */
export const words = {
  ...wordsBeyondBrowser,
  ...camera,
  ...edit,
  ...language,
  ...lift,
  ...stage,
} as const satisfies Record<string, WordRow>;

/** The code of a fault or a notice, `room.what-happened`. */
export type WordCode = keyof typeof words;
/** The languages everything is said in. */
export type Language = 'en' | 'zh';
/** What fills the braces of a sentence; `{nameEn}` and `{nameZh}` for a value that differs by language. */
export type WordParams = Readonly<Record<string, string | number>>;

/** A thing a person should know that stops nothing: a method replaced, an amount clamped. */
export type Notice = Readonly<{ code: WordCode; params: WordParams }>;

/** The sentence for a code in one language, with its parameters filled in. */
export function say(language: Language, { code, params }: Notice): string {
  // A page has only the rows of what runs in it; from a server it gets whole sentences.
  const row: WordRow | undefined = words[code];
  if (row === undefined) return `${code} ${JSON.stringify(params)}`;
  return row[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Thrown only when the caller cannot go on. The message is the English sentence; doors say it in the reader's language with `say`. */
export class Fault extends Error {
  readonly code: WordCode;
  readonly params: WordParams;
  constructor(code: WordCode, params: WordParams = {}, options?: ErrorOptions) {
    super(say('en', { code, params }), options);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
  }
}
