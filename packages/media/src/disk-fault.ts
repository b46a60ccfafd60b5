import { Fault } from '@fantascope/film';

/** The Fault of a failed file operation: disk-full when the disk or quota is exhausted, else write-failed with the system's reason. Faults pass through. */
export function diskFault(error: unknown, file: string): Fault {
  if (error instanceof Fault) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return new Fault('media.disk-full', { file }, { cause: error });
  return new Fault('media.write-failed', { file, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
}
