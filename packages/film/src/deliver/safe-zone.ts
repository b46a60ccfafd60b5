import type { Film } from '../film.ts';
import { platforms, type SafeZone } from './platforms.ts';

/** The edges that all platforms a film is for leave free together; undefined where it is for none. */
export function safeZoneOf({ platforms: ids = [] }: Pick<Film, 'platforms'>): SafeZone | undefined {
  const zones = ids.map((id) => platforms[id].safeZone);
  if (zones.length === 0) return undefined;
  const most = (side: keyof SafeZone) => Math.max(...zones.map((zone) => zone[side]));
  return {
    topRatio: most('topRatio'),
    rightRatio: most('rightRatio'),
    bottomRatio: most('bottomRatio'),
    leftRatio: most('leftRatio'),
  };
}
