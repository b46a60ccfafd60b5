import type { Language } from '@fantascope/film';

const locale = { en: 'en-GB', zh: 'zh-CN' } as const;

/** A moment as people write it: day and minute. */
export function timeText(atMs: number, language: Language): string {
  return new Date(atMs).toLocaleString(locale[language], {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** The time of day to the millisecond, as evidence needs it: 14:02:11.204. */
export function exactTime(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
