import { useSyncExternalStore } from 'react';

/** How bright the interface is. Pictures always stand on neutral grey. */
export type Theme = 'system' | 'dark' | 'light';

const kept = 'fantascope.theme';
const listeners = new Set<() => void>();

function chosen(): Theme {
  const told = localStorage.getItem(kept);
  return told === 'light' || told === 'system' ? told : 'dark';
}

function show(): void {
  const theme = chosen();
  const isLight = theme === 'light' || (theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches);
  document.documentElement.dataset['theme'] = isLight ? 'light' : 'dark';
}

/** Shows the theme that was chosen; before anything is drawn. */
export function openTheme(): void {
  show();
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', show);
}

/** Chooses a theme and remembers it. */
export function setTheme(theme: Theme): void {
  localStorage.setItem(kept, theme);
  show();
  for (const listener of listeners) listener();
}

/** The theme that was chosen. */
export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosen);
}
