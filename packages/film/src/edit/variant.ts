import { Fault } from '../fault.ts';
import type { Film } from '../film.ts';
import { frameInside } from '../frame-size.ts';
import { shotInFrame } from '../shot-in-frame.ts';
import { shotFinder } from './shot-ref.ts';

/**
 * The film of one variant of its edit: the same cuts in its frame, each shot centred where the variant says, else where the shot says for that shape, else on its
 * subject when it is lifted. The film without variants of its own. Throws edit.no-such-thing for a variant it has not, or a centre of a shot it has not.
 */
export function variantOf(film: Film, id: string): Film {
  const variant = film.edit?.variants.find((each) => each.id === id);
  if (film.edit === undefined || variant === undefined) throw new Fault('edit.no-such-thing', { id });
  const { widthPx, heightPx } = variant.size ?? frameInside(variant.aspect, film);
  const find = shotFinder(film);
  const centres = new Map(
    variant.centres.map(({ shot, ...centre }) => {
      const index = find(shot);
      if (index === undefined || index === null) throw new Fault('edit.no-such-thing', { id: shot });
      return [index, centre];
    }),
  );
  const shots = film.shots.map((shot, index) => {
    const seen = shotInFrame(shot, widthPx / heightPx);
    const centre = centres.get(index);
    return centre === undefined ? seen : { ...seen, startCentre: centre };
  });
  return { ...film, widthPx, heightPx, shots, edit: { ...film.edit, variants: [] } };
}
