import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-500.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-mono/latin-500.css';
import './app/studio.css';
import { openKeys } from './app/keys.ts';
import { router } from './app/router.tsx';
import { queries } from './app/server.ts';
import { openTheme } from './app/theme.ts';
import { fetchTheRest } from './parts/later.tsx';
import { openWords } from './words/use-words.ts';

// The page's policy lets no text become code, which a schema would try.
z.config({ jitless: true });
openTheme();
openWords();
openKeys();
createRoot(document.getElementById('studio') as HTMLElement).render(
  <QueryClientProvider client={queries}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);
// Where no picture comes to stand, without a photograph for one, it is time all the same.
setTimeout(() => void fetchTheRest(), 5000);
// Chinese glyphs come in slices, and not before the page stands.
requestIdleCallback(() => void import('./app/chinese-fonts.ts'));
