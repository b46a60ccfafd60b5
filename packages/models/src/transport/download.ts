import { createHash, type Hash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Fault } from '@fantascope/film';
import type { HttpReply, ResultFile, Wire } from '../wire.ts';
import { retryAfterSec } from '../wires/outcome-of.ts';
import { type AccessRules, addressOf, addressRule, isKeyFor, keyFor, keyHeaders, redirectOf } from './access.ts';
import { exchange } from './exchange.ts';
import { formOf, isNoMedia } from './file-kind.ts';
import { shownUrl } from './redact.ts';
import { flatHeaders } from './reply.ts';

/** Where to and how much. Defaults: 2 GiB, 10 s to connect, 60 s between two bytes, an hour in all, 6 connections. */
export type DownloadOptions = Readonly<{
  /** The folder; it is made where it is missing. */
  into: string;
  /** For files that are fetched only with a key (`isKeyed`). */
  credential?: string;
  wire?: Wire;
  mostBytes?: number;
  connectMs?: number;
  idleMs?: number;
  totalMs?: number;
  /** Connections in all, redirects included; a later one goes on where the one before broke off. */
  connections?: number;
  signal?: AbortSignal;
}>;

/**
 * How a fetch ended. gone: expired or taken away. blocked: at an address that may not be reached. wrong: no media, or other media than was
 * promised. later: the server says so itself. broken: it broke off each time.
 */
export type DownloadOutcome =
  | Readonly<{ state: 'stored'; path: string; sha256: string; bytes: number; mime: string }>
  | Readonly<{ state: 'gone' | 'blocked' | 'wrong' | 'too-large' | 'broken'; reason: string }>
  | Readonly<{ state: 'later'; reason: string; retryAfterSec?: number }>;

type Ended = Exclude<DownloadOutcome, Readonly<{ state: 'stored' }>>;
type Surroundings = Readonly<{
  rules: AccessRules;
  nowMs: () => number;
  log: (line: string) => void;
  redact: (text: string) => string;
}>;

const headBytes = 16;

/** A file that grows: its bytes so far, their hash, and what it turned out to be. */
class Part {
  readonly path: string;
  readonly #folder: string;
  #file: FileHandle | undefined;
  #hash: Hash = createHash('sha256');
  #head = Buffer.alloc(0);
  bytes = 0;
  validator: string | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.path = path.join(folder, `${randomUUID()}.part`);
  }

  get head(): Buffer {
    return this.#head;
  }

  async open(): Promise<void> {
    await this.#onDisk(async () => {
      await mkdir(this.#folder, { recursive: true });
      this.#file = await open(this.path, 'wx');
    });
  }

  async write(bytes: Buffer): Promise<void> {
    await this.#onDisk(async () => {
      // A file handle may take less than it is given.
      for (let at = 0; at < bytes.byteLength; ) {
        at += (await this.#file?.write(bytes, at, bytes.byteLength - at, this.bytes + at))?.bytesWritten ?? bytes.byteLength;
      }
    });
    this.#hash.update(bytes);
    this.bytes += bytes.byteLength;
    if (this.#head.byteLength < headBytes) this.#head = Buffer.concat([this.#head, bytes.subarray(0, headBytes - this.#head.byteLength)]);
  }

  async restart(): Promise<void> {
    await this.#onDisk(async () => this.#file?.truncate(0));
    this.#hash = createHash('sha256');
    this.#head = Buffer.alloc(0);
    this.bytes = 0;
  }

  /** Written through to the disk and named by its hash. */
  async keep(ending: string): Promise<Readonly<{ path: string; sha256: string }>> {
    const sha256 = this.#hash.digest('hex');
    const kept = path.join(this.#folder, `${sha256}.${ending}`);
    await this.#onDisk(async () => {
      await this.#file?.sync();
      await this.#close();
      await rename(this.path, kept);
    });
    return { path: kept, sha256 };
  }

  /** Closes the file and, unless it was kept, takes it away. */
  async leave(): Promise<void> {
    if (this.#file === undefined) return;
    await this.#close();
    await rm(this.path, { force: true });
  }

  async #close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #onDisk(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new Fault('models.disk-failed', { folder: this.#folder, problem: String((error as { code?: string }).code) }, { cause: error });
    }
  }
}

/** Fetches one result: guarded, bounded, sniffed, hashed. What is left of a failed one is removed. @throws Fault models.disk-failed */
export async function downloadFile(file: ResultFile, options: DownloadOptions, around: Surroundings): Promise<DownloadOutcome> {
  const part = new Part(options.into);
  try {
    await part.open();
    const ended = file.url.startsWith('data:') ? await inline(file.url, part, options) : await fetched(file, part, { options, around });
    if (ended !== undefined) return ended;
    const form = formOf(part.head);
    if (form === undefined || !form.kinds.includes(file.kind)) {
      return { state: 'wrong', reason: `${form?.mime ?? 'no known media'} where a ${file.kind} was promised` };
    }
    return { state: 'stored', bytes: part.bytes, mime: form.mime, ...(await part.keep(form.ending)) };
  } finally {
    await part.leave();
  }
}

