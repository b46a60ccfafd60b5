/** PostgreSQL's advisory locks of this house, by what they keep apart: one list, or two rooms would wait for each other over the same number. */
export const advisoryLocks = {
  /** Steps of the database, one process at a time. */
  migrate: 4747_2026_0001,
  /** The engine's own steps at its launch. */
  engineLaunch: 4747_2026_0002,
  /** Shared while a backup copies blobs; taken alone by whoever removes blobs, or bytes of the backup's moment would be gone before they are copied. */
  blobsKept: 4747_2026_0003,
  /** Making the server's first owner. */
  owner: 4747_2026_0004,
  /** With the hash of a blob's name as the second number: entering its bytes and clearing them away, one at a time. */
  blob: 474_720,
} as const;
