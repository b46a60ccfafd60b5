import type { TakeNews } from '@fantascope/take';
import { appendEvent } from '../events/event-log.ts';
import type { TakeRoom } from './take-room.ts';

/** At most one event of a take's progress in this time, milliseconds; and only for a step that can be seen. */
const TELL_EVERY_MS = 3000;
const SEEN_RATIO = 0.05;

/** Tells a take's progress as events, sparingly: a thousand takes are polled all the time, and hardly ever is there news. */
export function tellProgress(
  { database, ports }: Pick<TakeRoom, 'database' | 'ports'>,
  { takeId, projectId }: Readonly<{ takeId: string; projectId: string }>,
): (news: TakeNews) => void {
  let toldMs = Number.NEGATIVE_INFINITY;
  let toldState = '';
  let toldRatio = 0;
  return (news) => {
    if (news.news !== 'progress') return;
    const { progress } = news;
    if (progress.state !== 'queued' && progress.state !== 'running') return;
    const { state, ratio = 0, queuePlace } = progress;
    const nowMs = ports.nowMs();
    const isNew = state !== toldState || Math.abs(ratio - toldRatio) >= SEEN_RATIO;
    if (!isNew || nowMs - toldMs < TELL_EVERY_MS) return;
    // The first state after the ticket is no news.
    const isFirst = toldState === '';
    [toldMs, toldState, toldRatio] = [nowMs, state, ratio];
    if (isFirst) return;
    const data = { state, ratio, ...(queuePlace === undefined ? {} : { queuePlace }) };
    const event = { projectId, subjectId: takeId, kind: 'take.progress', data, at: new Date(nowMs) };
    // Nothing hangs on it: a database that is away for a moment misses a percentage.
    void database.db.transaction((tx) => appendEvent(tx, event)).catch(() => undefined);
  };
}
