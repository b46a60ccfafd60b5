import { type Camera, type Move, scaleMoves } from '@fantascope/film';

/**
 * How much farther than one photograph holds a plain word is meant where a model invents what comes into view: an orbit 30° instead of 4°, a whip pan 90°
 * instead of 45°, unrest no stronger, all else three times as far. (G)
 */
export function meantFactor(kind: Move['kind']): number {
  return ({ orbit: 7.5, 'whip-pan': 2, shake: 1 } as Partial<Record<Move['kind'], number>>)[kind] ?? 3;
}

/** The camera as people mean it: amounts that nobody named are those of a model that paints new picture, not of a lifted photograph. */
export function asMeant(camera: Camera): Camera {
  if (!('moves' in camera)) return camera;
  const scaled = (move: Move): readonly Move[] => {
    const alone = scaleMoves({ ...camera, moves: [move] }, meantFactor(move.kind), { nominalOnly: true });
    return 'moves' in alone ? alone.moves : [];
  };
  return { ...camera, moves: camera.moves.flatMap(scaled) };
}
