import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editOf, Film } from '@fantascope/film';
import { afterAll, expect, test } from 'vitest';
import { filesIn, filmRecord } from './film-record.ts';
import { manifestDefinition, type SourceFile, seenOf } from './manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'record-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'photos'));
mkdirSync(join(folder, 'toys'));
for (const name of [
  'photos/a.jpg',
  'photos/b.PNG',
  'photos/a-copy.jpg',
  'toys/00-sky.webp',
  'toys/01-bear.png',
  'toys/notes.txt',
  'song.mp3',
])
  writeFileSync(join(folder, name), name.replace('-copy', ''));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const camera = { lengthSec: 2, moves: [] };
const film = (changes: Readonly<Record<string, unknown>>) =>
  Film.parse({ format: 'fantascope/film', version: 1, title: { en: 'A day', zh: '一天' }, ...changes });
const known = { nowMs: Date.UTC(2026, 10, 23), filesOf: filesIn(folder) };
const titles = (files: readonly SourceFile[]) => files.map(({ title }) => title);

test('a film is made of its pictures, each once and by its name alone, with the hash of its bytes', async () => {
  const shots = ['photos/a.jpg', 'photos/b.PNG', 'photos/a.jpg', 'photos/a-copy.jpg'].map((picture) => ({ camera, picture }));
  const record = await filmRecord(film({ shots }), known);
  expect(record).toEqual({
    ...{ title: 'A day · 一天', madeAt: '2026-11-23T00:00:00.000Z', sounds: [], parts: ['stage', 'encoding'] },
    pictures: [
      // Its copy holds the same bytes: it is the same picture.
      { title: 'a.jpg', mime: 'image/jpeg', sha256: sha256('photos/a.jpg') },
      { title: 'b.PNG', mime: 'image/png', sha256: sha256('photos/b.PNG') },
    ],
  });
  expect(JSON.stringify(manifestDefinition({ ...record, mime: 'video/mp4' }))).not.toContain(folder);
});

test('a picture that says of itself that a model made it counts as generated, and is told as that', async () => {
  const claim = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
  for (const name of ['made.png', 'made.mp3']) writeFileSync(join(folder, name), claim);
  const of = async (...pictures: readonly string[]) =>
    await filmRecord(film({ shots: pictures.map((picture) => ({ camera, picture })), sound: { music: { file: 'made.mp3' } } }), known);
  const alone = await of('made.png');
  expect(seenOf(alone)).toMatchObject({ isGenerated: true, isTaken: false });
  expect(seenOf(await of('made.png', 'photos/a.jpg'))).toMatchObject({ isGenerated: true, isTaken: true });
  expect(seenOf(await of('photos/a.jpg'))).toMatchObject({ isGenerated: false, isTaken: true });
  const { ingredients } = manifestDefinition({ ...alone, mime: 'video/mp4' }) as {
    ingredients: readonly { title: string; metadata: object }[];
  };
  expect(ingredients.filter(({ metadata }) => 'dev.fantascope.saysGenerated' in metadata).map(({ title }) => title)).toEqual(['made.png']);
});

test('of a folder of layers its pictures are named; a file that is not there is for the lift to miss', async () => {
  const shots = ['toys', 'gone.jpg'].map((picture) => ({ camera, picture }));
  const { pictures } = await filmRecord(film({ shots }), known);
  expect(titles(pictures)).toEqual(['toys/00-sky.webp', 'toys/01-bear.png']);
});

