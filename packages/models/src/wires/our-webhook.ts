import { isSameText } from './signing/same-text.ts';
import { withQuery } from './url-parts.ts';

/** Our webhook's address with the take's key in its query, by which a take is known whose submit reply was lost. */
export function keyedWebhook(url: string, clientKey: string | undefined): string {
  return withQuery(url, { k: clientKey });
}

/** Whether a call that its provider does not sign comes from one we told the address: its query holds the secret as `t`. */
export function isOurWebhook(call: Readonly<{ query?: Readonly<Record<string, string>>; secret: string }>): boolean {
  return isSameText(call.secret, call.query?.['t'] ?? '');
}

/** The body of a webhook as JSON; undefined where it is none. */
export function webhookJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
