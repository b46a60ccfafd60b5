import { type Air, Aperture, type Pose, Shutter } from '@fantascope/film';
import { firstPose, type Look, openMoments, openStage } from '@fantascope/stage';
import { type SheetGround, type Tile, tile, yuvImage } from './contact-sheet.ts';

type Breath = Readonly<{ label: string; photo: string; air: readonly Air[]; changes?: Partial<Look>; truckMps?: number }>;

const airs: readonly Breath[] = [
  { label: 'petals', photo: 'chelsea.png', air: [{ kind: 'petals' }] },
  {
    label: 'petals 400, f/2 on the subject',
    photo: 'astronaut.png',
    air: [{ kind: 'petals', count: 400 }],
    changes: { aperture: Aperture.parse({ fStop: 2 }) },
  },
  { label: 'seeds', photo: 'dandelion.jpg', air: [{ kind: 'seeds' }] },
  { label: 'snow', photo: 'picos.jpg', air: [{ kind: 'snow' }] },
  { label: 'snow, shutter 360°', photo: 'astronaut.png', air: [{ kind: 'snow' }], changes: { shutter: Shutter.parse({ angleDeg: 360 }) } },
  { label: 'rain', photo: 'sunset.jpg', air: [{ kind: 'rain' }] },
  { label: 'rain and fog', photo: 'rocket.jpg', air: [{ kind: 'fog' }, { kind: 'rain' }] },
  { label: 'fog', photo: 'picos.jpg', air: [{ kind: 'fog' }] },
  { label: 'fog from 4 m, behind the subject', photo: 'dandelion.jpg', air: [{ kind: 'fog', nearM: 4 }] },
  { label: 'dust', photo: 'coffee.png', air: [{ kind: 'dust' }] },
  { label: 'fireflies', photo: 'dandelion.jpg', air: [{ kind: 'fireflies' }], changes: { grade: { ...night() } } },
  { label: 'embers, shutter 180°', photo: 'rocket.jpg', air: [{ kind: 'embers' }], changes: { shutter: Shutter.parse({}) } },
  {
    label: 'camera at 1.5 m/s, shutter 180° on it',
    photo: 'coffee.png',
    air: [{ kind: 'petals' }],
    changes: { shutter: Shutter.parse({ isOnCamera: true }) },
    truckMps: 1.5,
  },
];

/** Each kind on a photograph, at 2 s, half a second later, and one more; the last with the camera's own blur. */
export async function airTiles({ kernel, lifted }: SheetGround): Promise<readonly Tile[]> {
  const tiles: Tile[] = [];
  for (const { label, photo, air, changes, truckMps = 0 } of airs) {
    const { scene, staging } = await lifted(photo);
    const look: Look = { air, seed: 1, fps: 30, ...changes };
    const stage = openStage({ module: kernel, scene, staging, frame: tile, look });
    const path = (tSec: number): Pose => ({ ...firstPose(staging), position: [truckMps * (tSec - 2.5) * 0.2, 0, 0] });
    for (const tSec of [2, 2.5, 3]) {
      const moments = openMoments(look, tSec, (at) => path(2.5 + (at - tSec) * 5 + (tSec - 2.5) * 0.2));
      for (const [part, moment] of (moments ?? []).entries())
        stage.draw(moment.pose, 0, moment.tSec, { part, parts: moments?.length ?? 1 });
      const drawn = moments === undefined ? stage.draw(path(tSec), 0, tSec) : stage.rasteriser.frame(0);
      tiles.push({ label: `${label}, ${tSec.toFixed(1)} s`, image: await yuvImage(drawn, tile) });
    }
  }
  return tiles;
}

function night() {
  const plain = { tintRatio: 0, contrastRatio: 0, lutRatio: 1, vignetteRatio: 0.6, grainRatio: 0 };
  return { ...plain, exposureStops: -1.8, warmthRatio: -0.3, saturationRatio: -0.1 };
}
