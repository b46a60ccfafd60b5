import type { Shot } from '@fantascope/film';
import { type ColourCube, type LayerMotion, type Look, readCube } from '@fantascope/stage';

const cubes = new Map<string, Promise<ColourCube>>();

/** A LUT of the server, read once. Throws Fault for one that is none. */
function cubeOf(assetId: string): Promise<ColourCube> {
  const known =
    cubes.get(assetId) ??
    (async () => {
      const reply = await fetch(`/api/v1/assets/${assetId}/bytes`);
      if (!reply.ok) throw new TypeError(`LUT ${assetId}: ${reply.status}`);
      return readCube(await reply.text(), assetId);
    })();
  cubes.set(assetId, known);
  return known;
}

/** What a shot's look asks the stage for, every file read; undefined where it asks for nothing. `motions`: those its scene was parted for. */
export async function shotLook(
  { aperture, air, shutter, grade }: Pick<Shot, 'aperture' | 'air' | 'shutter' | 'grade'>,
  { motions, seed, fps }: Readonly<{ motions: readonly LayerMotion[]; seed: number; fps: number }>,
): Promise<Look | undefined> {
  const { lut, ...plain } = grade ?? {};
  const asked = {
    ...(aperture === undefined ? {} : { aperture }),
    ...(air.length === 0 ? {} : { air }),
    ...(shutter === undefined ? {} : { shutter }),
    ...(motions.length === 0 ? {} : { motions }),
    ...(grade === undefined ? {} : { grade: plain as NonNullable<Look['grade']> }),
    ...(lut === undefined ? {} : { cube: await cubeOf(lut) }),
  };
  return Object.keys(asked).length === 0 ? undefined : { ...asked, seed, fps };
}
