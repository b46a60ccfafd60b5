import type { IdKind } from '@fantascope/film';
import { z } from 'zod';

/** An id of ours as it comes in: `shot_01J…`. */
export function idOf<K extends IdKind>(kind: K) {
  return z.string().regex(new RegExp(`^${kind}_[0-9A-HJKMNP-TV-Z]{26}$`), `an id of this kind looks like ${kind}_01J…`);
}

/** A point in time as it goes out: ISO 8601 in UTC, milliseconds. */
export const Time = z.iso.datetime({ precision: 3 });

/** The text of a time, as `Time` wants it. */
export function timeText(at: Date): string {
  return at.toISOString();
}
