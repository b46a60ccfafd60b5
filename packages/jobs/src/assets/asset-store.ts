import type { Readable } from 'node:stream';

/** Bytes on the shelf. */
export type StoredBlob = Readonly<{ sha256: string; bytes: number }>;

/** Bytes on the shelf and when they were last put there. */
export type ShelvedBlob = StoredBlob & Readonly<{ storedAtMs: number }>;

/** A half-open range of bytes. */
export type ByteRange = Readonly<{ start: number; end: number }>;

/** Where bytes lie, named by their SHA-256: a folder or an S3 bucket. Whole or not there; writing the same bytes twice is once. */
export type AssetStore = Readonly<{
  kind: 'folder' | 's3';
  /** Streams in, hashing on the way; on the shelf and synced once this resolves. Throws jobs.too-large past `mostBytes`, jobs.hash-differs where `expectSha256` is another, and the faults of the disk. */
  put: (
    bytes: Readable | Uint8Array,
    options?: Readonly<{ mostBytes?: number; expectSha256?: string; signal?: AbortSignal }>,
  ) => Promise<StoredBlob>;
  /** Moves a whole file of this machine onto the shelf (rename where it can). */
  adopt: (path: string) => Promise<StoredBlob>;
  has: (sha256: string) => Promise<boolean>;
  size: (sha256: string) => Promise<number | null>;
  /** Throws jobs.no-such-blob. */
  read: (sha256: string, range?: ByteRange) => Promise<Readable>;
  /** A file on this machine with these bytes, for programs that need a path (ffmpeg, sharp); a local copy is made and kept for a while where the store is elsewhere. */
  localPath: (sha256: string) => Promise<string>;
  /** A URL that reads these bytes without us, for a time; null where the store has none (a folder, a bucket that only we reach). Whoever has it can read: never written down. */
  presign: (sha256: string, options: Readonly<{ expiresSec: number; mime: string; disposition?: string }>) => Promise<string | null>;
  /** Takes bytes off the shelf; with `storedBeforeMs` only where nobody has put them there again since. Whether they are gone. */
  remove: (sha256: string, options?: Readonly<{ storedBeforeMs?: number }>) => Promise<boolean>;
  /** Every blob there is, for `gc` and backups, and when it was last put there. */
  list: () => AsyncIterable<ShelvedBlob>;
}>;
