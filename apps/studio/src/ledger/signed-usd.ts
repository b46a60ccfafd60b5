import { usdText } from '@fantascope/take/money';

/** An amount with its sign: "$0.35", "−$0.10". */
export function signedUsd(micros: number): string {
  return micros < 0 ? `−${usdText(-micros)}` : usdText(micros);
}
