import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Grade } from '@fantascope/film';
import { lookOf } from '@fantascope/render';
import { firstPose, openStage } from '@fantascope/stage';
import { type SheetGround, type Tile, tile, yuvImage } from './contact-sheet.ts';

const grades: readonly Readonly<{ label: string; grade: Partial<Grade> }>[] = [
  { label: 'as it is', grade: {} },
  { label: 'warm: warmth 0.6, exposure +0.2', grade: { warmthRatio: 0.6, exposureStops: 0.2 } },
  { label: 'cool: warmth −0.6, saturation −0.2', grade: { warmthRatio: -0.6, saturationRatio: -0.2 } },
  {
    label: 'low-contrast film: contrast −0.15, saturation −0.25, warmth 0.15',
    grade: { contrastRatio: -0.15, saturationRatio: -0.25, warmthRatio: 0.15 },
  },
  { label: 'black and white: saturation −1, contrast 0.3', grade: { saturationRatio: -1, contrastRatio: 0.3 } },
  { label: 'teal and orange .cube', grade: { lut: 'teal-orange.cube' } },
  { label: 'vignette 0.4, grain 0.3, letterbox 2.39', grade: { vignetteRatio: 0.4, grainRatio: 0.3, letterboxAspectRatio: 2.39 } },
  { label: 'exposure −1.5, contrast 0.5', grade: { exposureStops: -1.5, contrastRatio: 0.5 } },
  { label: 'tint −0.7 (green), vignette 1', grade: { tintRatio: -0.7, vignetteRatio: 1 } },
];

/** Two photographs, each in nine grades. */
export async function gradeTiles({ kernel, lifted }: SheetGround): Promise<readonly Tile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fantascope-sheet-'));
  await writeFile(join(folder, 'teal-orange.cube'), tealAndOrange());
  const tiles: Tile[] = [];
  for (const photo of ['astronaut.png', 'picos.jpg']) {
    const { scene, staging } = await lifted(photo);
    for (const { label, grade } of grades) {
      const shot = { aperture: undefined, motions: [], air: [], shutter: undefined, grade: Grade.parse(grade) };
      const look = await lookOf({ shot, film: { fps: 30, seed: 1 }, folder });
      const stage = openStage({ module: kernel, scene, staging, frame: tile, ...(look === undefined ? {} : { look }) });
      tiles.push({ label, image: await yuvImage(stage.draw(firstPose(staging)), tile) });
    }
  }
  await rm(folder, { recursive: true });
  return tiles;
}

/** A 33³ table: shadows toward teal, lights toward orange, middle grey left. */
function tealAndOrange(): string {
  const size = 33;
  const rows = Array.from({ length: size ** 3 }, (_, i) => {
    const [r, g, b] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)].map((value) => value / (size - 1)) as [
      number,
      number,
      number,
    ];
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const away = 4 * light * (1 - light) * (light - 0.46);
    return [r + 0.5 * away, g - 0.02 * away, b - 0.6 * away].map((value) => Math.max(0, Math.min(1, value)).toFixed(6)).join(' ');
  });
  return `TITLE "Teal and orange"\nLUT_3D_SIZE ${size}\n${rows.join('\n')}\n`;
}
