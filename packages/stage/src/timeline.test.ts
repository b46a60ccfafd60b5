import { Fault, Film } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filmTimeline, frameAt, SEGMENT_FRAMES, segmentsOf } from './timeline.ts';

type ShotPlan = {
  lengthSec: number;
  transition?: { kind: string; lengthSec?: number };
  fadeInSec?: number;
  fadeOutSec?: number;
  captions?: unknown[];
};

function film(shots: ShotPlan[], fps = 30) {
  return Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: 'x' },
    fps,
    shots: shots.map(({ lengthSec, ...rest }) => ({ ...rest, camera: { lengthSec, moves: [] } })),
  });
}

const code = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error.code;
  }
  return 'no fault';
};

describe('timeline', () => {
  test('a transition lays the end of one shot over the start of the next', () => {
    const timeline = filmTimeline(
      film([{ lengthSec: 2 }, { lengthSec: 3, transition: { kind: 'crossfade', lengthSec: 0.5 } }, { lengthSec: 1 }]),
    );
    expect(timeline.shots.map((s) => [s.startFrame, s.frames, s.overlapFrames])).toEqual([
      [0, 60, 0],
      [45, 90, 15],
      [135, 30, 0],
    ]);
    expect(timeline.totalFrames).toBe(165);
  });

  test('a crossfade rises evenly and never shows a shot alone inside it', () => {
    const timeline = filmTimeline(film([{ lengthSec: 2 }, { lengthSec: 3, transition: { kind: 'crossfade', lengthSec: 0.1 } }]));
    expect([56, 57, 58, 59, 60].map((n) => frameAt(timeline, n).blend?.progressRatio)).toEqual([undefined, 0.25, 0.5, 0.75, undefined]);
    expect(frameAt(timeline, 57).shots.map((s) => [s.index, s.tSec])).toEqual([
      [0, 57 / 30],
      [1, 0],
    ]);
    expect(frameAt(timeline, 60).shots).toEqual([{ index: 1, tSec: 3 / 30, brightnessRatio: 1 }]);
  });

  test('a dip shows one shot at a time and is fully its colour in the middle', () => {
    const timeline = filmTimeline(film([{ lengthSec: 2 }, { lengthSec: 3, transition: { kind: 'dip-to-white', lengthSec: 0.5 } }]));
    const frames = Array.from({ length: 15 }, (_, k) => frameAt(timeline, 45 + k));
    expect(frames.map((f) => f.shots.map((s) => s.index).join())).toEqual([...Array(7).fill('0'), ...Array(8).fill('1')]);
    expect(frames[7]?.veil).toEqual({ colour: 'white', ratio: 1 });
    expect(frames[3]?.veil?.ratio).toBeCloseTo(0.5, 9);
    expect(frames.every((f) => f.blend === null)).toBe(true);
  });

  test('fades start at black and end at black', () => {
    const timeline = filmTimeline(film([{ lengthSec: 4, fadeInSec: 1, fadeOutSec: 1 }]));
    const at = (n: number) => frameAt(timeline, n).shots[0].brightnessRatio;
    expect([at(0), at(15), at(30), at(89), at(119)]).toEqual([0, 0.5, 1, 1, 0]);
  });

  test('captions come and go inside their times and fade with a crossfade', () => {
    const captions = [{ text: { en: 'a' }, startSec: 1, endSec: 2 }, { text: { en: 'b' } }];
    const timeline = filmTimeline(
      film([
        { lengthSec: 4, captions },
        { lengthSec: 2, transition: { kind: 'crossfade', lengthSec: 1 } },
      ]),
    );
    const at = (n: number) => frameAt(timeline, n).captions.map((c) => `${c.caption}:${c.opacityRatio.toFixed(2)}`);
    expect(at(29)).toEqual(['1:1.00']);
    expect(at(30)).toEqual(['0:0.10', '1:1.00']);
    expect(at(45)).toEqual(['0:1.00', '1:1.00']);
    expect(at(60)).toEqual(['1:1.00']);
    expect(Number(at(105)[0]?.slice(2))).toBeLessThan(0.55);
  });

  test('what cannot be shown is refused, never dropped', () => {
    expect(code(() => filmTimeline(film([{ lengthSec: 2, transition: { kind: 'wipe', lengthSec: 1 } }])))).toBe('stage.transition-first');
    expect(code(() => filmTimeline(film([{ lengthSec: 2 }, { lengthSec: 1, transition: { kind: 'wipe', lengthSec: 1.2 } }])))).toBe(
      'stage.transition-too-long',
    );
    const three = [
      { lengthSec: 2 },
      { lengthSec: 1, transition: { kind: 'push', lengthSec: 0.6 } },
      { lengthSec: 2, transition: { kind: 'push', lengthSec: 0.6 } },
    ];
    expect(code(() => filmTimeline(film(three)))).toBe('stage.transition-too-long');
    expect(code(() => filmTimeline(film([{ lengthSec: 2, captions: [{ text: { en: 'late' }, startSec: 2 }] }])))).toBe(
      'stage.caption-outside',
    );
  });

  test('segments cover every frame once, lie on the grid of their shot, and never reach into the next shot', () => {
    const shot = fc.record({
      lengthSec: fc.double({ min: 0.1, max: 20, noNaN: true }),
      overlap: fc.double({ min: 0, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(shot, { minLength: 1, maxLength: 8 }), fc.constantFrom(24, 25, 30, 50, 60), (plans, fps) => {
        const shots = plans.map(({ lengthSec, overlap }, i) => {
          const room = Math.min(lengthSec, plans[i - 1]?.lengthSec ?? 0) / 2 - 2 / fps;
          return { lengthSec, transition: { kind: 'crossfade', lengthSec: i === 0 ? 0 : Math.max(0, Math.min(overlap, room)) } };
        });
        const timeline = filmTimeline(film(shots, fps));
        let next = 0;
        for (const segment of segmentsOf(timeline)) {
          const own = timeline.shots[segment.cut];
          expect(segment.startFrame).toBe(next);
          expect(segment.frames).toBeGreaterThan(0);
          expect((segment.startFrame - (own?.startFrame ?? 0)) % SEGMENT_FRAMES).toBe(0);
          for (const n of [segment.startFrame, segment.startFrame + segment.frames - 1]) {
            const shown = frameAt(timeline, n).shots.map((s) => s.index);
            expect(shown.at(-1)).toBe(segment.cut);
            expect(shown.length === 1 || shown[0] === segment.cut - 1).toBe(true);
          }
          next += segment.frames;
        }
        expect(next).toBe(timeline.totalFrames);
      }),
    );
  });
});
