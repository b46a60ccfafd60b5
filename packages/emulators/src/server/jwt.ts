import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const Claims = z.object({ iss: z.string(), exp: z.number(), nbf: z.number().optional() });

/** What is wrong with a token signed HS256: its form, its signature or issuer, too early, or over. Times in seconds. */
export function jwtProblem(
  token: string,
  { accessKey, secretKey, nowSec }: { accessKey: string; secretKey: string; nowSec: number },
): 'form' | 'signature' | 'early' | 'expired' | null {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = Claims.safeParse(jsonOf(body));
  const header = z.object({ alg: z.literal('HS256') }).safeParse(jsonOf(head));
  if (!claims.success || !header.success) return 'form';
  const wanted = createHmac('sha256', secretKey).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted) || claims.data.iss !== accessKey) return 'signature';
  if (claims.data.nbf !== undefined && claims.data.nbf > nowSec) return 'early';
  return claims.data.exp <= nowSec ? 'expired' : null;
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
  } catch {
    // Not JSON: the schema refuses it.
    return undefined;
  }
}