test('painted shots, voices, composed music and a music file are told where they are', async () => {
  const painted = { camera, animatic: { place: 'sea', hour: 'day' } };
  const spoken = { ...painted, lines: [{ text: { zh: '你好' } }] };
  const parts = async (changes: Readonly<Record<string, unknown>>) => (await filmRecord(film(changes), known)).parts;
  expect(await parts({ shots: [painted], sound: { narration: 'zh' } })).toEqual(['animatic', 'encoding']);
  expect(await parts({ shots: [spoken], sound: { narration: 'off', music: { mood: 'calm' } } })).toEqual(['animatic', 'music', 'encoding']);
  expect(await parts({ shots: [spoken], sound: { narration: 'zh' } })).toEqual(['animatic', 'voices', 'encoding']);
  const said = { shots: [spoken], sound: { narration: 'zh', voice: { name: 'openai/nova' } } };
  expect(await parts(said)).toEqual(['animatic', 'neural-voices', 'encoding']);
  // A character without a voice by name does not speak as the narrator does.
  const cast = [{ name: 'Mei' }];
  const two = [...spoken.lines, { who: 'Mei', text: { zh: '好' } }];
  const both = { cast, shots: [{ ...spoken, lines: two }], sound: { narration: 'zh', voice: { name: 'kokoro/af_heart' } } };
  expect(await parts(both)).toEqual(['animatic', 'voices', 'neural-voices', 'encoding']);
  const record = { ...(await filmRecord(film(both), known)), mime: 'video/mp4' };
  const [{ data }] = manifestDefinition(record)['assertions'] as readonly [
    { data: { actions: readonly { description?: string; digitalSourceType: string }[] } },
  ];
  const terms = data.actions.flatMap(({ description, digitalSourceType }) =>
    description === undefined || description.startsWith('Lines') ? [digitalSourceType?.split('/').at(-1)] : [],
  );
  expect(terms).toEqual(['compositeWithTrainedAlgorithmicMedia', 'algorithmicMedia', 'trainedAlgorithmicMedia']);
  const { sounds, parts: withFile } = await filmRecord(film({ shots: [painted], sound: { music: { file: 'song.mp3' } } }), known);
  expect(sounds).toEqual([{ title: 'song.mp3', mime: 'audio/mpeg', sha256: sha256('song.mp3') }]);
  expect(withFile).not.toContain('music');
});

test('a take stands for its shot, whose picture is then not in the film; of a shot that is not in the edit nothing is', async () => {
  const shots = ['photos/a.jpg', 'photos/b.PNG', 'toys'].map((picture, index) => ({ name: `shot ${index}`, camera, picture }));
  const whole = film({ shots });
  const take = { takeId: 'take_1', model: 'm', provider: 'p', isGenerated: true, isEmulated: false };
  const footage = new Map([0, 2].map((index) => [index, { title: `take ${index}.mp4`, mime: 'video/mp4', sha256: `${index}`, take }]));
  expect(titles((await filmRecord(whole, { ...known, footage })).pictures)).toEqual(['take 0.mp4', 'take 2.mp4', 'b.PNG']);
  const edit = editOf(whole);
  const [video, ...others] = edit.tracks;
  const first = { ...edit, tracks: [{ ...video, cuts: video?.cuts.slice(0, 1) }, ...others.map((track) => ({ ...track, cuts: [] }))] };
  const cut = film({ shots, edit: first });
  expect(titles((await filmRecord(cut, { ...known, footage })).pictures)).toEqual(['take 0.mp4']);
  expect(titles((await filmRecord(cut, known)).pictures)).toEqual(['a.jpg']);
});

test.each([
  [['take'], 'trainedAlgorithmicMedia'],
  [['take', 'photograph'], 'compositeWithTrainedAlgorithmicMedia'],
  [['take', 'painted'], 'compositeWithTrainedAlgorithmicMedia'],
  [['photograph'], 'algorithmicallyEnhanced'],
  [['stage take'], 'algorithmicallyEnhanced'],
  [['photograph', 'painted'], 'composite'],
  [['painted'], 'algorithmicMedia'],
])('of %s it says that it is %s', (seen, term) => {
  const take = { takeId: 'take_1', model: 'm', provider: 'p', isEmulated: false };
  const file = { title: 'x', mime: 'image/png', sha256: '0' };
  const pictures = seen.flatMap((each): SourceFile[] => {
    if (each === 'painted') return [];
    return [each === 'photograph' ? file : { ...file, take: { ...take, isGenerated: each === 'take' } }];
  });
  const parts = seen.includes('painted') ? (['animatic'] as const) : [];
  const definition = manifestDefinition({ title: '', mime: 'video/mp4', madeAt: '', sounds: [], pictures, parts });
  const [{ data }] = definition['assertions'] as readonly [{ data: { actions: readonly { digitalSourceType: string }[] } }];
  expect(data.actions[0]?.digitalSourceType).toBe(`http://cv.iptc.org/newscodes/digitalsourcetype/${term}`);
});
