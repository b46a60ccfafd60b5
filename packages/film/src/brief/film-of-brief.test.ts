import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Film } from '../film.ts';
import { filmFromFile } from '../film-file.ts';
import { parseCamera } from '../language/parse-camera.ts';
import { speakingSec } from './brief-text.ts';
import { briefFromValue } from './brief-value.ts';
import { wayOfMoves } from './choose-camera.ts';
import { filmOfBrief } from './film-of-brief.ts';
import { fitToVoices } from './fit-to-voices.ts';
import { readBrief } from './read-brief.ts';
import { writeFilmFile } from './write-film-file.ts';

const example = (path: string) =>
  readBrief(readFileSync(new URL(`../../../../examples/${path}`, import.meta.url), 'utf8'), { format: 'md' });
const film = (text: string) => filmOfBrief(readBrief(text, { format: 'md' }).brief);
const seen = (text: string) => film(text).film.shots.map(({ animatic }) => animatic);
const lengthSec = ({ shots }: Film) => shots.reduce((sum, { camera, transition }) => sum + camera.lengthSec - transition.lengthSec, 0);

test.each(['moon-rabbit/brief.zh.md', 'lighthouse/brief.en.md', 'wish-brief/brief.zh.md'])(
  '%s: understood whole, within its length, neighbours move differently, every word has time, equal each time',
  (path) => {
    const read = example(path);
    const photos = path.startsWith('wish')
      ? Object.keys(read.brief.photoCaptions).map((name) => ({ path: `../photos/${name}`, name }))
      : [];
    const made = filmOfBrief(read.brief, { photos });
    expect([...read.notices, ...made.notices]).toEqual([]);
    expect(Film.parse(made.film)).toEqual(made.film);
    expect(filmOfBrief(read.brief, { photos })).toEqual(made);
    expect(Math.abs(lengthSec(made.film) - (read.brief.lengthSec ?? 0))).toBeLessThan(6);
    const { shots } = made.film;
    const ways = shots.map(({ camera }) => ('moves' in camera ? wayOfMoves(camera.moves) : ''));
    for (let i = 1; i < ways.length; i += 1) expect(`${i} ${ways[i]}`).not.toBe(`${i} ${ways[i - 1]}`);
    for (const { lines = [], captions, camera, picture, animatic } of shots) {
      expect((picture === undefined) !== (animatic === undefined)).toBe(true);
      for (const line of lines) {
        const said = made.film.sound?.narration === 'en' ? line.text.en : line.text.zh;
        expect((line.startSec ?? 0) + speakingSec(said ?? '')).toBeLessThan(camera.lengthSec);
      }
      for (const { endSec } of captions) expect(endSec ?? camera.lengthSec).toBeLessThanOrEqual(camera.lengthSec + 0.001);
    }
    expect(shots[0]?.captions[0]?.style).toBe('title');
    expect(shots.at(-1)?.captions.at(-1)?.style).toBe('end-card');
  },
);

test('the film document that is written makes the same film', () => {
  const { film: made } = filmOfBrief(example('moon-rabbit/brief.zh.md').brief);
  const again = filmFromFile(JSON.parse(JSON.stringify(writeFilmFile(made, 'zh'))), { parseCamera });
  expect(again.film).toEqual(made);
});

test('a shot that names no place keeps its scene’s, a scene begins where it says, and whoever acts is seen', () => {
  expect(
    seen('# 片\n## 海边，夜\n- 灯塔亮着。\n- 他想起了很多事。\n## 第二天清晨，森林\n- 一只白鹭飞起来。\n- 老人望着月亮。'),
  ).toMatchObject([
    { place: 'sea', hour: 'night', subject: 'lighthouse', seed: 1 },
    { place: 'sea', hour: 'night', seed: 1 },
    { place: 'forest', hour: 'dawn', subject: 'bird', seed: 2 },
    { place: 'forest', hour: 'dawn', subject: 'elder', seed: 2 },
  ]);
  expect(seen('# Film\n- Snow falls on the mountains at night.\n- Through the window of her room, a cat watches the sea.')).toMatchObject([
    { place: 'mountains', hour: 'night', weather: 'snow' },
    { place: 'room', hour: 'night', subject: 'cat' },
  ]);
});

