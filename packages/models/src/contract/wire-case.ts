import type { TakeRequest } from '../take-request.ts';

/** One protocol as its documentation shows it: how an entry for it looks, and the replies of its life. Written from the documents, not the wires. */
export type WireCase = Readonly<{
  wire: string;
  /** Of the variant of an entry. */
  name: string;
  model: string;
  baseUrl: string;
  dialect?: Readonly<Record<string, string>>;
  settings?: NonNullable<TakeRequest['settings']>;
  /** Replies, each a JSON body of HTTP 200 or a whole reply. */
  accepted: unknown;
  running?: unknown;
  succeeded?: unknown;
  failed?: unknown;
  /** A running reply with a status word nobody has heard of. */
  strange?: unknown;
}>;
