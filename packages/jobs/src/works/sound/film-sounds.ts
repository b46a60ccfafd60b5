import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, Film } from '@fantascope/film';
import { cacheDir } from '@fantascope/lift/lifted';
import { eq } from 'drizzle-orm';
import { film } from '../../database/schema/index.ts';
import { withStoredShots } from '../../operation/film-shots.ts';
import type { Studio } from '../../studio.ts';
import { cleanReason } from '../clean-reason.ts';
import { layOutFiles } from '../lay-out-files.ts';
import { oneByOne } from '../lift/one-by-one.ts';
import { inWorkFolder } from '../work-folder.ts';
import { soundInProcess } from './sound-process.ts';
import type { HeardCodec, SoundNews } from './sound-task.ts';
import { soundKey, whatSounds } from './what-sounds.ts';

/** Sounds that are made or wait for their turn; whoever asks for another is told to wait, and asks again. */
const MOST_UNDER_WAY = 8;
/** Answers remembered, so that a sound that is kept needs no process to be found again. */
const MOST_REMEMBERED = 256;
/** How long a sound goes on being made after the last who asked for it has been answered, milliseconds. */
const LEFT_MS = 10_000;

/** One for the whole process: a mix keeps a core busy and holds all of a film's sound in memory. */
const inTurn = oneByOne({ mostWaiting: MOST_UNDER_WAY });

/** The sound of a film as it is now. `making`: what it is busy with. `ready`: its file, and `key`, which is another wherever it sounds different. */
export type HeardFilm =
  | Readonly<{ state: 'silent' }>
  | Readonly<{ state: 'making'; step: 'waiting' | SoundNews['step'] }>
  | Readonly<{
      state: 'ready';
      key: string;
      path: string;
      integratedLufs: number | null;
      truePeakDbtp: number | null;
    }>;

type Ready = Extract<HeardFilm, { state: 'ready' }>;

/** Which sound is asked for, and how long an answer may be waited for while nothing new is to be said, milliseconds. */
export type HearWish = Readonly<{ filmId: string; codec: HeardCodec; waitMs: number; signal: AbortSignal }>;

/** Sounds of films, for people who listen to them. */
export type FilmSounds = Readonly<{
  /**
   * Says how a film's sound stands, and begins to make it where it is not there. It is called off when nobody has asked for it for 10 s, and when the film
   * sounds different by then. Throws jobs.no-such-thing, the faults of soundKey and of soundInProcess, and the signal's reason. Rights are whoever asks' own affair.
   */
  hear: (wish: HearWish) => Promise<HeardFilm>;
}>;

type Room = Pick<Studio, 'database' | 'assets' | 'settings' | 'home'>;
type Found = Readonly<{ projectId: string; document: Film }>;

/** A sound that is being made; `ended` holds what became of it once it is. */
type Work = {
  readonly filmId: string;
  readonly stop: AbortController;
  step: 'waiting' | SoundNews['step'];
  changed: PromiseWithResolvers<void>;
  readers: number;
  leaving: NodeJS.Timeout | undefined;
  ended: Readonly<{ made: HeardFilm } | { error: unknown }> | undefined;
};

async function filmOf({ database: { db } }: Room, filmId: string): Promise<Found> {
  const [row] = await db.select().from(film).where(eq(film.id, filmId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: filmId });
  return { projectId: row.projectId, document: Film.parse(await withStoredShots(db, { filmId, document: row.document })) };
}

const isFile = (path: string) =>
  stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );

