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

/** The most that a picture may become: longest side in pixels, and all of them together. Models take no more, and a tab that held more would stall. */
const MOST_SIDE_PX = 8192;
const MOST_PX = 40e6;

/** Margins that keep the whole within 8192 pixels a side and 40 megapixels: what is too much is taken from all sides alike. */
export function withinMost(picture: PictureSize, margins: Margins): Margins {
  const isWithin = (ratio: number) => {
    const { widthPx, heightPx } = extendedSize(picture, scaled(margins, ratio));
    return Math.max(widthPx, heightPx) <= MOST_SIDE_PX && widthPx * heightPx <= MOST_PX;
  };
  if (isWithin(1)) return margins;
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (isWithin(middle)) low = middle;
    else high = middle;
  }
  return scaled(margins, low);
}

function scaled({ leftPx, topPx, rightPx, bottomPx }: Margins, ratio: number): Margins {
  const of = (px: number) => Math.floor(px * ratio);
  return { leftPx: of(leftPx), topPx: of(topPx), rightPx: of(rightPx), bottomPx: of(bottomPx) };
}
