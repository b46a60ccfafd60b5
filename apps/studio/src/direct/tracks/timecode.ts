/** Minutes, seconds and frames: 2.4 s at 25 fps is "00:02:10". */
export function timecodeOf(tSec: number, fps: number): string {
  const frames = Math.round(tSec * fps);
  const pair = (value: number) => String(value).padStart(2, '0');
  return `${pair(Math.floor(frames / fps / 60))}:${pair(Math.floor(frames / fps) % 60)}:${pair(frames % fps)}`;
}
