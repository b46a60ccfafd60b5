import { Problem } from '@fantascope/client';
import type { Shot } from '@fantascope/film';
import { dropDraft, keepDraft, readDraft } from './draft.ts';
import { type History, historyOf, redone, settled, stepped, undone, withoutGesture } from './history.ts';
import { applyEdit, type ShotEdit } from './shot-edit.ts';

/** A shot as the server has it. */
export type Kept = Readonly<{ shot: Shot; revision: number }>;

/** How the shot stands with the server. `offline`: kept in this browser until the server answers; `refused`: the server said no, with its sentence. */
export type Saving = Readonly<{ is: 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'signed-out' | 'refused'; said?: string }>;

/** What the store tells. `conflict`: the other version, where somebody else has written meanwhile. */
export type ShotState = Readonly<{
  shot: Shot;
  history: History<Shot>;
  saving: Saving;
  conflict: Kept | null;
  /** What the last edit was refused for. */
  refused: string | null;
}>;

/** The way to the server: how a shot is written and read. Throws Problem, or TypeError where the server does not answer. */
export type ShotDoor = Readonly<{
  write: (shot: Shot, revision: number) => Promise<Kept>;
  read: () => Promise<Kept>;
}>;

/** One open shot: the document behind sentence, chips, tracks, map and picture. */
export type ShotStore = Readonly<{
  state: () => ShotState;
  subscribe: (listener: () => void) => () => void;
  /** Makes one change. Changes of one `gesture` are one step of undo; it ends with `endGesture`. */
  edit: (edit: ShotEdit | readonly ShotEdit[], gesture?: string) => void;
  endGesture: () => void;
  /** Takes the gesture under way back, as Esc does. */
  cancelGesture: () => void;
  undo: () => void;
  redo: () => void;
  /** Somebody wrote this revision: read it, or say that two versions stand against each other. */
  heard: (revision: number) => void;
  /** Ends a conflict: writes ours over theirs, or takes theirs (ours stays one undo away). */
  keep: (whose: 'mine' | 'theirs') => void;
  /** Writes now what is not written yet; resolves when it is or cannot be. */
  flush: () => Promise<void>;
  close: () => void;
}>;

const IDLE_MS = 1000;
const AGAIN_MS = 3000;

/** Opens a shot. A draft that this browser kept from an earlier visit goes on where it was. */
export function openShot(shotId: string, kept: Kept, door: ShotDoor): ShotStore {
  const draft = readDraft(shotId);
  const isOwnDraft = draft !== null && JSON.stringify(draft.shot) !== JSON.stringify(kept.shot);
  const isStale = isOwnDraft && draft.revision !== kept.revision;
  let base = kept;
  let state: ShotState = {
    shot: isOwnDraft ? draft.shot : kept.shot,
    history: isOwnDraft ? stepped(historyOf(kept.shot), draft.shot, null) : historyOf(kept.shot),
    saving: { is: isStale ? 'conflict' : isOwnDraft ? 'waiting' : 'saved' },
    conflict: isStale ? kept : null,
    refused: null,
  };
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> | undefined;
  let isClosed = false;

  const tell = (change: Partial<ShotState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void write(), ms);
  };
  const isWritten = () => Object.is(state.shot, base.shot);

  const move = (history: History<Shot>, refused: string | null = null) => {
    if (Object.is(history.now, state.shot)) return tell({ history, refused });
    const hasRoom = keepDraft(shotId, { shot: history.now, revision: base.revision });
    const saving: Saving = state.saving.is === 'conflict' ? state.saving : { is: 'waiting', ...(hasRoom ? {} : { said: 'no-room' }) };
    tell({ history, shot: history.now, refused, saving });
    if (state.conflict === null) later(IDLE_MS);
  };

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    if (writing !== undefined) return writing;
    if (state.conflict !== null || isWritten()) return;
    const sent = state.shot;
    tell({ saving: { is: 'saving' } });
    writing = (async () => {
      try {
        const done = await door.write(sent, base.revision);
        // What was written while the answer was on its way is written next.
        base = { shot: sent, revision: done.revision };
        if (isWritten()) {
          dropDraft(shotId);
          tell({ saving: { is: 'saved' } });
        } else {
          keepDraft(shotId, { shot: state.shot, revision: base.revision });
          tell({ saving: { is: 'waiting' } });
          later(0);
        }
      } catch (error) {
        await trouble(error, sent);
      } finally {
        writing = undefined;
      }
    })();
    return writing;
  };

  const trouble = async (error: unknown, sent: Shot): Promise<void> => {
    if (!(error instanceof Problem) || error.status >= 500) {
      tell({ saving: { is: 'offline', ...(error instanceof Problem ? { said: error.message } : {}) } });
      return later(AGAIN_MS);
    }
    if (error.status === 401) {
      tell({ saving: { is: 'signed-out', said: error.message } });
      return later(AGAIN_MS);
    }
    if (error.code === 'jobs.revision-passed' || error.status === 409) {
      const theirs = await door.read().catch(() => null);
      if (theirs === null) {
        tell({ saving: { is: 'offline' } });
        return later(AGAIN_MS);
      }
      // Our own write whose answer was lost.
      if (JSON.stringify(theirs.shot) === JSON.stringify(sent)) {
        base = { shot: sent, revision: theirs.revision };
        tell({ saving: { is: isWritten() ? 'saved' : 'waiting' } });
        return isWritten() ? dropDraft(shotId) : later(0);
      }
      // A locked shot has no other version to choose from.
      if (theirs.revision !== base.revision) return tell({ conflict: theirs, saving: { is: 'conflict' } });
    }
    tell({ saving: { is: 'refused', said: error.message } });
  };

  if (state.saving.is === 'waiting') later(0);

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit: (given, gesture) => {
      const edits = Array.isArray(given) ? (given as readonly ShotEdit[]) : [given as ShotEdit];
      let { shot } = state;
      for (const edit of edits) {
        const edited = applyEdit(shot, edit);
        if ('refused' in edited) return tell({ refused: edited.refused });
        shot = edited.shot;
      }
      move(stepped(state.history, shot, gesture ?? null));
    },
    endGesture: () => {
      tell({ history: settled(state.history) });
      if (!isWritten() && state.conflict === null) later(Math.min(IDLE_MS, 250));
    },
    cancelGesture: () => move(withoutGesture(state.history)),
    undo: () => move(undone(state.history)),
    redo: () => move(redone(state.history)),
    heard: (revision) => {
      if (revision <= base.revision || writing !== undefined) return;
      void door
        .read()
        .then((theirs) => {
          if (theirs.revision <= base.revision) return;
          if (!isWritten()) return tell({ conflict: theirs, saving: { is: 'conflict' } });
          base = theirs;
          tell({ shot: theirs.shot, history: stepped(state.history, theirs.shot, null), saving: { is: 'saved' } });
        })
        // The next write finds out.
        .catch(() => undefined);
    },
    keep: (whose) => {
      const { conflict } = state;
      if (conflict === null) return;
      base = conflict;
      if (whose === 'mine') {
        keepDraft(shotId, { shot: state.shot, revision: base.revision });
        tell({ conflict: null, saving: { is: 'waiting' } });
        return later(0);
      }
      dropDraft(shotId);
      tell({ conflict: null, shot: conflict.shot, history: stepped(state.history, conflict.shot, null), saving: { is: 'saved' } });
    },
    flush: async () => {
      await writing;
      await write();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      if (!isWritten() && state.conflict === null) void write();
    },
  };
}
