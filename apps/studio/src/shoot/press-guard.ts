/** How long the drawer has to be open before its button can be pressed, milliseconds. */
export const GUARD_MS = 600;

/** What stands between a key that is held down, or pressed twice, and money. */
export type PressGuard = Readonly<{ openedMs: number; isReleased: boolean }>;

/** The drawer has just opened; the key that opened it may still be down. */
export function openedAt(openedMs: number, isByKey: boolean): PressGuard {
  return { openedMs, isReleased: !isByKey };
}

/** The key was let go. */
export function released(guard: PressGuard): PressGuard {
  return guard.isReleased ? guard : { ...guard, isReleased: true };
}

/** Whether a press may spend now. A repeat of a key that is held never may. */
export function mayPress(guard: PressGuard, press: Readonly<{ nowMs: number; isRepeat: boolean }>): boolean {
  return guard.isReleased && !press.isRepeat && press.nowMs - guard.openedMs >= GUARD_MS;
}
