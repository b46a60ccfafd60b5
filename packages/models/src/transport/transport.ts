import type { HttpReply, HttpRequest, ResultFile, Wire } from '../wire.ts';
import { type AccessRules, addressOf, addressRule, isKeyFor, keyFor, keyHeaders, redirectOf } from './access.ts';
import { type DownloadOptions, type DownloadOutcome, downloadFile } from './download.ts';
import { exchange } from './exchange.ts';
import { redactor, shownUrl } from './redact.ts';
import { bodyOf, boundedBytes, flatHeaders, replyOf } from './reply.ts';

/** How a request ended. never-left: it cannot have been taken. unknown: it may have been; it is never sent again by itself. */
export type Delivery =
  | Readonly<{ state: 'reply'; reply: HttpReply }>
  | Readonly<{ state: 'never-left'; reason: string }>
  | Readonly<{ state: 'unknown'; reason: string }>;

/** Bounds of one request. Defaults: 10 s to connect, 60 s between two bytes, 120 s in all, 32 MiB of reply. */
export type SendOptions = Readonly<{
  /** The name of the credential to send; none is sent without it. */
  credential?: string;
  connectMs?: number;
  idleMs?: number;
  totalMs?: number;
  mostBytes?: number;
  signal?: AbortSignal;
}>;

/** What of a wire is needed to send its requests: how a credential is sent, and to which other hosts. */
export type Sender = Pick<Wire, 'authorize' | 'family'>;

/** The only way out: every request of a wire, and every result that is fetched, goes through here. */
export type Transport = Readonly<{
  /** Sends once. Redirects of a GET are followed (5), each address checked anew; those of anything else come back as the reply. */
  send: (http: HttpRequest, wire: Sender, options?: SendOptions) => Promise<Delivery>;
  /** Fetches a result into a folder, named by its hash. */
  download: (file: ResultFile, options: DownloadOptions) => Promise<DownloadOutcome>;
  /** Takes every secret out of a text: for errors and log lines of callers. */
  redact: (text: string) => string;
}>;

/** `log` gets a line for each request, without query and secrets. */
export type TransportOptions = AccessRules & Readonly<{ nowMs: () => number; log?: (line: string) => void }>;

const mostRedirects = 5;

/**
 * A transport with these keys and rules. It has no memory and repeats nothing; whoever waits or asks again is the caller.
 * send and download throw Fault models.no-key, models.key-elsewhere, models.only-loopback, models.not-an-address before anything is sent.
 */
export function createTransport({ nowMs, log = () => undefined, ...rules }: TransportOptions): Transport {
  const redact = redactor(rules.credentials.map(({ value }) => value));
  async function send(http: HttpRequest, wire: Sender, options: SendOptions = {}): Promise<Delivery> {
    const { credential: name, connectMs = 10_000, idleMs = 60_000, totalMs = 120_000, mostBytes = 32 * 2 ** 20, signal } = options;
    const startMs = nowMs();
    let url = addressOf(http.url);
    const credential = name === undefined ? undefined : keyFor(rules, { name, url, wire });
    const { type, bytes } = bodyOf(http);
    let isAllowed = addressRule(rules, url);
    for (let hop = 0; ; hop += 1) {
      const mayHaveKey = credential !== undefined && isKeyFor(credential, { url, wire });
      const headers = {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'fantascope',
        ...http.headers,
        ...(type === undefined ? {} : { 'content-type': type }),
        ...keyHeaders(wire, { credential: mayHaveKey ? credential : undefined, http: { ...http, url: url.href }, nowMs: nowMs() }),
      };
      const out = { url, method: http.method, headers, ...(bytes === undefined ? {} : { body: bytes }) };
      const ended = await exchange(
        { ...out, isAllowed, connectMs, idleMs, totalMs: totalMs - (nowMs() - startMs), signal },
        async (reply) => ({
          status: reply.statusCode ?? 0,
          headers: flatHeaders(reply),
          bytes: await boundedBytes(reply, mostBytes),
        }),
      );
      const line = `${http.method} ${shownUrl(url.href)}`;
      if (ended.state !== 'reply') {
        const reason = redact(ended.reason);
        log(redact(`${line}: ${ended.state}, ${reason}`));
        return { state: ended.state === 'never-left' ? 'never-left' : 'unknown', reason };
      }
      log(redact(`${line}: ${ended.value.status} after ${nowMs() - startMs} ms`));
      const next = http.method === 'GET' && hop < mostRedirects ? redirectOf(ended.value, { from: url, rules }) : undefined;
      if (next === undefined) return { state: 'reply', reply: { ...replyOf(ended.value.status, ended.value), url: http.url } };
      if (next === 'blocked') return { state: 'unknown', reason: 'it leads to an address that may not be reached' };
      ({ url, isAllowed } = next);
    }
  }

  return {
    send,
    redact,
    download: (file, options) => downloadFile(file, options, { rules, nowMs, log: (line) => log(redact(line)), redact }),
  };
}
