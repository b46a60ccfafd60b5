/** Work that several readers follow, each from its first event on; it is called off when the last of them leaves. */
export type Followed<Event> = Readonly<{
  /** Raised when nobody follows any more. */
  signal: AbortSignal;
  tell: (event: Event) => void;
  /** No more comes; with an error, every reader gets that. */
  end: (error?: unknown) => void;
  /** All events there were and will be. Throws what `end` was given, and the reader's own signal's reason. */
  follow: (signal: AbortSignal) => AsyncGenerator<Event, void, undefined>;
  /** Resolved once there are no readers left. */
  left: Promise<void>;
}>;

/** Begins it. `onLeft` is called at once when the last reader has left. */
export function followed<Event>({ onLeft }: Readonly<{ onLeft: () => void }>): Followed<Event> {
  const events: Event[] = [];
  const calledOff = new AbortController();
  const left = Promise.withResolvers<void>();
  let changed = Promise.withResolvers<void>();
  let ended: Readonly<{ error: unknown }> | undefined;
  let readers = 0;
  const change = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  const changeOr = (signal: AbortSignal) => {
    signal.addEventListener('abort', change, { once: true });
    return changed.promise.finally(() => signal.removeEventListener('abort', change));
  };
  return {
    signal: calledOff.signal,
    left: left.promise,
    tell: (event) => {
      events.push(event);
      change();
    },
    end: (error) => {
      ended ??= { error };
      change();
    },
    async *follow(signal) {
      readers += 1;
      try {
        for (let at = 0; ; ) {
          signal.throwIfAborted();
          const event = events[at];
          if (event !== undefined) {
            at += 1;
            yield event;
          } else if (ended === undefined) await changeOr(signal);
          else if (ended.error === undefined) return;
          else throw ended.error;
        }
      } finally {
        readers -= 1;
        if (readers === 0) {
          onLeft();
          if (ended === undefined) calledOff.abort();
          left.resolve();
        }
      }
    },
  };
}
