import type { TakeRequest } from './take-request.ts';

/** One HTTP request as data. `url` is whole. The transport adds nothing but the credential's headers. */
export type HttpRequest = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as application/json. */
  json?: unknown;
  /** Sent as multipart/form-data instead. */
  form?: readonly Readonly<{ name: string; value: string | Readonly<{ bytes: Uint8Array; fileName: string; mime: string }> }>[];
  /** Sent as they are instead. */
  body?: Readonly<{ bytes: Uint8Array; mime: string }>;
}>;

/**
 * One HTTP reply as data; `json` is undefined where the body was not JSON. Header names are lower case. `url` is the address its wire asked,
 * by which the answer to a second question is known from the answer to the first.
 */
export type HttpReply = Readonly<{ status: number; headers: Readonly<Record<string, string>>; json: unknown; text: string; url?: string }>;

/** A provider's handle for work under way: JSON, without secrets or signed URLs; survives a restart. */
export type Ticket = Readonly<{
  wire: string;
  taskId: string;
  kind?: string;
  urls?: Readonly<Record<string, string>>;
  submittedAtMs?: number;
}>;

/** What a provider says went wrong. `isRetryLater`: the same request may be taken later (a rate, a concurrency limit, an overload). */
export type ProviderProblem = Readonly<{ code: string; message: string; isRetryLater: boolean; retryAfterSec?: number }>;

/** How a submit ended. unknown: it may have been taken and may cost; it is never sent again by itself. */
export type SubmitOutcome =
  /** `done`: the reply already held the result, there is nothing to poll (image services that answer at once). */
  | Readonly<{ outcome: 'accepted'; ticket: Ticket; warnings?: readonly string[]; done?: Progress }>
  | Readonly<{ outcome: 'refused'; problem: ProviderProblem }>
  | Readonly<{ outcome: 'unknown'; reason: string }>;

/** A finished file at the provider; `expiresInSec` counts from now, where it is known. */
export type ResultFile = Readonly<{
  url: string;
  mime?: string;
  kind: 'video' | 'image' | 'last-frame' | 'audio';
  expiresInSec?: number;
  lengthSec?: number;
  /** Fetched only with the provider's credential. */
  isKeyed?: true;
}>;

/** What a provider charged, in its own unit: micro-units of a currency, or its tokens, credits, seconds. */
export type Charge = Readonly<{ amount: number; unit: 'USD' | 'CNY' | 'credits' | 'units' | 'tokens' | 'seconds' }>;

/** How far a take is. A status we have no word for counts as running, and is told in `warning`. */
export type Progress =
  | Readonly<{ state: 'queued' | 'running'; ratio?: number; queuePlace?: number; warning?: string }>
  | Readonly<{ state: 'succeeded'; files: readonly ResultFile[]; charge?: Charge; seed?: number; warning?: string }>
  | Ending
  /**
   * The reply says nothing about the take (a 503, a 429, half a body): ask again. `isMissing`: the provider answered that it knows no such
   * take; whoever waits calls it expired once that has lasted (see `judgeWait`). `ending`: what may be the end of the take is told in a form that
   * a passing trouble has too; whoever waits believes it once that has lasted.
   */
  | Readonly<{ state: 'unclear'; reason: string; retryAfterSec?: number; isMissing?: true; ending?: Ending }>;

/** How a take ends that brings nothing. */
export type Ending = Readonly<{ state: 'failed' | 'cancelled' | 'expired'; problem: ProviderProblem; charge?: Charge }>;

/** What a wire is told beside the request: where the provider lives and what of its dialect is not settled. */
export type WireSetting = Readonly<{
  /** Without a slash at its end. */
  baseUrl: string;
  dialect: Readonly<Record<string, string>>;
}>;

/** An HTTP request for a submit, and every given field that this protocol has no place for (dotted paths of TakeRequest). */
export type Submission = Readonly<{ http: HttpRequest; dropped: readonly string[] }>;

/** A take whose submit reply was lost. `knownIds`: the provider's task ids that belong to other takes of ours. */
export type Wanted = Readonly<{ clientKey: string; request: TakeRequest; sentAtMs: number; knownIds?: readonly string[] }>;

