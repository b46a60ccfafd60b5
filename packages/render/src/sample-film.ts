import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Film } from '@fantascope/film';
import { locateFfmpeg } from '@fantascope/media';
import { firstWindow, type Scene } from '@fantascope/stage';
import type { RenderJob } from './render-film.ts';

/** A checked wall with a disc before it; `tint` tells scenes apart. */
export function sampleScene(tint: number): Scene {
  const [widthPx, heightPx] = [320, 180];
  const paint = (colour: (x: number, y: number) => readonly number[]) => {
    const rgba = new Uint8Array(widthPx * heightPx * 4);
    for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) rgba.set(colour(x, y), (y * widthPx + x) * 4);
    return rgba;
  };
  const layer = { xPx: 0, yPx: 0, widthPx, heightPx, gridWidth: 16, gridHeight: 9 };
  const flat = (disparity: number) => new Float32Array(17 * 10).fill(disparity);
  const wall = paint((x, y) => (((x >> 4) + (y >> 4)) & 1 ? [200, tint, 60, 255] : [30, tint >> 1, 120, 255]));
  const disc = paint((x, y) => (Math.hypot(x - 160, y - 90) < 50 ? [250, 240, tint, 255] : [0, 0, 0, 0]));
  return {
    canvas: { widthPx, heightPx },
    photo: { xPx: 0, yPx: 0, widthPx, heightPx },
    layers: [
      { ...layer, name: 'wall', kind: 'back', rgba: wall, disparity: flat(0.4) },
      { ...layer, name: 'disc', kind: 'card', rgba: disc, disparity: flat(1) },
    ],
    subjectDisparity: 1,
    subject: null,
  };
}

/** Three shots with a crossfade, a push, a caption and a fade in; 204 frames at 30 a second. */
export function sampleFilm(changes: Readonly<{ caption?: string; fps?: number; lengths?: readonly number[] }> = {}): Film {
  const { caption = 'hello', fps = 30, lengths = [4, 2, 1.5] } = changes;
  const transitions = [{}, { kind: 'crossfade', lengthSec: 0.4 }, { kind: 'push', lengthSec: 0.3 }];
  return Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: 'x' },
    widthPx: 192,
    heightPx: 108,
    fps,
    shots: lengths.map((lengthSec, i) => ({
      camera: { lengthSec, moves: [{ kind: 'truck', distanceM: 0.1 * (i + 1) }] },
      transition: transitions[i] ?? {},
      captions: i === 1 ? [{ text: { en: caption }, startSec: 0.5 }] : [],
      fadeInSec: i === 0 ? 0.3 : 0,
    })),
  });
}

/** A job for the sample film that writes film.mp4 into `folder`. */
export function sampleJob(folder: string, changes: Partial<RenderJob> = {}): RenderJob {
  return {
    film: sampleFilm(),
    scenes: async (shot, index) => ({
      scene: async () => sampleScene(60 + index * 60),
      sceneKey: `scene ${index}`,
      staging: { window: firstWindow(sampleScene(0), { aspectRatio: 16 / 9 }), lensMm: shot.camera.lensMm, subjectDistanceM: 3 },
      camera: shot.camera,
    }),
    out: join(folder, 'film.mp4'),
    workers: 2,
    ...changes,
  };
}

/** The hash of every decoded frame, as shown. */
export function frameHashes(file: string): string[] {
  const text = execFileSync(locateFfmpeg({ env: process.env }).path, ['-v', 'error', '-i', file, '-f', 'framemd5', '-'], {
    encoding: 'utf8',
  });
  return text
    .split('\n')
    .filter((line) => line.startsWith('0'))
    .map((line) => line.split(',').at(-1) ?? '');
}
