/**
 * Times from 0 that a file rounded (to microseconds, to single precision), put back on the frames they came from: i / fps exactly, when all of them are
 * within `toleranceSec` of the frames of one rate, whole or whole × 1000 / 1001; otherwise as they are.
 */
export function frameTimes(times: readonly number[], toleranceSec: number): readonly number[] {
  const last = times[times.length - 1] ?? 0;
  if (times.length < 2 || last <= 0) return times;
  const measured = (times.length - 1) / last;
  for (const fps of [Math.round(measured), Math.round(measured * 1.001) / 1.001]) {
    const isRate = fps > 0 && times.every((tSec, i) => Math.abs(tSec - i / fps) <= toleranceSec);
    if (isRate) return times.map((_, i) => i / fps);
  }
  return times;
}
