import type { Animatic } from '../animatic.ts';
import type { Air } from '../look/air.ts';
import type { SoundEffect } from '../sound/sound.ts';
import type { SeenShot } from './see-shots.ts';

/** What is in the air of a shot: what its words name, and what falls in its weather out of doors. At most two kinds. */
export function airOf(
  { facts }: SeenShot,
  { place, weather }: Readonly<{ place: Animatic['place']; weather: Animatic['weather'] }>,
): Air[] {
  const isOutside = place !== 'room' && place !== 'studio' && place !== 'space';
  const falling = weather === 'snow' || weather === 'rain' || weather === 'fog' ? [weather] : [];
  const named = facts.flatMap(({ air }) => (air === undefined ? [] : [air]));
  // Rain and snow that are told of in a room fall before its window, and not over its table.
  const kinds = new Set(
    isOutside ? [...falling, ...named] : named.filter((kind) => kind === 'dust' || kind === 'embers' || kind === 'petals'),
  );
  // Falling snow and falling rain at once are a wish for neither.
  if (kinds.has('snow') && kinds.has('rain')) kinds.delete(weather === 'snow' ? 'rain' : 'snow');
  return [...kinds].slice(0, 2).map((kind) => ({ kind }));
}

/** Sounds that last as long as the picture, quiet under a voice. */
const lasting: ReadonlySet<SoundEffect['kind']> = new Set(['wind', 'rain', 'waves', 'birds']);

/** The sounds of a shot: at most one that lasts, and one that happens. */
export function effectsOf(
  { facts, animatic }: SeenShot,
  { lengthSec, leadSec }: Readonly<{ lengthSec: number; leadSec: number }>,
): SoundEffect[] {
  const named = facts.flatMap(({ effect }) => (effect === undefined ? [] : [effect]));
  const ofPlace: readonly SoundEffect['kind'][] = animatic.weather === 'rain' ? ['rain'] : animatic.place === 'sea' ? ['waves'] : [];
  const bed = named.find((kind) => lasting.has(kind)) ?? ofPlace[0];
  const hit = named.find((kind) => !lasting.has(kind));
  const isInside = animatic.place === 'room' || animatic.place === 'studio' || animatic.place === 'space';
  return [
    ...(bed === undefined || (animatic.place === 'space' && bed !== 'wind')
      ? []
      : [{ kind: bed, startSec: 0, gainDb: isInside ? -22 : -14 }]),
    ...(hit === undefined ? [] : [{ kind: hit, startSec: Math.min(leadSec, Math.max(0, lengthSec - 2)), gainDb: -9 }]),
  ];
}
