import type { Say } from '../words/use-words.ts';
import type { Model } from './model-rows.ts';

/** "2–10 s", "5, 10 s". */
export function lengthsText({ lengths }: Model, t: Say): string {
  if (lengths === null) return '';
  const sec = lengths.choicesSec === null ? `${lengths.leastSec}–${lengths.mostSec}` : lengths.choicesSec.join(', ');
  return t('lab.seconds', { sec });
}

/** "$0.07 a second": the least there is, with how many others there are behind it. */
export function priceText(price: Model['prices'][number], t: Say): string {
  if (price.usd === 0) return t('lab.free');
  return t(`lab.per.${price.per}`, { usd: `$${price.usd.toFixed(price.usd < 0.1 ? 3 : 2)}` });
}

/** "1080p, with sound": what a price is for. */
export function whenText({ when }: Model['prices'][number], t: Say): string {
  return [
    ...(when.resolution === undefined ? [] : [when.resolution]),
    ...(when.hasAudio === undefined ? [] : [t(when.hasAudio ? 'lab.withSound' : 'lab.withoutSound')]),
    ...(when.hasVideoInput === undefined ? [] : [t(when.hasVideoInput ? 'lab.fromVideo' : 'lab.notFromVideo')]),
  ].join(', ');
}
