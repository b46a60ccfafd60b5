import { createHash } from 'node:crypto';
import { Animatic, animaticHours, animaticPlaces, animaticSubjects, animaticWeathers, type Move, MovesCamera } from '@fantascope/film';
import { firstWindow, type Scene } from '@fantascope/stage';
import { describe, expect, test } from 'vitest';
import { fitCamera } from '../envelope/fit-camera.ts';
import { measuredEnvelope } from '../envelope/measured.ts';
import { paintAnimatic } from './paint-animatic.ts';
import { paintedCropRatio } from './painted-version.ts';

const aspectRatio = 16 / 9;
const small = { aspectRatio, maxWidthPx: 320 };
const centre = { xRatio: 0.5, yRatio: 0.5 };

function painted(told: Partial<Animatic>, options: Readonly<{ aspectRatio: number; maxWidthPx: number }> = small): Scene {
  return paintAnimatic(Animatic.parse({ place: 'field', ...told }), options);
}

function hashOf({ layers, ...rest }: Scene): string {
  const hash = createHash('sha256').update(
    JSON.stringify({ ...rest, layers: layers.map(({ rgba: _, disparity: __, ...layer }) => layer) }),
  );
  for (const { rgba, disparity } of layers) hash.update(rgba).update(new Uint8Array(disparity.buffer));
  return hash.digest('hex');
}

/** What is wrong with a scene by its contract, and by what the painter promises of it. */
function flawsOf(scene: Scene): string[] {
  const { canvas, layers, subjectDisparity } = scene;
  const flaws: string[] = [];
  const check = (holds: boolean, what: string): void => void (holds || flaws.push(what));
  check(layers.length >= 3 && layers.length <= 8, `${layers.length} layers`);
  const back = layers[0];
  check(
    back !== undefined && back.kind === 'back' && back.widthPx === canvas.widthPx && back.heightPx === canvas.heightPx,
    'the back is not the whole canvas',
  );
  for (const [k, { name, rgba, disparity, gridWidth, gridHeight, filled, ...at }] of layers.entries()) {
    const isInside = at.xPx >= 0 && at.yPx >= 0 && at.xPx + at.widthPx <= canvas.widthPx && at.yPx + at.heightPx <= canvas.heightPx;
    check(isInside && [at.xPx, at.yPx, at.widthPx, at.heightPx].every((px) => px % 2 === 0), `${name}: its rectangle`);
    check(
      rgba.length === at.widthPx * at.heightPx * 4 && disparity.length === (gridWidth + 1) * (gridHeight + 1),
      `${name}: its planes' sizes`,
    );
    check(
      disparity.every((d) => d > 0 && d <= 1 && Math.abs(d * 65535 - Math.round(d * 65535)) < 1e-2),
      `${name}: disparity out of range or not in the file's steps`,
    );
    check(filled === undefined, `${name}: something counts as invented`);
    let [see, over, paint] = [0, 0, 0];
    for (let i = 0; i < rgba.length; i += 4) {
      const a = rgba[i + 3] as number;
      if (a < 255) see++;
      if (a > 0) paint++;
      if (Math.max(rgba[i] as number, rgba[i + 1] as number, rgba[i + 2] as number) > a) over++;
    }
    check(over === 0, `${name}: not premultiplied`);
    check(paint > 0, `${name}: empty`);
    if (k === 0) check(see === 0, `${name}: see-through`);
  }
  check(subjectDisparity > 0 && subjectDisparity < 1, 'subject disparity');
  return flaws;
}

