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

/**
 * The guard of a drawer that opens now. It listens from here on, not from when the drawer is drawn: by then the key may have been let go, and a
 * guard that never heard of it would keep the button dead. A page that loses the keyboard hears of no key that is let go, and of no repeat either.
 */
export function openGuard({ nowMs, isByKey, page }: Readonly<{ nowMs: number; isByKey: boolean; page: EventTarget }>): () => PressGuard {
  let guard = openedAt(nowMs, isByKey);
  const release = (event: Event) => {
    const key = 'key' in event ? event.key : null;
    if (event.type === 'keyup' && key !== 'Enter' && key !== 'Control' && key !== 'Meta') return;
    guard = released(guard);
    for (const type of ['keyup', 'blur']) page.removeEventListener(type, release);
  };
  if (isByKey) for (const type of ['keyup', 'blur']) page.addEventListener(type, release);
  return () => guard;
}
