/** Weights 0..255 of the incoming picture along a wipe: its soft edge enters on one side at ratio 0 and has left on the other at ratio 1. */
export function wipeColumns(wipe: Readonly<{ length: number; softPx: number; isBackwards: boolean; ratio: number }>): Uint8Array {
  const { length, softPx, isBackwards, ratio } = wipe;
  const edge = ratio * (length + softPx) - softPx;
  return Uint8Array.from({ length }, (_, i) => {
    const along = isBackwards ? length - 1 - i : i;
    const covered = Math.min(1, Math.max(0, (edge + softPx - (along + 0.5)) / softPx));
    return Math.round(covered * covered * (3 - 2 * covered) * 255);
  });
}
