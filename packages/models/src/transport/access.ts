import { Fault } from '@fantascope/film';
import type { HttpReply, HttpRequest, Wire } from '../wire.ts';
import { isLoopbackAddress, isPublicAddress } from './address.ts';

/** A key and where it may go: origins (https://host[:port]) it belongs to; a host may begin with `*.` for all below it. */
export type Credential = Readonly<{ name: string; value: string; origins: readonly string[] }>;

/** What may be reached, and with which keys. */
export type AccessRules = Readonly<{
  credentials: readonly Credential[];
  /** Exact origins of configured providers on addresses that are not public (a ComfyUI of one's own). */
  allowedOrigins: readonly string[];
  /** For tests, benches and emulators: nothing but this machine. */
  isLoopbackOnly: boolean;
}>;

const isOf = (origin: string, pattern: string) => {
  if (!pattern.includes('://*.')) return new URL(pattern).origin === origin;
  const [scheme, suffix = ''] = pattern.toLowerCase().split('://*');
  return origin.startsWith(`${scheme}://`) && origin.endsWith(suffix) && origin.length > `${scheme}://${suffix}`.length;
};

/** Whether a key may go to an address: to its own origins, and where one of them is the wire's provider, to that provider's other hosts. */
export function isKeyFor({ origins }: Credential, { url, wire }: Readonly<{ url: URL; wire: Pick<Wire, 'family'> }>): boolean {
  if (origins.some((pattern) => isOf(url.origin, pattern))) return true;
  const { family = [] } = wire;
  const isFamily = (origin: string) => family.some((host) => isOf(origin, host));
  if (!isFamily(url.origin)) return false;
  return origins.some((pattern) => family.includes(pattern) || (!pattern.includes('://*.') && isFamily(new URL(pattern).origin)));
}

/** Whether an address may be asked. */
export type AddressRule = (address: string) => boolean;

/**
 * Which addresses a URL may turn out to be at: public ones, or any where its exact origin is a configured provider's.
 * @throws Fault models.only-loopback before a name is even looked up
 */
export function addressRule({ allowedOrigins, isLoopbackOnly }: AccessRules, url: URL): AddressRule {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isLoopbackOnly && host !== 'localhost' && !isLoopbackAddress(host)) throw new Fault('models.only-loopback', { origin: url.origin });
  if (isLoopbackOnly) return isLoopbackAddress;
  return allowedOrigins.some((origin) => new URL(origin).origin === url.origin) ? () => true : isPublicAddress;
}

/** Where a reply sends a GET on, with the rule for it; undefined where it does not, blocked where that may not be asked. */
export function redirectOf(
  { status, headers }: Readonly<{ status: number; headers: HttpReply['headers'] }>,
  { from, rules }: Readonly<{ from: URL; rules: AccessRules }>,
): Readonly<{ url: URL; isAllowed: AddressRule }> | 'blocked' | undefined {
  const location = headers['location'];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  try {
    const url = addressOf(new URL(location, from).href);
    return { url, isAllowed: addressRule(rules, url) };
  } catch (error) {
    if (error instanceof Fault) return 'blocked';
    throw error;
  }
}

/** @throws Fault models.no-key, models.key-elsewhere */
export function keyFor(
  rules: AccessRules,
  { name, url, wire }: Readonly<{ name: string; url: URL; wire: Pick<Wire, 'family'> }>,
): Credential {
  const credential = rules.credentials.find((each) => each.name === name);
  if (credential === undefined) throw new Fault('models.no-key', { key: name });
  if (isKeyFor(credential, { url, wire })) return credential;
  throw new Fault('models.key-elsewhere', { key: name, origins: credential.origins.join(', '), origin: url.origin });
}

/** The address of a request. @throws Fault models.not-an-address for what is no http(s) URL, or one that names a user. */
export function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new Fault('models.not-an-address', { url: text.split(/[?#]/)[0]?.replace(/\/\/[^/]*@/, '//') ?? '' });
  }
  return url;
}

/** A key's headers for one request. */
export function keyHeaders(
  wire: Pick<Wire, 'authorize'>,
  { credential, http, nowMs }: Readonly<{ credential: Credential | undefined; http: HttpRequest; nowMs: number }>,
): Readonly<Record<string, string>> {
  return credential === undefined ? {} : wire.authorize(credential.value, { nowSec: Math.floor(nowMs / 1000), http });
}