describe('the animatic painter', () => {
  test.each(animaticPlaces)('%s keeps the contract of scenes at every hour and in every shape of frame', (place) => {
    for (const hour of animaticHours) expect(flawsOf(painted({ place, hour, subject: 'rabbit' })), hour).toEqual([]);
    for (const ratio of [9 / 16, 2.39]) expect(flawsOf(painted({ place }, { aspectRatio: ratio, maxWidthPx: 320 }))).toEqual([]);
  });

  test.each(animaticSubjects)('%s has a card and a box inside the first frame, whatever its size', (subject) => {
    for (const size of ['far', 'middle', 'near'] as const) {
      const scene = painted({ place: subject === 'boat' || subject === 'fish' ? 'sea' : 'studio', subject, size });
      expect(flawsOf(scene)).toEqual([]);
      const card = scene.layers.find(({ name }) => name === 'subject');
      expect(card?.kind).toBe('card');
      expect(new Set(card?.disparity)).toEqual(new Set([Math.fround(Math.round(scene.subjectDisparity * 65535) / 65535)]));
      const window = firstWindow(scene, { aspectRatio, startCropRatio: paintedCropRatio, centre });
      const { canvas } = scene;
      const box = scene.subject as NonNullable<Scene['subject']>;
      expect(box.xRatio * canvas.widthPx).toBeGreaterThan(window.xPx);
      expect((box.xRatio + box.widthRatio) * canvas.widthPx).toBeLessThan(window.xPx + window.widthPx);
      expect(box.yRatio * canvas.heightPx).toBeGreaterThan(window.yPx - 1);
      expect((box.yRatio + box.heightRatio) * canvas.heightPx).toBeLessThan(window.yPx + window.heightPx + 1);
    }
  });

  test('every weather is another picture, and still a scene', () => {
    const scenes = animaticWeathers.map((weather) => painted({ place: 'mountains', weather }));
    for (const scene of scenes) expect(flawsOf(scene)).toEqual([]);
    expect(new Set(scenes.map(hashOf)).size).toBe(animaticWeathers.length);
  });

  test('a village stands in three depths, and somebody is at home in each of them once it gets dark', () => {
    const warm = (hour: Animatic['hour'], weather: Animatic['weather'] = 'clear') =>
      painted({ place: 'village', hour, weather }).layers.flatMap(({ name, rgba, disparity }) => {
        if (!name.includes('houses')) return [];
        let many = 0;
        for (let i = 0; i < rgba.length; i += 4) {
          const [r, g, b] = [rgba[i] as number, rgba[i + 1] as number, rgba[i + 2] as number];
          if (r > 225 && g > 150 && b < 180 && r - b > 70) many++;
        }
        return [{ many, disparity: Math.max(...disparity) }];
      });
    const night = warm('night');
    expect(night).toHaveLength(3);
    for (const [k, { many, disparity }] of night.entries()) {
      expect(many).toBeGreaterThan(20);
      expect(disparity).toBeGreaterThan(night[k - 1]?.disparity ?? 0);
    }
    for (const { many } of warm('day')) expect(many).toBeLessThan(5);
    expect(warm('dusk', 'rain').every(({ many }) => many > 20)).toBe(true);
  });

  test('the same animatic is the same scene byte for byte, and another seed another', () => {
    const told = { place: 'forest', hour: 'dusk', subject: 'horse' } as const;
    expect(hashOf(painted(told))).toBe(hashOf(painted(told)));
    expect(hashOf(painted({ ...told, seed: 2 }))).not.toBe(hashOf(painted(told)));
  });

  test('living subjects have a head, things have none, and without a subject there is no box', () => {
    expect(painted({ subject: 'cat' }).head).toBeDefined();
    expect(painted({ subject: 'house' }).head).toBeUndefined();
    expect(painted({}).subject).toBeNull();
  });

  test.each(animaticPlaces)('%s has room for the usual moves as they are asked', (place) => {
    const scene = painted({ place, subject: 'person' });
    const moves: readonly Move[] = [
      { kind: 'dolly', distanceM: 0.45 },
      { kind: 'dolly', distanceM: -0.3 },
      { kind: 'truck', distanceM: 0.3 },
      { kind: 'truck', distanceM: -0.3 },
      { kind: 'orbit', angleDeg: 8 },
      { kind: 'orbit', angleDeg: -8 },
      { kind: 'pedestal', distanceM: 0.15 },
      { kind: 'pan', angleDeg: 6 },
    ].map((move) => ({ startRatio: 0, endRatio: 1, easing: 'linear', ...move }) as Move);
    const short = moves.flatMap((move) => {
      const camera = MovesCamera.parse({ lengthSec: 1, moves: [move] });
      const fit = fitCamera(camera, scene, {
        outside: 'clamp',
        aspectRatio,
        startCropRatio: paintedCropRatio,
        startCentre: centre,
        fps: 10,
      });
      return fit.shareGivenRatio < 0.999 ? [`${move.kind} ${JSON.stringify(fit.moves)}`] : [];
    });
    if (process.env.PAINT_ENVELOPE !== undefined) {
      const window = firstWindow(scene, { aspectRatio, startCropRatio: paintedCropRatio, centre });
      const envelope = measuredEnvelope(scene, { window, lensMm: 35, subjectDistanceM: 1 });
      process.stdout.write(
        `${place}: ${Object.entries(envelope)
          .map(([axis, far]) => `${axis} ${far.toFixed(2)}`)
          .join(' · ')}\n`,
      );
    }
    expect(short).toEqual([]);
  });
});
