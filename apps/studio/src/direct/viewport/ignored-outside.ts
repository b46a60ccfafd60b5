const kept = 'fantascope.outside-ignored';
const MOST = 200;

function read(): readonly string[] {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]');
    return Array.isArray(told) ? told.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

/** Whether somebody wants to hear no more, in this browser, of this shot leaving its picture. */
export function isOutsideIgnored(shotId: string): boolean {
  return read().includes(shotId);
}

/** Remembers it, or forgets it; the oldest of two hundred shots make room. */
export function ignoreOutside(shotId: string, isIgnored: boolean): void {
  const others = read().filter((each) => each !== shotId);
  localStorage.setItem(kept, JSON.stringify((isIgnored ? [...others, shotId] : others).slice(-MOST)));
}
