import { Fault, MotionRegion } from '@fantascope/film';

const takes = 'flow|sway|drift|flicker:subject|background|mask.png|x,y,w,h[:deg[:amount]]';

/** Reads one `--motion KIND:PLACE[:DEG[:AMOUNT]]` after those read before. Throws `cli.bad-value` for what is none. */
export function readMotion(value: string, before: readonly MotionRegion[] = []): readonly MotionRegion[] {
  const bad = () => new Fault('cli.bad-value', { option: '--motion', value, takes });
  const parts = value.split(':');
  const kind = parts.shift();
  const numbers: number[] = [];
  // A mask's name may hold colons (C:\sky.png): only numbers at the end are degrees and amount.
  while (numbers.length < 2 && parts.length > 1 && /^-?\d+(\.\d+)?$/.test(parts.at(-1) ?? '')) numbers.unshift(Number(parts.pop()));
  const place = parts.join(':').trim();
  if (place === '') throw bad();
  const [towardDeg, amountRatio] = numbers;
  const parsed = MotionRegion.safeParse({
    kind,
    place: placeOf(place),
    ...(towardDeg === undefined ? {} : { towardDeg }),
    ...(amountRatio === undefined ? {} : { amountRatio }),
  });
  if (!parsed.success) throw bad();
  return [...before, parsed.data];
}

function placeOf(place: string): unknown {
  if (place === 'subject' || place === 'background') return { matte: place };
  const sides = place.split(',');
  if (sides.length !== 4 || !sides.every((side) => /^\s*\d*\.?\d+\s*$/.test(side))) return { mask: place };
  const [xRatio, yRatio, widthRatio, heightRatio] = sides.map(Number);
  return { region: { xRatio, yRatio, widthRatio, heightRatio } };
}
