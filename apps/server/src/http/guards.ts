import { authorize, checkFiles } from '@fantascope/jobs';
import { refuseForeign } from './own-origins.ts';

/**
 * What stands between a request and the work. A server has all of them; the attack suite builds one without a single guard, to see that its
 * attack then comes through, and that it is therefore this guard that stops it.
 */
export type Guards = Readonly<{
  /** Host, Origin and Sec-Fetch-Site (own-origins.ts). */
  refuseForeign: typeof refuseForeign;
  /** Rights in projects and scopes of tokens (authorize.ts). */
  authorize: typeof authorize;
  /** Files named in documents (documents.ts). */
  checkFiles: typeof checkFiles;
  /** Only JSON is read as JSON: a form of another page can send text/plain unasked. */
  isJson: (contentType: string | null) => boolean;
  /** Bytes of a JSON body at most; files come by their own door. */
  bodyMostBytes: number;
  /** Requests by address and by person. */
  isPaced: boolean;
}>;

/** Every guard. */
export const allGuards: Guards = {
  refuseForeign,
  authorize,
  checkFiles,
  isJson: (contentType) => (contentType ?? '').split(';')[0]?.trim().toLowerCase() === 'application/json',
  bodyMostBytes: 4 * 1024 * 1024,
  isPaced: true,
};
