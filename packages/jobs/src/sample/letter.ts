import type { Shot } from '@fantascope/film';
import type { z } from 'zod';

/** What the sample project is called. */
export const sampleName = 'Letter from the Wind · 风的信';
/** The title of its film. */
export const sampleTitle = { en: 'Letter from the Wind', zh: '风的信' } as const;

/** One shot of the sample film; its picture is one of `samplePhotos`. */
export type SampleShot = Readonly<{ name: string; photo: string; document: Omit<z.input<typeof Shot>, 'picture'> }>;

/** The photographs of the sample project, by their file names in examples/photos. */
export const samplePhotos = ['dandelion.jpg', 'sunset.jpg', 'picos.jpg', 'coffee.png', 'earth-night.jpg', 'chelsea.png'] as const;

/** Five photographs, five exact cameras. Distances are metres: the subject stands 3 m before the first frame. */
export const sampleShots: readonly SampleShot[] = [
  {
    // Past the dandelion, which sways; its seeds fly before it and behind it.
    name: '蒲公英 · Dandelion',
    photo: 'dandelion.jpg',
    document: {
      sentence: '镜头缓缓左移 0.15 米',
      camera: { lengthSec: 7, moves: [{ kind: 'truck', distanceM: -0.15 }] },
      aperture: { fStop: 2 },
      motions: [{ kind: 'sway', place: { matte: 'subject' }, loopSec: 3.5 }],
      air: [{ kind: 'seeds' }],
      shutter: { angleDeg: 180 },
      captions: [
        { text: { zh: '风的信', en: 'Letter from the Wind' }, style: 'title', startSec: 0.8, endSec: 3.4 },
        { text: { zh: '轻轻吹一口气，信就寄出了', en: 'One breath, and the letter is on its way' }, startSec: 3.8, endSec: 6.4 },
      ],
    },
  },
  {
    name: '山丘 · Hills',
    photo: 'sunset.jpg',
    document: {
      sentence: '缓缓升起 0.15 米',
      camera: { lengthSec: 6, moves: [{ kind: 'pedestal', distanceM: 0.15 }] },
      transition: { kind: 'crossfade', lengthSec: 0.8 },
      captions: [{ text: { zh: '它越过黄昏的山丘', en: 'Over the hills, at dusk' }, startSec: 1, endSec: 5.2 }],
    },
  },
  {
    name: '山路 · Mountain path',
    photo: 'picos.jpg',
    document: {
      sentence: '推近 0.5 米',
      camera: { lengthSec: 6, moves: [{ kind: 'dolly', distanceM: 0.5 }] },
      transition: { kind: 'wipe', lengthSec: 0.8, toward: 'right' },
      captions: [{ text: { zh: '沿着山路，越走越高', en: 'Along the path, higher and higher' }, startSec: 1, endSec: 5.2 }],
    },
  },
  {
    // Around the cup, which keeps its place in the frame, and comes into focus as one wakes.
    name: '清晨 · Morning',
    photo: 'coffee.png',
    document: {
      sentence: '向左环绕 4 度，同时焦点从 12 米移到 3 米',
      camera: {
        lengthSec: 6,
        moves: [
          { kind: 'orbit', angleDeg: -4 },
          { kind: 'rack-focus', fromM: 12, toM: 3, startRatio: 0.05, endRatio: 0.5 },
        ],
      },
      aperture: { fStop: 0.7, shape: 'hexagon' },
      transition: { kind: 'crossfade', lengthSec: 1 },
      captions: [{ text: { zh: '清晨，有人收到了它', en: 'In the morning, somebody finds it' }, startSec: 1.2, endSec: 5.2 }],
    },
  },
  {
    name: '灯火 · Lights',
    photo: 'earth-night.jpg',
    document: {
      sentence: '拉远 1.5 米，同时向右滚转 5 度',
      startCropRatio: 2.4,
      startCentre: { xRatio: 0.54, yRatio: 0.32 },
      camera: {
        lengthSec: 9,
        moves: [
          { kind: 'dolly', distanceM: -1.5 },
          { kind: 'roll', angleDeg: 5 },
        ],
      },
      transition: { kind: 'dip-to-black', lengthSec: 0.8 },
      fadeOutSec: 1.2,
      captions: [
        { text: { zh: '每一盏灯，都是一封回信', en: 'Every light is an answer' }, startSec: 1, endSec: 4 },
        {
          // Two of the photographs ask for their author's name.
          text: {
            zh: '幻镜\n摄影：Clemens Engelhardt、Aitzol Berasategi（CC BY 4.0）、NASA',
            en: 'Made with Fantascope\nPhotographs: Clemens Engelhardt, Aitzol Berasategi (CC BY 4.0), NASA',
          },
          style: 'end-card',
          startSec: 4.8,
          endSec: 8.7,
        },
      ],
    },
  },
];
