import type { CatalogueEntry } from '@fantascope/models';
import { isLoopbackUrl } from '@fantascope/take';

/** The wire of our own stage: its takes are drawn here, by a job, and nobody is asked or paid. */
export const stageWire = 'stage';

/** Whose account a model's takes are paid from: the host it is asked at, or for servers of one's own the protocol. Caps, limits and reports go by it. */
export function providerOf({ baseUrl, wire }: Pick<CatalogueEntry, 'baseUrl' | 'wire'>): string {
  return baseUrl === undefined || isLoopbackUrl(baseUrl) ? wire : new URL(baseUrl).hostname;
}

/** The queue in which takes of a provider wait. */
export function queueOf(provider: string): string {
  return `take:${provider}`;
}
