import { Fault } from '@fantascope/film';
import { and, desc, inArray, isNull, notInArray } from 'drizzle-orm';
import { asset } from '../../database/schema/index.ts';
import { sketchOfAsset } from './sketch-asset.ts';
import type { ViewRoom } from './view-of.ts';

/** Between two looks for pictures that nobody has looked at, milliseconds; the first one after it, when the start is over. */
const EVERY_MS = 5000;
/** Assets asked for at once. */
const BATCH = 32;
/** Files that cannot be looked at and are remembered, at most; then the rest waits for the next start. */
const MOST_TRIED = 2000;

/** What this process has found that it cannot look at; tried anew after a start, when the machine may have an ffmpeg. */
export type SketchTried = { sha256: Set<string>; isWithoutFfmpeg: boolean };

/**
 * Looks at pictures and films that nobody has looked at yet, newest first, one after another, until none is left: those that came in and were not
 * shown, and all of a house from before there were sketches. Rests after each for as long as it took, so that it never has more than half of a
 * processor. Two workers may look at the same file, which does no harm. Gives how many it has looked at.
 */
export async function sketchRest(
  room: ViewRoom,
  { tried, signal }: Readonly<{ tried: SketchTried; signal: AbortSignal }>,
): Promise<number> {
  let count = 0;
  while (!signal.aborted && tried.sha256.size < MOST_TRIED) {
    const rows = await room.database.db
      .select({ id: asset.id, sha256: asset.sha256 })
      .from(asset)
      .where(
        and(
          isNull(asset.sketch),
          isNull(asset.removedAt),
          // As the index has it; films wait where nothing can read them.
          inArray(asset.kind, tried.isWithoutFfmpeg ? ['image'] : ['image', 'video']),
          tried.sha256.size === 0 ? undefined : notInArray(asset.sha256, [...tried.sha256]),
        ),
      )
      .orderBy(desc(asset.createdAt))
      .limit(BATCH);
    if (rows.length === 0) break;
    for (const { id, sha256 } of new Map(rows.map((row) => [row.sha256, row])).values()) {
      if (signal.aborted) break;
      const fromMs = room.ports.nowMs();
      const isSeen = await sketchOfAsset(room, id).then(
        () => true,
        (error: unknown) => {
          // A lost connection, a full disk, a bucket that is away: not the file's fault, and asked again the next time.
          if (!(error instanceof Fault) || error.code === 'jobs.store-failed') throw error;
          if (error.code === 'media.no-ffmpeg') tried.isWithoutFfmpeg = true;
          else tried.sha256.add(sha256);
          return false;
        },
      );
      if (isSeen) count += 1;
      else if (tried.isWithoutFfmpeg) break;
      await room.ports.sleep(Math.max(0, room.ports.nowMs() - fromMs), signal);
    }
  }
  return count;
}

/** Goes on looking at what comes in, beside everything else, until it is closed; then what is under way is ended first. */
export function keepSketching(
  room: ViewRoom,
  { onTrouble }: Readonly<{ onTrouble: (text: string) => void }>,
): Readonly<{ close: () => Promise<void> }> {
  const stop = new AbortController();
  const { signal } = stop;
  const tried: SketchTried = { sha256: new Set(), isWithoutFfmpeg: false };
  const life = (async () => {
    while (!signal.aborted) {
      await room.ports.sleep(EVERY_MS, signal);
      // A database that is away for a moment is asked again the next time.
      await sketchRest(room, { tried, signal }).catch((error: unknown) =>
        onTrouble(error instanceof Error ? error.message : String(error)),
      );
    }
  })();
  return {
    close: () => {
      stop.abort();
      return life;
    },
  };
}
