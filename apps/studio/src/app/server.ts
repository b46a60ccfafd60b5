import { type Client, createClient } from '@fantascope/client';
import { QueryClient } from '@tanstack/react-query';
import { languageNow } from '../words/use-words.ts';

/** The server, asked in the language of the screen. */
export function server(): Client {
  return createClient({ language: languageNow() });
}

/** What has been read of the server. */
export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: false }, mutations: { retry: false } },
});
