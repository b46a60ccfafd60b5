import { type Camera, scaleMoves } from '@fantascope/film';

/** How much farther than one photograph holds a plain word is meant where a model invents what comes into view. */
export const nominalFactor = 3;

/** The camera as people mean it: amounts that nobody named are those of a model that paints new picture, not of a lifted photograph. */
export function asMeant(camera: Camera): Camera {
  return scaleMoves(camera, nominalFactor, { nominalOnly: true });
}
