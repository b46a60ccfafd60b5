import { Aperture, type Pose } from '@fantascope/film';
import { firstPose, openStage } from '@fantascope/stage';
import { type SheetGround, type Tile, tile, yuvImage } from './contact-sheet.ts';

// Drawn larger than a tile, so that the blur is that of a film.
const frame = { widthPx: tile.widthPx * 2, heightPx: tile.heightPx * 2 };
const lensMm = 50;

const pulls: readonly Readonly<{ photo: string; aperture: Partial<Aperture> & { fStop: number } }>[] = [
  { photo: 'dandelion.jpg', aperture: { fStop: 1.4 } },
  { photo: 'coffee.png', aperture: { fStop: 1.4 } },
  { photo: 'astronaut.png', aperture: { fStop: 2 } },
  { photo: 'astronaut.png', aperture: { fStop: 1.4, shape: 'hexagon', highlightRatio: 4 } },
];

/** A pull from before the subject through it (3 m) to far behind it, on three photographs; the last with a hexagon and strong lights. */
export async function focusTiles({ kernel, lifted }: SheetGround): Promise<readonly Tile[]> {
  const tiles: Tile[] = [];
  for (const { photo, aperture } of pulls) {
    const { scene, staging } = await lifted(photo);
    const seen = { ...staging, lensMm };
    const poses = [2, 3, 3.6, 5, 8, 20].map((focusM): Pose => ({ ...firstPose(seen), focusM }));
    const look = { aperture: Aperture.parse(aperture), seed: 1, fps: 30 };
    const stage = openStage({ module: kernel, scene, staging: seen, frame, poses, look });
    for (const pose of poses) {
      const label = `${photo}, ${lensMm} mm, f/${aperture.fStop}, focus ${pose.focusM} m`;
      tiles.push({ label, image: await yuvImage(stage.draw(pose), frame) });
    }
  }
  return tiles;
}
