import type { Camera, Notice } from '@fantascope/film';
import type { LookAsked } from './look-source.ts';

/** What of a shot's look was asked for and cannot be seen, so that nothing is dropped in silence: focus without an aperture, a shutter with nothing to blur, a LUT's share without a LUT. */
export function idleLook(camera: Camera, { shot, film }: LookAsked): Notice[] {
  const { aperture, air, shutter } = shot;
  const grade = shot.grade ?? film.grade;
  const notices: Notice[] = [];
  if (aperture === undefined && isFocused(camera)) notices.push({ code: 'render.focus-idle', params: {} });
  if (shutter !== undefined && shutter.angleDeg > 0 && !shutter.isOnCamera && air.length === 0)
    notices.push({ code: 'render.shutter-idle', params: { angleDeg: shutter.angleDeg } });
  if (grade !== undefined && grade.lut === undefined && grade.lutRatio !== 1) notices.push({ code: 'render.lut-ratio-idle', params: {} });
  return notices;
}

/** Keyframes of another program always say a focus: that is no wish. */
function isFocused(camera: Camera): boolean {
  return 'moves' in camera && (camera.focusM !== undefined || camera.moves.some(({ kind }) => kind === 'rack-focus'));
}
