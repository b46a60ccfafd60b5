import type { Language } from '@fantascope/film';

/** The reader's language: --lang, then FANTASCOPE_LANG, then the locale; English when none says Chinese. */
export function pickLanguage(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const flag = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const named = flag < 0 ? undefined : argv[flag]?.includes('=') ? argv[flag]?.split('=')[1] : argv[flag + 1];
  const wish = named ?? env.FANTASCOPE_LANG ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  return /^zh/i.test(wish) ? 'zh' : 'en';
}
