import type { Environment } from '@fantascope/take';

/** What stands where something was taken out. */
const GONE = '[…]';
/** Shorter values of the environment are words that may stand in any text. */
const LEAST_SECRET = 8;

/** An address with its user, query and fragment: what signs it stands there. */
const signedParts = /(\b[a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#"'<>]*@)?([^\s?#"'<>]*)(?:[?#][^\s"'<>]*)?/gi;
/** Keys by their makers' own shapes: ours, Amazon's, OpenAI's and those like it, Google's, a bearer of any kind. */
const keyShapes =
  /\bfsc_[A-Za-z0-9_-]{20,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b(?:sk|r8|key|pk)[-_][A-Za-z0-9_-]{16,}|\bAIza[A-Za-z0-9_-]{30,}|\bBearer\s+[A-Za-z0-9._~+/=-]{12,}/g;

/** The values of an environment that are secrets by their name. */
export function secretsOfEnvironment(env: Environment): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    /(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?|DATABASE_URL)$/i.test(name) && (value?.length ?? 0) >= LEAST_SECRET ? [value as string] : [],
  );
}

/** A value of JSON in which no text holds a secret, a key's shape, or an address with what signs it. */
export function withoutSecrets<T>(value: T, secrets: readonly string[]): T {
  const clean = (text: string) => {
    let kept = text;
    for (const secret of secrets) kept = kept.replaceAll(secret, GONE);
    return kept.replace(signedParts, '$1$2').replace(keyShapes, GONE);
  };
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return clean(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, own]) => [clean(name), walk(own)]));
  };
  return walk(value) as T;
}
