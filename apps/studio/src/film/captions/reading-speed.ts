import type { Language } from '@fantascope/film';

/** The most characters a second that are read with ease: what subtitle houses hold to for Chinese and for English. */
export const mostPerSec = { zh: 9, en: 20 } as const satisfies Record<Language, number>;

/** How fast a caption has to be read: characters a second. In Chinese signs and spaces do not count, in English they do. */
export function readingSpeed(text: string, { language, lengthSec }: Readonly<{ language: Language; lengthSec: number }>): number {
  const plain = text.trim().replace(/\s+/g, ' ');
  const counted = language === 'zh' ? [...plain].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).length : [...plain].length;
  return counted === 0 ? 0 : counted / Math.max(0.001, lengthSec);
}

/** Whether that is too fast. A hair over is none, so that a length rounded to frames is not told off. */
export function isTooFast(perSec: number, language: Language): boolean {
  return perSec > mostPerSec[language] + 0.05;
}
