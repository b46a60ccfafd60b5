import { type Logger, pino } from 'pino';

// Nouns, ids, versions, names of settings; a key that was pasted in the place of one has other letters.
const plainPart = /^(?:v1|[a-z][a-z.-]{0,30}|[a-z]+-v\d|[a-z]+_[0-9A-HJKMNP-TV-Z]{26}|[A-Z][A-Z_]{1,60})?$/;

/** A path as a log may hold it: parts that could be anything are left out. */
export function shownPath(path: string): string {
  return path
    .slice(0, 300)
    .split('/')
    .map((part) => (plainPart.test(part) ? part : '…'))
    .join('/');
}

/** What a log is opened with. `secrets`: texts that no line may hold, each at least 6 long (shorter ones are in any text). */
export type ServerLogOptions = Readonly<{
  level: string;
  secrets: readonly string[];
  write: (line: string) => void;
  /** Only the attack suite leaves it out, to see that its search then finds something. */
  scrub?: (line: string) => string;
}>;

/** Names of settings whose value is a secret. */
const secretName = /(KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL)S?$/;

/** Values of the environment that no log may hold: keys, secrets, and the passwords in addresses of databases. */
export function secretsOfEnvironment(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (secretName.test(name)) return [value, ...value.split(':')];
    const password = URL.canParse(value) ? new URL(value).password : '';
    return password === '' ? [] : [password, decodeURIComponent(password)];
  });
}

// Tokens of ours, signing secrets of webhooks, bearers, sealed texts, tokens in links, and cookies: by their looks, wherever they come from.
const looks: readonly (readonly [RegExp, string])[] = [
  [/\bfsc_[A-Za-z0-9_-]{20,}/g, 'fsc_…'],
  [/\bwhsec_[A-Za-z0-9+/=]{16,}/g, 'whsec_…'],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 …'],
  [/([?&](?:token|t|k|key|signature|sig|X-Amz-[A-Za-z]+)=)[^&\s"'\\]+/gi, '$1…'],
  [/\b(fantascope_\d+(?:\.[a-z_]+)?=)[^;\s"'\\]+/g, '$1…'],
  // PostgreSQL quotes what was to be written: hashes, people's addresses.
  [/(\bKey \([^)]*\)=)\((?:[^)\\]|\\.)*\)/g, '$1(…)'],
];

/** Takes secrets out of a line: those that are named, and what looks like one. */
export function scrubber(secrets: readonly string[]): (line: string) => string {
  const named = [...new Set(secrets)]
    .filter((secret) => secret.length >= 6)
    // A long secret may hold a short one.
    .sort((one, other) => other.length - one.length)
    .flatMap((secret) => [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])]);
  return (line) => {
    const without = named.reduce((text, secret) => text.replaceAll(secret, '…'), line);
    return looks.reduce((text, [look, shown]) => text.replace(look, shown), without);
  };
}

/** drizzle puts what was to be written behind its statement: hashes, sealed keys, documents. */
const paramsMark = '\nparams: ';

/** What a log keeps of an error: no field of a library's own, where values of queries and replies stand. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack = '', cause } = error;
  const shown = message.includes(paramsMark) ? message.slice(0, message.indexOf(paramsMark)) : message;
  // A stack begins with the message, and lines of a message can look like frames.
  const at = stack.indexOf(message);
  const frames = at < 0 ? '' : stack.slice(at + message.length);
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message: shown,
    ...(typeof code === 'string' ? { code } : {}),
    stack: `${name}: ${shown}${frames}`,
    ...(cause instanceof Error ? { cause: errorOf(cause) } : {}),
  };
}

/** The log of a server: structured lines without secrets. */
export function serverLog({ level, secrets, write, scrub = scrubber(secrets) }: ServerLogOptions): Logger {
  return pino({ level, serializers: { err: errorOf } }, { write: (line: string) => write(scrub(line)) });
}
