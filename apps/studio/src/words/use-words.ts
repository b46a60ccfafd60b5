import type { Language } from '@fantascope/film';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { WordTable } from './word-row.ts';
import { firstWords, laterWords, type WordKey } from './words.ts';

/** Values for the places of a sentence. */
export type WordParams = Readonly<Record<string, string | number>>;
/** A sentence by its key, its places filled in. */
export type Say = (key: WordKey, params?: WordParams) => string;

const kept = 'fantascope.language';

function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function table(words: WordTable, at: 0 | 1): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([key, row]) => [key, row[at]]));
}

function mark(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** Makes the sentences ready; before anything is drawn. */
export function openWords(): void {
  const lng = firstLanguage();
  mark(lng);
  i18next.use(initReactI18next);
  // Resources are there already, so that nothing is waited for.
  void i18next.init({
    lng,
    initAsync: false,
    resources: { en: { translation: table(firstWords, 0) }, zh: { translation: table(firstWords, 1) } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
}

/** Fetches a part of the studio together with the sentences it is written in. */
export async function withWords<Part>(rooms: readonly (keyof typeof laterWords)[], part: Promise<Part>): Promise<Part> {
  for (const words of await Promise.all(rooms.map((room) => laterWords[room]()))) {
    i18next.addResourceBundle('en', 'translation', table(words, 0));
    i18next.addResourceBundle('zh', 'translation', table(words, 1));
  }
  return part;
}

/** The language that is shown now. */
export function languageNow(): Language {
  return i18next.language === 'zh' ? 'zh' : 'en';
}

/** Shows everything in a language and remembers it. Room, shot, playhead and drawer stay as they are. */
export function setLanguage(language: Language): void {
  localStorage.setItem(kept, language);
  mark(language);
  void i18next.changeLanguage(language);
}

/** The sentences in the language of the screen. */
export function useWords(): Readonly<{ t: Say; language: Language }> {
  const { t } = useTranslation();
  return { t: (key, params) => t(key, params ?? {}) as string, language: languageNow() };
}
