import { usdText } from '@fantascope/take/money';

/** "$0.46–0.76", "$0.71"; "US$0.71" is not said: the sign stands for US dollars everywhere in the studio. */
export function rangeText(lowMicros: number, highMicros: number): string {
  const [low, high] = [usdText(Math.min(lowMicros, highMicros)), usdText(Math.max(lowMicros, highMicros))];
  return low === high ? high : `${low}–${high.slice(1)}`;
}

/** Dollars that a person has typed (full-width digits and a comma for the point are read) as whole millionths; null where it is no amount. */
export function typedMicros(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[$\s]/g, '').replace(/[,。]/g, '.');
  if (!/^\d{1,6}(\.\d{0,6})?$|^\.\d{1,6}$/.test(plain)) return null;
  return Math.ceil(Number((Number(plain) * 1e6).toFixed(3)));
}
