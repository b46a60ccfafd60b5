import { type CastMember, castLook } from '@fantascope/film';
import type { CastFact } from './plan.ts';

/** What a film's own cast says of those whom a shot names, in the shot's order; nobody for a name that it has not. */
export function castFacts(cast: readonly CastMember[], names: readonly string[]): readonly CastFact[] {
  return [...new Set(names)].flatMap((name): readonly CastFact[] => {
    const look = castLook(cast, name);
    if (look === undefined) return [];
    const { name: called, kind, pictures, description } = look;
    return [{ name, ...(called === name ? {} : { called }), kind, pictures, ...description }];
  });
}
