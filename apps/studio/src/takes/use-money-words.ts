import { usdText } from '@fantascope/take/money';
import type { ListedTake } from '../app/queries.ts';
import { useWords } from '../words/use-words.ts';
import { moneyOf } from './take-state.ts';

/** What a take has cost, or may cost, in words. */
export function useMoneyWords(take: ListedTake): string {
  const { t } = useWords();
  const { is, micros } = moneyOf(take);
  return is === 'free' ? t('takes.money.free') : t(`takes.money.${is}`, { usd: usdText(micros) });
}
