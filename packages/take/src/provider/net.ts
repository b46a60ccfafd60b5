import type { CatalogueEntry, HttpRequest, ResultFile, UploadStep, Wire } from '@fantascope/models';
import { catalogue } from '@fantascope/models';
import { type Credential, createTransport, type Delivery, type DownloadOutcome } from '@fantascope/models/transport';
import { type Address, isLoopbackUrl } from './address.ts';

/** The way to one provider with its key. It sends each request once and waits for nothing. */
export type Net = Readonly<{
  /** Throws models.no-key, models.key-elsewhere, models.only-loopback and models.not-an-address before anything is sent. */
  send: (http: HttpRequest) => Promise<Delivery>;
  /** Sends one step of an upload: with the key, or without it to where the provider has sent us. Throws as `send` does. */
  upload: (step: UploadStep) => Promise<Delivery>;
  /** Fetches a result into a folder. */
  download: (file: ResultFile, into: string) => Promise<DownloadOutcome>;
}>;

/** How long one request of an upload may take, milliseconds. */
const UPLOAD_MS = 600_000;

/**
 * Where a key may go: to the addresses our own catalogue has for it. One of a person's own entry, or of a wire pointed elsewhere, goes to that
 * one address, but never a key that our catalogue knows as another's.
 */
export function keyOrigins(keyName: string, address: Pick<Address, 'origin'>): readonly string[] {
  const ours = catalogue().filter((entry) => entry.keyName === keyName && entry.baseUrl !== undefined);
  const origins = [...new Set(ours.map(({ baseUrl }) => new URL(baseUrl ?? '').origin))];
  return origins.length > 0 ? origins : [address.origin];
}

/** Opens the way to a provider. An emulated one is let reach nothing but this machine. */
export function openNet(
  { wire, address, key }: Readonly<{ wire: Wire; address: Address; key: Readonly<{ name: string; value: string }> | undefined }>,
  {
    nowMs,
    isLoopbackOnly = address.isEmulated,
    log,
  }: Readonly<{ nowMs: () => number; isLoopbackOnly?: boolean; log?: (line: string) => void }>,
): Net {
  const credentials: readonly Credential[] = key === undefined ? [] : [{ ...key, origins: keyOrigins(key.name, address) }];
  const transport = createTransport({
    nowMs,
    credentials,
    // A server a person has named may stand on a private address; results of a provider on the internet may not lead there.
    allowedOrigins: address.isNamed || isLoopbackUrl(address.baseUrl) ? [address.origin] : [],
    isLoopbackOnly,
    ...(log === undefined ? {} : { log }),
  });
  const credential = address.keyName === undefined || (wire.auth === 'none' && key === undefined) ? {} : { credential: address.keyName };
  return {
    send: (http) => transport.send(http, wire, credential),
    upload: ({ http, isOpen }) => transport.send(http, wire, { totalMs: UPLOAD_MS, ...(isOpen === true ? {} : credential) }),
    download: (file, into) => transport.download(file, { into, wire, ...credential }),
  };
}

/** Whether a model's provider asks for a key. */
export function needsKey(wire: Pick<Wire, 'auth'>, address: Pick<Address, 'keyName'>, entry: Pick<CatalogueEntry, 'keyName'>): boolean {
  return wire.auth !== 'none' && (address.keyName !== undefined || entry.keyName !== undefined);
}