/** A file on its way to a provider's own storage. Some keep it for one model only. */
export type UploadFile = Readonly<{ bytes: Uint8Array; fileName: string; mime: string; model: string }>;

/**
 * One request of an upload. `isOpen`: sent without our key, to an address that the step before it named. `url`: what the file is called once
 * this step has gone well, where its reply does not say so. `waitMs`: before it is sent.
 */
export type UploadStep = Readonly<{ http: HttpRequest; isOpen?: true; url?: string; waitMs?: number }>;

/** One provider protocol: pure functions between our words and its own. It never waits, sends or retries. */
export type Wire = Readonly<{
  name: string;
  /** How the credential is sent; `signed` wires compute a token from it (see `authorize`). */
  auth: 'bearer' | 'key-header' | 'key' | 'signed' | 'none';
  /** The provider's own hosts (https://*.fal.run): a key for one of them may go to all of them, and not beyond. */
  family?: readonly string[];
  /** Headers from a credential; `nowSec` is the clock for signatures that expire. */
  authorize: (credential: string, at: Readonly<{ nowSec: number; http: HttpRequest }>) => Readonly<Record<string, string>>;
  /** Bytes to the provider's own storage, where it has such a route, in one request or several; unpaid, may be repeated from its beginning. */
  upload?: Readonly<{
    begin: (file: UploadFile, setting: WireSetting) => UploadStep;
    /** The name or URL to use in place of the file, or what has to be asked next; null when the reply is no success. */
    read: (
      reply: HttpReply,
      asked: Readonly<{ step: UploadStep; file: UploadFile; setting: WireSetting }>,
    ) => Readonly<{ url: string }> | Readonly<{ next: UploadStep }> | null;
  }>;
  submit: (request: TakeRequest, setting: WireSetting) => Submission;
  readSubmit: (reply: HttpReply, request: TakeRequest, setting: WireSetting) => SubmitOutcome;
  poll: (ticket: Ticket, setting: WireSetting) => HttpRequest;
  /** Some providers need a second question once a take is done (a result, a file id): `next` asks it; its reply comes to readProgress again. */
  readProgress: (reply: HttpReply, ticket: Ticket, setting: WireSetting) => Progress | Readonly<{ state: 'ask'; next: HttpRequest }>;
  /** The ticket of a task whose id a person has found in the provider's account. Default: the id alone. */
  ticketOf?: (taskId: string, request: TakeRequest, setting: WireSetting) => Ticket;
  cancel?: Readonly<{
    request: (ticket: Ticket, setting: WireSetting) => HttpRequest;
    /** Sent after `request`, where waiting and running work are stopped in two places; its reply comes to `read` too. */
    also?: (ticket: Ticket, setting: WireSetting) => HttpRequest;
    /** cancelled: the provider has taken the wish; the poll still decides, and a take may succeed and cost all the same. */
    read: (reply: HttpReply) => 'cancelled' | 'too-late' | 'unclear';
  }>;
  /** Looks a take up whose submit reply was lost, by our key or by listing and matching. */
  find?: Readonly<{
    request: (wanted: Wanted, setting: WireSetting) => HttpRequest;
    /** `maybe`: something is there that may be it; a person must look. `next` asks on: its reply comes here again. */
    read: (
      reply: HttpReply,
      wanted: Wanted,
      setting: WireSetting,
    ) => Readonly<{ found: Ticket }> | Readonly<{ next: HttpRequest }> | 'none' | 'maybe' | 'unclear';
  }>;
  webhook?: Readonly<{
    /** Verified and read; null when it is not theirs. `answer` is what must be sent back (a challenge). */
    read: (
      call: Readonly<{
        headers: Readonly<Record<string, string>>;
        /** The query of the address that was called: `k` is the client key, `t` the secret where the provider signs nothing. */
        query?: Readonly<Record<string, string>>;
        body: string;
        secret: string;
        nowSec: number;
      }>,
    ) => Readonly<{ taskId: string; clientKey?: string } | { answer: unknown }> | null;
  }>;
}>;
