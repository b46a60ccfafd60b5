import { totalmem } from 'node:os';
import { Fault } from '@fantascope/film';

/** What a process that draws needs at the least, MiB. */
const LEAST_MIB = 512;

/**
 * The most memory a process that draws may use, MiB: FANTASCOPE_RENDER_MIB, else half of what there is (`totalBytes`: of the machine, or of the
 * container). The other half is the database's, the encoders' and of whoever answers people. Throws take.bad-setting.
 */
export function renderMemoryMib(
  env: Readonly<Record<string, string | undefined>>,
  { totalBytes }: Readonly<{ totalBytes: number }>,
): number {
  const said = env['FANTASCOPE_RENDER_MIB']?.trim();
  if (said === undefined || said === '') return Math.max(LEAST_MIB, Math.floor(totalBytes / 2 ** 21));
  const mib = Number(said);
  if (!Number.isSafeInteger(mib) || mib < LEAST_MIB)
    throw new Fault('take.bad-setting', {
      setting: 'FANTASCOPE_RENDER_MIB',
      problemEn: `it is a whole number of MiB, ${LEAST_MIB} or more`,
      problemZh: `应为不小于 ${LEAST_MIB} 的整数（MiB）`,
    });
  return mib;
}

/** The memory of the machine, or of the container that we are in, bytes. */
export function memoryHere(): number {
  const bound = process.constrainedMemory();
  // Where there is no bound this is 0, or a number beyond all machines.
  return bound > 0 && bound < totalmem() ? bound : totalmem();
}
