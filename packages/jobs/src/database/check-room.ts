import { statfsSync } from 'node:fs';
import { Fault } from '@fantascope/film';

const newClusterMb = 300;
const usualStartMb = 48;

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** A server that starts on a full disk stops in the middle of its first write. Throws jobs.database-no-room. */
export function checkRoom(
  folder: string,
  { isNew, freeBytes = freeBytesOf }: Readonly<{ isNew: boolean; freeBytes?: typeof freeBytesOf }>,
): void {
  const freeMb = Math.floor(freeBytes(folder) / 1e6);
  const needMb = isNew ? newClusterMb : usualStartMb;
  if (freeMb < needMb) throw new Fault('jobs.database-no-room', { folder, freeMb, needMb });
}
