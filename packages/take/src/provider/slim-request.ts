import { createHash } from 'node:crypto';
import type { HttpRequest, TakeRequest } from '@fantascope/models';

function slim(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(slim);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (name === 'dataUri' && typeof each === 'string') return [name, each.slice(0, each.indexOf(',') + 1)];
      if (name === 'url' && typeof each === 'string' && /^https?:/i.test(each)) return [name, each.replace(/[?#].*$/s, '')];
      return [name, slim(each)];
    }),
  );
}

/** A request as it is kept: the bytes of its files and the queries of its addresses left out, everything else as it was. */
export function slimRequest(request: TakeRequest): TakeRequest {
  const { webhookUrl: _, ...rest } = request;
  return slim(rest) as TakeRequest;
}

/** SHA-256 of what is sent, hexadecimal; two takes with the same are the same request. */
export function bodyHash({ url, json, form }: HttpRequest): string {
  const hash = createHash('sha256').update(url);
  if (json !== undefined) hash.update(JSON.stringify(json));
  for (const { name, value } of form ?? []) hash.update(name).update(typeof value === 'string' ? value : value.bytes);
  return hash.digest('hex');
}
