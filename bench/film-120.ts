import { join } from 'node:path';
import type { FilmFile } from '@fantascope/film';
import type { z } from 'zod';

const photos = join(import.meta.dirname, '../examples/photos');
const pictures = [
  'picos.jpg',
  'coffee.png',
  'sunset.jpg',
  'rocket.jpg',
  'chelsea.png',
  'dandelion.jpg',
  'astronaut.png',
  'earth-night.jpg',
];
const moves = ['dolly in 0.3 m', 'truck right 0.15 m', 'pedestal up 0.12 m', 'zoom in 1.12x', 'dolly out 0.25 m', 'truck left 0.15 m'];
const said = [
  ['清晨，雾从山谷里升起来', 'At first light the mist climbs out of the valley'],
  ['桌上的咖啡还冒着热气', 'The coffee on the table is still steaming'],
  ['她想起很久以前的那条路', 'She remembers the road of long ago'],
  ['风把种子带到看不见的地方', 'The wind carries seeds where no one looks'],
] as const;

/** Of each film: how long its shots are, in seconds, and how long two of them run together. */
const SHOT_SEC = 5.5;
const CROSSFADE_SEC = 0.5;

/** The film that speed is measured with: shots of 5.5 s from eight photographs that run half a second into each other, a caption in two lines on each, music. 24 of them last 120 s. */
export function measuredFilm({ shots = 24, widthPx = 1920, heightPx = 1080 } = {}): z.input<typeof FilmFile> {
  return {
    format: 'fantascope/film',
    version: 1,
    title: { zh: '两分钟', en: 'Two minutes' },
    widthPx,
    heightPx,
    fps: 30,
    sound: { music: { mood: 'tender' } },
    shots: Array.from({ length: shots }, (_, at) => {
      const [zh, en] = said[at % said.length] as (typeof said)[number];
      return {
        name: `shot ${at + 1}`,
        picture: join(photos, pictures[at % pictures.length] as string),
        // The last one gives back what the first has no crossfade for: 24 × 5 s.
        lengthSec: at === shots - 1 ? SHOT_SEC - CROSSFADE_SEC : SHOT_SEC,
        camera: moves[at % moves.length],
        transition: at === 0 ? { kind: 'cut' } : { kind: 'crossfade', lengthSec: CROSSFADE_SEC },
        captions: [{ text: { zh: `${zh}（${at + 1}）`, en: `${en} (${at + 1})` }, startSec: 1, endSec: 4.5 }],
      };
    }),
  };
}

/** One shot of the film in frames: when it starts, how long it is, how long it runs into the one before, between which of its frames its words stand. */
export type MeasuredTimes = Readonly<{
  picture: string;
  lines: readonly string[];
  startFrame: number;
  lengthFrames: number;
  fadeFrames: number;
  captionFrames: readonly [number, number];
}>;

/** The same film as peers are told it. Both lines in Latin letters: a peer takes one font file a line, and what is drawn is no less. */
export function measuredTimes({ shots, fps }: Readonly<{ shots: number; fps: number }>): readonly MeasuredTimes[] {
  return Array.from({ length: shots }, (_, at) => {
    const words = `${said[at % said.length]?.[1]} (${at + 1})`;
    return {
      picture: join(photos, pictures[at % pictures.length] as string),
      lines: [words.toUpperCase(), words],
      startFrame: at * (SHOT_SEC - CROSSFADE_SEC) * fps,
      lengthFrames: (at === shots - 1 ? SHOT_SEC - CROSSFADE_SEC : SHOT_SEC) * fps,
      fadeFrames: at === 0 ? 0 : CROSSFADE_SEC * fps,
      captionFrames: [fps, 4.5 * fps],
    };
  });
}
