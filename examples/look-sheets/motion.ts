import { MotionRegion } from '@fantascope/film';
import { type PaintedMask, splitMotions } from '@fantascope/lift';
import { firstPose, openStage } from '@fantascope/stage';
import { type SheetGround, type Tile, tile, yuvImage } from './contact-sheet.ts';

type Point = readonly [x: number, y: number];

/** Painted roughly, as by hand: the edges are found by themselves. */
const masks: Readonly<Record<string, readonly (readonly Point[])[]>> = {
  sky: [
    [
      [0, 0],
      [1, 0],
      [1, 0.14],
      [0.9, 0.22],
      [0.7, 0.25],
      [0.62, 0.2],
      [0.48, 0.25],
      [0.42, 0.4],
      [0.33, 0.44],
      [0.24, 0.38],
      [0.13, 0.3],
      [0.06, 0.2],
      [0, 0.18],
    ],
  ],
  evening: [
    [
      [0, 0],
      [1, 0],
      [1, 0.4],
      [0.75, 0.44],
      [0.5, 0.47],
      [0.3, 0.46],
      [0, 0.49],
    ],
  ],
  blossom: [
    oval(0.815, 0.77, 0.075, 0.11),
    [
      [0.795, 0.85],
      [0.825, 0.85],
      [0.825, 1],
      [0.795, 1],
    ],
  ],
  coffee: [oval(0.48, 0.37, 0.13, 0.12)],
};

const stirred = Array.from({ length: 13 }, (_, i) => {
  const turn = (i / 12) * Math.PI * 2;
  return { xRatio: 0.48 - 0.1 * Math.cos(turn), yRatio: 0.37 - 0.08 * Math.sin(turn) };
});

const motions: readonly Readonly<{ label: string; photo: string; motions: readonly unknown[] }>[] = [
  { label: 'flow, painted sky', photo: 'picos.jpg', motions: [{ kind: 'flow', place: { mask: 'sky' }, towardDeg: 10 }] },
  { label: 'sway, subject', photo: 'dandelion.jpg', motions: [{ kind: 'sway', place: { matte: 'subject' } }] },
  {
    label: 'sway, painted blossom behind',
    photo: 'dandelion.jpg',
    motions: [{ kind: 'sway', place: { mask: 'blossom' }, amountRatio: 0.015 }],
  },
  {
    label: 'drift, painted blossom',
    photo: 'dandelion.jpg',
    motions: [{ kind: 'drift', place: { mask: 'blossom' }, towardDeg: 0, amountRatio: 0.008 }],
  },
  {
    label: 'flow of the sky, flicker of the sun',
    photo: 'sunset.jpg',
    motions: [
      { kind: 'flow', place: { mask: 'evening' } },
      { kind: 'flicker', place: { region: { xRatio: 0.3, yRatio: 0.2, widthRatio: 0.4, heightRatio: 0.4 } }, amountRatio: 0.25 },
    ],
  },
  {
    label: 'flow along a drawn way',
    photo: 'coffee.png',
    motions: [{ kind: 'flow', place: { mask: 'coffee' }, way: stirred, amountRatio: 0.02 }],
  },
];

/** Each motion at the start of its loop, a third and two thirds through it. */
export async function motionTiles({ kernel, lifted }: SheetGround): Promise<readonly Tile[]> {
  const tiles: Tile[] = [];
  for (const { label, photo, motions: told } of motions) {
    const { scene, staging } = await lifted(photo);
    const parted = await splitMotions(
      scene,
      told.map((motion) => MotionRegion.parse(motion)),
      { readMask: async (name) => painted(masks[name] ?? []) },
    );
    const look = { motions: parted.motions, seed: 1, fps: 30 };
    const stage = openStage({ module: kernel, scene: parted.scene, staging, frame: tile, look });
    for (const tSec of [0, 4 / 3, 8 / 3])
      tiles.push({ label: `${label}, ${tSec.toFixed(1)} s`, image: await yuvImage(stage.draw(firstPose(staging), 0, tSec), tile) });
  }
  return tiles;
}

function oval(x: number, y: number, width: number, height: number): readonly Point[] {
  return Array.from(
    { length: 40 },
    (_, i) => [x + width * Math.cos((i / 20) * Math.PI), y + height * Math.sin((i / 20) * Math.PI)] as const,
  );
}

/** Polygons filled white. */
function painted(polygons: readonly (readonly Point[])[]): PaintedMask {
  const size = { widthPx: 960, heightPx: 640 };
  const values = new Float32Array(size.widthPx * size.heightPx);
  for (let i = 0; i < values.length; i++) {
    const [x, y] = [((i % size.widthPx) + 0.5) / size.widthPx, (Math.floor(i / size.widthPx) + 0.5) / size.heightPx];
    if (polygons.some((polygon) => isInside(polygon, x, y))) values[i] = 1;
  }
  return { ...size, values };
}

function isInside(polygon: readonly Point[], x: number, y: number): boolean {
  let is = false;
  polygon.forEach(([x1, y1], i) => {
    const [x0, y0] = polygon[(i + polygon.length - 1) % polygon.length] as Point;
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) is = !is;
  });
  return is;
}
