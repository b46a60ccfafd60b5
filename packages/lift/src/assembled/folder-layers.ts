import type { AssembledLayer } from './layers-document.ts';

/** Where the front and the back of a folder stand whose names tell no distance, in metres: the front where a subject usually stands. */
const frontM = 3;
const backM = 20;
/** How much nearer the front, and farther the back, is taken than the outermost layer whose name tells its distance. */
const outerStep = 1.5;

/** What a file's name tells: "10-hills@40m.png" is the layer "hills", 40 m away. */
export type NamedPicture = Readonly<{ picture: string; name: string; distanceM: number | null }>;

/** Reads a picture's file name: an order in front ("10-", "10_", "10 "), the layer's name, and its distance behind "@" with "m". */
export function readPictureName(picture: string): NamedPicture {
  const bare = picture.replace(/\.[^.]+$/, '');
  const [, before = bare, metres] = /^(.*?)\s*@\s*(\d+(?:\.\d+)?)\s*m$/i.exec(bare) ?? [];
  const name = before.replace(/^\d+[-_. ]+/, '').trim();
  return { picture, name: name === '' ? before.trim() || bare : name, distanceM: metres === undefined ? null : Number(metres) };
}

/** Cards of the pictures in order, back to front: those without a distance stand between their neighbours, even in 1 / metres. */
export function cardsOf(pictures: readonly NamedPicture[]): AssembledLayer[] {
  const inverse = pictures.map(({ distanceM }) => (distanceM === null ? null : 1 / Math.min(100_000, Math.max(0.05, distanceM))));
  const last = inverse.length - 1;
  const known = inverse.filter((one) => one !== null);
  if (last > 0 && inverse[0] === null) inverse[0] = known.length === 0 ? 1 / backM : Math.min(1 / backM, Math.min(...known) / outerStep);
  if (inverse[last] === null) inverse[last] = known.length === 0 ? 1 / frontM : Math.max(...known) * outerStep;
  let from = 0;
  return pictures.map(({ picture, name }, k) => {
    if (inverse[k] !== null) from = k;
    const to = inverse.findIndex((one, at) => at >= k && one !== null);
    const share = to === from ? 0 : (k - from) / (to - from);
    const at = (inverse[from] as number) * (1 - share) + (inverse[to] as number) * share;
    return { name, picture, xPx: 0, yPx: 0, scaleRatio: 1, distanceM: Math.round(1e4 / at) / 1e4 };
  });
}
