import { lookup as resolveName } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Fault } from '@fantascope/film';

/** One request as it goes out. Times in milliseconds: until connected, between two bytes, in all. */
export type Outgoing = Readonly<{
  url: URL;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: Uint8Array;
  /** Asked of the very address that is connected to. */
  isAllowed: (address: string) => boolean;
  /** How names are resolved; default as this machine does. Only tests give another. */
  resolve?: typeof resolveName;
  connectMs: number;
  idleMs: number;
  totalMs: number;
  signal?: AbortSignal | undefined;
}>;

/** never-left: not a byte of the request went out. broken: some may have. `isBlocked`: the address is one that may not be asked. */
export type Failure = Readonly<{ state: 'never-left' | 'broken'; reason: string; isBlocked?: true }>;

class BlockedAddress extends Error {}

/** Resolves a name and lets only allowed addresses through, so that what is checked is what is connected to. */
function guarded(isAllowed: (address: string) => boolean, resolve: typeof resolveName): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const open = addresses.filter(({ address }) => isAllowed(address));
      const [first] = open;
      if (first === undefined) callback(new BlockedAddress(`${name} is at an address that may not be reached`), '', 0);
      else if (options.all === true) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return [code, message].filter((each) => each !== undefined && each !== '').join(': ') || 'the connection failed';
}

/**
 * Sends one request over a connection of its own and hands its reply over as a stream; `until` ends it. Nothing is sent twice: a kept
 * connection that the server closes just then would leave open whether the request was read.
 */
export function exchange<Value>(
  { url, method, headers, body, isAllowed, resolve: resolveAs = resolveName, connectMs, idleMs, totalMs, signal }: Outgoing,
  until: (reply: IncomingMessage) => Promise<Value>,
): Promise<Readonly<{ state: 'reply'; value: Value }> | Failure> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is never looked up, so it is asked about here, before anything begins to connect.
  if (isIP(host) !== 0 && !isAllowed(host)) {
    return Promise.resolve({ state: 'never-left', reason: `${host} is an address that may not be reached`, isBlocked: true });
  }
  return new Promise((resolve, reject) => {
    let hasLeft = false;
    let cause: unknown;
    let isReading = false;
    const end = (ended: Readonly<{ state: 'reply'; value: Value }> | Failure) => {
      clearTimeout(total);
      clearTimeout(connecting);
      request.destroy();
      resolve(ended);
    };
    const fail = (error: unknown) => {
      cause ??= error;
      // Whoever reads the reply has to have stopped before the next connection begins: the stream breaks, and its reader says so.
      if (isReading) request.destroy();
      else broken();
    };
    const broken = () => {
      const isBlocked = cause instanceof BlockedAddress;
      // A fault is not the line's: whoever reads the reply cannot go on.
      if (cause instanceof Fault) reject(cause);
      end({ state: hasLeft ? 'broken' : 'never-left', reason: reasonOf(cause), ...(isBlocked ? { isBlocked } : {}) });
    };
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send({
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(body.byteLength) }) },
      protocol: url.protocol,
      host,
      port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      agent: false,
      lookup: guarded(isAllowed, resolveAs),
      ...(signal === undefined ? {} : { signal }),
    });
    const total = setTimeout(() => fail(new Error(`no end after ${totalMs / 1000} s`)), totalMs);
    const connecting = setTimeout(() => fail(new Error(`no connection after ${connectMs / 1000} s`)), connectMs);
    request.on('error', fail);
    request.on('socket', (socket) => {
      const leaves = () => {
        hasLeft = true;
        clearTimeout(connecting);
      };
      // Before the TLS handshake is over, nothing of the request is on its way.
      if (socket.connecting || url.protocol === 'https:') socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', leaves);
      else leaves();
    });
    request.setTimeout(idleMs, () => fail(new Error(`nothing came for ${idleMs / 1000} s`)));
    request.on('response', (reply) => {
      isReading = true;
      until(reply).then(
        (value) => end({ state: 'reply', value }),
        (error: unknown) => {
          cause ??= error;
          broken();
        },
      );
    });
    request.end(body);
  });
}
