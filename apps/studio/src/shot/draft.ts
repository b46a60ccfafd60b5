import { Shot } from '@fantascope/film';

/** What this browser keeps of a shot that the server does not have yet. `revision` is the one it was made from. */
export type Draft = Readonly<{ shot: Shot; revision: number }>;

const place = (shotId: string) => `fantascope.draft.${shotId}`;

/** The draft of a shot; null where there is none, or none that can be read. */
export function readDraft(shotId: string, storage: Storage = localStorage): Draft | null {
  try {
    const told = JSON.parse(storage.getItem(place(shotId)) ?? 'null') as Readonly<{ shot: unknown; revision: unknown }> | null;
    const shot = Shot.safeParse(told?.shot);
    return shot.success && typeof told?.revision === 'number' ? { shot: shot.data, revision: told.revision } : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; false where the browser has no room or forbids it. */
export function keepDraft(shotId: string, draft: Draft, storage: Storage = localStorage): boolean {
  try {
    storage.setItem(place(shotId), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** The server has it: the draft is not needed any more. */
export function dropDraft(shotId: string, storage: Storage = localStorage): void {
  storage.removeItem(place(shotId));
}
