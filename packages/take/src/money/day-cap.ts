import { Fault } from '@fantascope/film';
import type { Environment } from '../data-dir.ts';
import type { TakeRecord } from '../journal/take-record.ts';
import { type UsdMicros, usdMicros, usdText } from './money.ts';

/** What may be spent in 24 hours until a person raises it: 5 USD. */
export const usualDayCap: UsdMicros = 5_000_000;
const DAY_MS = 86_400_000;

/** FANTASCOPE_DAY_USD in millionths, else the usual cap. Throws take.bad-setting. */
export function dayCapOf({ FANTASCOPE_DAY_USD: given }: Environment): UsdMicros {
  if (given === undefined || given.trim() === '') return usualDayCap;
  const usd = Number(given);
  if (!(usd >= 0 && usd <= 1_000_000))
    throw new Fault('take.bad-setting', {
      setting: 'FANTASCOPE_DAY_USD',
      problemEn: 'it is an amount of US dollars',
      problemZh: '应为美元数',
    });
  return usdMicros(usd);
}

/**
 * What the takes of the last 24 hours have cost or may still cost: set aside, paid, or unknown with the most it can be; without a price that is
 * their ceiling. Emulated ones cost nothing.
 */
export function spentInDay(takes: readonly TakeRecord[], { nowMs }: Readonly<{ nowMs: number }>): UsdMicros {
  return takes
    .filter(({ intent }) => !intent.isEmulated && intent.atMs > nowMs - DAY_MS)
    .reduce((sum, { money }) => sum + money.usdMicros, 0);
}

/** Throws take.over-day where an amount does not fit into what is left of the cap. `onLines`: what spoken lines have taken of it; default 0. */
export function checkDay(
  takes: readonly TakeRecord[],
  { nowMs, wanted, cap, onLines = 0 }: Readonly<{ nowMs: number; wanted: UsdMicros; cap: UsdMicros; onLines?: UsdMicros }>,
): void {
  const spent = spentInDay(takes, { nowMs }) + onLines;
  if (wanted > 0 && spent + wanted > cap)
    throw new Fault('take.over-day', { amount: usdText(wanted), spent: usdText(spent), cap: usdText(cap) });
}
