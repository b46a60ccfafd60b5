import { Fault } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import type { Environment } from '../data-dir.ts';

/** Where a model's provider is asked, and which key goes there. */
export type Address = Readonly<{
  baseUrl: string;
  origin: string;
  /** The name of the key to send; undefined where none is needed. */
  keyName?: string;
  /** A person has named it by a setting. */
  isNamed: boolean;
  /** A server that only behaves like a provider, by its own word: nothing is generated and nothing is paid. */
  isEmulated: boolean;
}>;

const prefixOf = (wire: string) => `FANTASCOPE_${wire.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;

/** The setting that points a wire elsewhere: FANTASCOPE_KLING_V1_URL. */
export function urlSetting(wire: string): string {
  return `${prefixOf(wire)}_URL`;
}

/** The key for a wire pointed elsewhere; a provider's own key never goes to another address. */
export function ownKeyName(wire: string): string {
  return `${prefixOf(wire)}_KEY`;
}

/** Whether an address is on this machine. */
export function isLoopbackUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The address of a model, before anyone was asked what stands there: FANTASCOPE_<WIRE>_URL, else its entry's. Throws take.no-address and take.bad-address. */
export function addressOf(
  entry: Pick<CatalogueEntry, 'id' | 'wire' | 'baseUrl' | 'keyName'>,
  env: Environment,
): Omit<Address, 'isEmulated'> {
  const setting = urlSetting(entry.wire);
  const elsewhere = env[setting];
  const text = elsewhere || entry.baseUrl;
  if (text === undefined) throw new Fault('take.no-address', { model: entry.id, setting });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A user or a query in it would be a secret in every message that names the address.
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new Fault('take.bad-address', { setting });
  const baseUrl = text.replace(/\/+$/, '');
  const isHome = entry.baseUrl !== undefined && new URL(entry.baseUrl).origin === url.origin;
  const keyName = isHome ? entry.keyName : entry.keyName === undefined ? undefined : ownKeyName(entry.wire);
  return {
    baseUrl,
    origin: url.origin,
    isNamed: Boolean(elsewhere),
    ...(keyName === undefined ? {} : { keyName }),
  };
}
