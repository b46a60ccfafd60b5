/** How loud films are played in this browser. */
export type Volume = Readonly<{ ratio: number; isMuted: boolean }>;

const kept = 'fantascope.volume';

function read(): Volume {
  try {
    const { ratio, isMuted } = JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<Volume>;
    return { ratio: typeof ratio === 'number' && ratio >= 0 && ratio <= 1 ? ratio : 1, isMuted: isMuted === true };
  } catch {
    // Written by hand, or of another version.
    return { ratio: 1, isMuted: false };
  }
}

let now: Volume | null = null;
const listeners = new Set<() => void>();

/** The volume, remembered from film to film. */
export const volume = {
  state: () => {
    now ??= read();
    return now;
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  set: (change: Partial<Volume>) => {
    now = { ...volume.state(), ...change };
    localStorage.setItem(kept, JSON.stringify(now));
    for (const listener of listeners) listener();
  },
};