async function inline(url: string, part: Part, { mostBytes = 2 * 2 ** 30 }: DownloadOptions): Promise<Ended | undefined> {
  const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  if (bytes.byteLength > mostBytes) return { state: 'too-large', reason: `${bytes.byteLength} bytes` };
  await part.write(bytes);
  return undefined;
}

/** Connects until the file is whole; undefined then. */
async function fetched(
  file: ResultFile,
  part: Part,
  { options, around }: Readonly<{ options: DownloadOptions; around: Surroundings }>,
): Promise<Ended | undefined> {
  const { connections = 6, mostBytes = 2 * 2 ** 30, connectMs = 10_000, idleMs = 60_000, totalMs = 3_600_000, wire, signal } = options;
  const { rules, nowMs, log, redact } = around;
  const startMs = nowMs();
  const first = addressOf(file.url);
  const name = file.isKeyed === true ? options.credential : undefined;
  const credential = name === undefined || wire === undefined ? undefined : keyFor(rules, { name, url: first, wire });
  let url = first;
  let isAllowed = addressRule(rules, url);
  let broken = 'no connection was left';
  for (let used = 0; used < connections; used += 1) {
    const key = credential !== undefined && wire !== undefined && isKeyFor(credential, { url, wire }) ? credential : undefined;
    const http = { method: 'GET', url: url.href } as const;
    const headers = {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'fantascope',
      ...(wire === undefined ? {} : keyHeaders(wire, { credential: key, http, nowMs: nowMs() })),
      // Without a validator the rest could be of another file.
      ...(part.bytes > 0 && part.validator !== undefined ? { range: `bytes=${part.bytes}-`, 'if-range': part.validator } : {}),
    };
    const bounds = { connectMs, idleMs, totalMs: totalMs - (nowMs() - startMs), signal };
    const ended = await exchange({ ...http, url, headers, isAllowed, ...bounds }, (reply) => receive(reply, part, mostBytes));
    const line = `GET ${shownUrl(url.href)}`;
    if (ended.state !== 'reply') {
      log(`${line}: ${ended.reason}`);
      if (ended.isBlocked === true) return { state: 'blocked', reason: redact(ended.reason) };
      broken = redact(ended.reason);
      if (signal?.aborted === true) break;
      continue;
    }
    log(`${line}: ${ended.value.status}, ${part.bytes} bytes`);
    if (ended.value.isWhole) return undefined;
    if (ended.value.ended !== undefined) return ended.value.ended;
    const next = redirectOf(ended.value, { from: url, rules });
    if (next === undefined) return { state: 'wrong', reason: `HTTP ${ended.value.status}` };
    if (next === 'blocked') return { state: 'blocked', reason: 'it leads to an address that may not be reached' };
    ({ url, isAllowed } = next);
  }
  return { state: 'broken', reason: broken };
}

type Received = Readonly<{ status: number; headers: HttpReply['headers']; isWhole: boolean; ended?: Ended }>;

async function receive(reply: IncomingMessage, part: Part, mostBytes: number): Promise<Received> {
  const status = reply.statusCode ?? 0;
  const headers = flatHeaders(reply);
  const received = { status, headers, isWhole: false };
  if (status >= 300 && status < 400) return received;
  if ([401, 403, 404, 410].includes(status)) return { ...received, ended: { state: 'gone', reason: `HTTP ${status}` } };
  if (status !== 200 && status !== 206) {
    const wait = retryAfterSec({ headers });
    return { ...received, ended: { state: 'later', reason: `HTTP ${status}`, ...(wait === undefined ? {} : { retryAfterSec: wait }) } };
  }
  if (isNoMedia(headers['content-type']))
    return { ...received, ended: { state: 'wrong', reason: `${headers['content-type']} instead of media` } };
  const start = Number(/^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1] ?? 0);
  if (status === 200 || start !== part.bytes) await part.restart();
  if (status === 206 && start !== part.bytes) throw new Error('the server went on at another place');
  part.validator = strongValidator(headers);
  const promised = Number(headers['content-length'] ?? 0);
  const tooLarge = { ...received, ended: { state: 'too-large', reason: `more than ${mostBytes} bytes` } } as const;
  if (part.bytes + promised > mostBytes) return tooLarge;
  for await (const bytes of reply as AsyncIterable<Buffer>) {
    if (part.bytes + bytes.byteLength > mostBytes) return tooLarge;
    await part.write(bytes);
    const form = part.head.byteLength < headBytes ? undefined : formOf(part.head);
    if (part.head.byteLength >= headBytes && form === undefined)
      return { ...received, ended: { state: 'wrong', reason: 'the first bytes are of no known media' } };
  }
  // Node reports a reply shorter than its promise only where the connection broke; a server may close it in good order.
  if (reply.complete === false) throw new Error('the reply broke off');
  return { ...received, isWhole: true };
}

/** What a range may be asked by: a strong ETag, or the date of the last change. */
function strongValidator(headers: HttpReply['headers']): string | undefined {
  const etag = headers['etag'];
  return etag !== undefined && !etag.startsWith('W/') ? etag : headers['last-modified'];
}