/** Opens them for a studio. */
export function openFilmSounds(room: Room): FilmSounds {
  const cache = cacheDir(room.settings.env);
  const underWay = new Map<string, Work>();
  const remembered = new Map<string, Ready | null>();

  function remember(runKey: string, made: Ready | null): void {
    remembered.delete(runKey);
    remembered.set(runKey, made);
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  }

  function tell(work: Work, change: Partial<Pick<Work, 'step' | 'ended'>>): void {
    Object.assign(work, change);
    work.changed.resolve();
    work.changed = Promise.withResolvers();
  }

  async function make({ projectId, document }: Found, { key, codec, work }: Readonly<{ key: string; codec: HeardCodec; work: Work }>) {
    const { signal } = work.stop;
    return inTurn(
      () =>
        inWorkFolder({ home: room.home, jobId: 'sound' }, async (folder): Promise<Ready | null> => {
          const placed = await layOutFiles(whatSounds(document), { folder, projectId, room });
          const onNews = ({ step }: SoundNews) => tell(work, { step });
          const made = await soundInProcess({ film: placed, folder, codec, cache }, { env: room.settings.env, signal, onNews });
          if (made === null) return null;
          const { file: path, ...loudness } = made;
          // Where the cache cannot be written its file is gone with the process.
          if (!(await isFile(path))) throw new Fault('jobs.sound-broke', { how: cache });
          return { state: 'ready', key, path, ...loudness };
        }),
      { signal, onWait: () => undefined },
    );
  }

  function begin(
    found: Found,
    { key, codec, filmId, runKey }: Readonly<{ key: string; codec: HeardCodec; filmId: string; runKey: string }>,
  ): Work {
    // One at a time a film: what it sounded like before is not waited for any more.
    for (const [otherKey, other] of underWay) if (other.filmId === filmId && !otherKey.endsWith(key)) other.stop.abort();
    const work: Work = {
      ...{ filmId, stop: new AbortController(), step: 'waiting', changed: Promise.withResolvers(), readers: 0 },
      ...{ leaving: undefined, ended: undefined },
    };
    underWay.set(runKey, work);
    void make(found, { key, codec, work })
      .then(
        (made) => {
          remember(runKey, made);
          tell(work, { ended: { made: made ?? { state: 'silent' } } });
        },
        (error: unknown) => {
          const told = error instanceof Fault ? new Fault(error.code, cleanReason(error.params, room), { cause: error }) : error;
          tell(work, { ended: work.stop.signal.aborted ? { made: { state: 'making', step: 'waiting' } } : { error: told } });
        },
      )
      // Who waits reads the end from the work itself; who comes later begins anew.
      .finally(() => underWay.delete(runKey));
    return work;
  }

  /** Waits until there is something new to say of it. It goes on for a while after that: whoever waits asks again. */
  async function follow(work: Work, { waitMs, signal }: Pick<HearWish, 'waitMs' | 'signal'>): Promise<void> {
    work.readers += 1;
    clearTimeout(work.leaving);
    const done = new AbortController();
    const timer = sleep(waitMs, undefined, { signal: AbortSignal.any([signal, done.signal]) }).catch(() => undefined);
    try {
      if (work.ended === undefined) await Promise.race([work.changed.promise, timer]);
    } finally {
      done.abort();
      work.readers -= 1;
      if (work.readers === 0) {
        work.leaving = setTimeout(() => work.stop.abort(), LEFT_MS);
        work.leaving.unref();
      }
    }
    signal.throwIfAborted();
  }

  return {
    hear: async ({ filmId, codec, waitMs, signal }) => {
      const found = await filmOf(room, filmId);
      const key = soundKey(found.document);
      if (key === null) return { state: 'silent' };
      const runKey = `${codec} ${filmId} ${key}`;
      const kept = remembered.get(runKey);
      if (kept === null) return { state: 'silent' };
      if (kept !== undefined && (await isFile(kept.path))) return kept;
      if (!underWay.has(runKey) && underWay.size >= MOST_UNDER_WAY) {
        await sleep(waitMs, undefined, { signal }).catch(() => undefined);
        signal.throwIfAborted();
        return { state: 'making', step: 'waiting' };
      }
      const work = underWay.get(runKey) ?? begin(found, { key, codec, filmId, runKey });
      await follow(work, { waitMs, signal });
      const { ended, step } = work;
      if (ended === undefined) return { state: 'making', step };
      if ('error' in ended) throw ended.error;
      return ended.made;
    },
  };
}
