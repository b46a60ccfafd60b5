import type { Camera } from './camera.ts';
import type { Film } from './film.ts';

/** The same camera in which every shake without a seed of its own has this one; a keyframed camera has no shake. */
export function seedShakes(camera: Camera, seed: number): Camera {
  if (!('moves' in camera)) return camera;
  return { ...camera, moves: camera.moves.map((move) => (move.kind === 'shake' ? { ...move, seed: move.seed ?? seed } : move)) };
}

/** The film as it is drawn: its seed stands in every shake that has none of its own. */
export function seededFilm(film: Film): Film {
  return { ...film, shots: film.shots.map((shot) => ({ ...shot, camera: seedShakes(shot.camera, film.seed) })) };
}