test('photographs: the named one, the one whose caption speaks of the same, then in order; a lost one is told', () => {
  const { brief } = readBrief('# Film\n- ![](b.jpg) First.\n- A rabbit on the hill.\n- Third.\n- ![](gone.jpg) Fourth.', { format: 'md' });
  const photos = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => ({
    path: `p/${name}`,
    name,
    ...(name === 'c.jpg' ? { caption: 'a white rabbit' } : {}),
  }));
  const made = filmOfBrief(brief, { photos });
  expect(made.film.shots.map(({ picture }) => picture)).toEqual(['p/b.jpg', 'p/c.jpg', 'p/a.jpg', undefined]);
  expect(made.notices).toMatchObject([{ code: 'brief.no-such-photo', params: { name: 'gone.jpg', placeEn: 'Line 5' } }]);
});

test('camera words decide, and what names no move is told and chosen for', () => {
  const { film: made, notices } = film('# Film\n- A house. [camera: orbit left 4 degrees]\n- A tree. [camera: wobble gently]');
  expect(made.shots[0]?.camera).toMatchObject({ moves: [{ kind: 'orbit', angleDeg: -4 }] });
  expect(made.shots[1]?.camera).not.toMatchObject({ moves: [] });
  expect(notices).toMatchObject([{ code: 'brief.unread-camera', params: { placeEn: 'Line 3' } }]);
});

test('a brief as data gives the film that its words give', () => {
  const { brief, notices } = briefFromValue({
    title: { zh: '灯', en: 'The lamp' },
    length: '60s',
    cast: ['小雨：一个女孩'],
    shots: ['灯塔在海边。', { text: '小雨：“你好。”', camera: '缓慢推近', place: 'room', hour: 'night' }],
  });
  expect(notices).toEqual([]);
  expect(brief).toMatchObject({ title: { zh: '灯', en: 'The lamp' }, lengthSec: 60 });
  expect(filmOfBrief(brief).film.shots[1]).toMatchObject({
    animatic: { place: 'room', hour: 'night', subject: 'child' },
    lines: [{ who: '小雨', text: { zh: '你好。' } }],
  });
  expect(() => briefFromValue({ format: 'fantascope/film' })).toThrow(/film document already/);
  expect(() => briefFromValue({ shots: [] })).toThrow(/nothing that could be shown/);
  expect(() => briefFromValue({ shots: 7 })).toThrow(/shots must be a list/);
});

test('voices decide lengths: lines follow each other, a shot holds its last word, captions follow their words', () => {
  const { film: told } = film('# 片\n- 雪落下来。\n- 小兔：「你冷吗？」\n  月亮：「有一点点。」');
  const voices = told.shots.map(({ lines = [] }) => lines.map(() => ({ lengthSec: 4 })));
  const fitted = fitToVoices(told, voices);
  for (const { lines = [], camera, captions } of fitted.shots) {
    for (const [n, { startSec = 0 }] of lines.entries()) {
      expect(startSec + 4).toBeLessThan(camera.lengthSec);
      if (n > 0) expect(startSec).toBeGreaterThan((lines[n - 1]?.startSec ?? 0) + 4);
      expect(captions.some((caption) => caption.startSec === startSec)).toBe(true);
    }
  }
  expect(fitted.shots[1]?.camera.lengthSec).toBeGreaterThan(told.shots[1]?.camera.lengthSec ?? 0);
  expect(
    fitToVoices(
      told,
      told.shots.map(() => [null]),
    ),
  ).toEqual(told);
});

test.each([
  ['夜里，村庄睡着了。', 'village'],
  ['她走进村子。', 'village'],
  ['山村的早晨。', 'village'],
  ['村口有一棵大树。', 'village'],
  ['小镇上下着雨。', 'village'],
  ['In the village, a girl is still awake.', 'village'],
  ['Smoke rises over the hamlet.', 'village'],
  ['A small town wakes up.', 'village'],
  ['城市的夜晚。', 'city'],
  ['The city at night.', 'city'],
  ['A street in the rain.', 'city'],
  ['桌上放着村上春树的书。', 'room'],
])('“%s” is set in a %s', (text, place) => {
  const { film } = filmOfBrief(readBrief(text, { format: 'txt' }).brief);
  expect(film.shots[0]?.animatic?.place).toBe(place);
});
