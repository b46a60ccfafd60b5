import { redactor } from '@fantascope/models/transport';

/**
 * A provider's words as they may be kept and shown: without the given secrets in any form they travel in, without what looks like a token,
 * without the query of any address (signatures and keys stand there), at most 1000 letters.
 */
export function cleanText(text: string, secrets: readonly string[]): string {
  const clean = redactor(secrets)(text).replace(/\b(https?:\/\/[^\s"'<>?]+)\?[^\s"'<>]*/gi, '$1?…');
  return clean.length > 1000 ? `${clean.slice(0, 1000)}…` : clean;
}

/** What of a credential must never be shown: all of it, and both parts of a pair. */
export function secretsOf(credential: string | undefined): readonly string[] {
  if (credential === undefined || credential === '') return [];
  return [credential, ...(credential.includes(':') ? credential.split(':') : [])].filter((part) => part.length >= 6);
}
