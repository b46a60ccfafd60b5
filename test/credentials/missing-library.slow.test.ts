// Where the libraries for content credentials are not installed, a film is delivered all the same, and it is said that it carries none.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Film } from '@fantascope/film';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../source-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'missing-library-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const film = Film.parse({
  ...{ format: 'fantascope/film', version: 1, title: { en: 'Sea' } },
  shots: [{ animatic: { place: 'sea', hour: 'dusk' }, camera: { lengthSec: 1, moves: [] } }],
});

/** The room of media as it stands, in a folder whose node_modules have the film room and whatever else is named. */
function roomWith(name: string, packages: readonly string[]): string {
  const place = join(folder, name);
  cpSync(join(root, 'packages/media/src'), join(place, 'media/src'), { recursive: true });
  cpSync(join(root, 'packages/media/package.json'), join(place, 'media/package.json'));
  mkdirSync(join(place, 'node_modules/@fantascope'), { recursive: true });
  symlinkSync(join(root, 'packages/film'), join(place, 'node_modules/@fantascope/film'));
  for (const each of packages) {
    mkdirSync(join(place, 'node_modules', each, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', each), join(place, 'node_modules', each));
  }
  writeFileSync(
    join(place, 'seal.ts'),
    `import { openFilmSeal } from './media/src/credentials/index.ts';
     const film = JSON.parse(process.argv[2] as string);
     const seal = await openFilmSeal(film, { from: '.', out: 'film.mp4', home: 'home', env: {}, nowMs: Date.now() });
     await seal.lastWrite?.('film.mp4');
     console.log(JSON.stringify(seal.end()));`,
  );
  return place;
}

function sealIn(place: string): Readonly<{ outcome: string; notices: readonly Readonly<{ code: string; params: { reason: string } }>[] }> {
  writeFileSync(join(place, 'film.mp4'), 'a whole film');
  const said = execFileSync(process.execPath, ['seal.ts', JSON.stringify(film)], {
    cwd: place,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(readFileSync(join(place, 'film.mp4'), 'utf8')).toBe('a whole film');
  return JSON.parse(said);
}

let whole: string;
beforeAll(() => {
  whole = roomWith('whole', ['@contentauth/c2pa-wasm', '@peculiar/x509']);
});

test('with both of them this very room signs, or says what is wrong with the film', () => {
  expect(sealIn(whole).notices).toMatchObject([{ code: 'media.credentials-failed', params: { reason: 'its box at 0 is broken' } }]);
});

test('without the C2PA library the film stays as it is, and that is said', () => {
  const { outcome, notices } = sealIn(roomWith('without-c2pa', ['@peculiar/x509']));
  expect(outcome).toBe('unsealed');
  expect(notices).toMatchObject([{ code: 'media.credentials-library-missing' }]);
  expect(notices[0]?.params.reason).toContain('@contentauth/c2pa-wasm');
  expect(notices[0]?.params.reason).not.toContain(folder);
});

test('without what makes certificates it is the same', () => {
  const { outcome, notices } = sealIn(roomWith('without-x509', ['@contentauth/c2pa-wasm']));
  expect(outcome).toBe('unsealed');
  expect(notices).toMatchObject([{ code: 'media.credentials-library-missing' }]);
  expect(notices[0]?.params.reason).toContain('@peculiar/x509');
  expect(notices[0]?.params.reason).not.toContain(folder);
});
