/** A picture's size. */
export type PictureSize = Readonly<{ widthPx: number; heightPx: number }>;

/** What is added to a picture at its sides, pixels of it. */
export type Margins = Readonly<{ leftPx: number; topPx: number; rightPx: number; bottomPx: number }>;

/** Nothing is added. */
export const noMargins: Margins = { leftPx: 0, topPx: 0, rightPx: 0, bottomPx: 0 };

/** Whether something is added. */
export function isExtended({ leftPx, topPx, rightPx, bottomPx }: Margins): boolean {
  return leftPx + topPx + rightPx + bottomPx > 0;
}

/** The picture's size with what is added to it. */
export function extendedSize({ widthPx, heightPx }: PictureSize, { leftPx, topPx, rightPx, bottomPx }: Margins): PictureSize {
  return { widthPx: widthPx + leftPx + rightPx, heightPx: heightPx + topPx + bottomPx };
}

/** What has to be added for a shape (width over height), as much on the one side as on the other: nothing is ever cut off. */
export function marginsFor({ widthPx, heightPx }: PictureSize, aspectRatio: number): Margins {
  const isWider = aspectRatio > widthPx / heightPx;
  const more = isWider ? Math.round(heightPx * aspectRatio) - widthPx : Math.round(widthPx / aspectRatio) - heightPx;
  const [before, after] = [Math.floor(Math.max(0, more) / 2), Math.ceil(Math.max(0, more) / 2)];
  return isWider ? { ...noMargins, leftPx: before, rightPx: after } : { ...noMargins, topPx: before, bottomPx: after };
}
