// A person's own key signs films at the command line; one that cannot is told before anything is drawn.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { givenIdentity } from '../../packages/media/src/credentials/identity/sample-identity.ts';
import { readWithLibrary } from '../../packages/media/src/credentials/library-reader.ts';
import { runCli } from './run-cli.ts';
import { readCredentials } from './second-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const film = { format: 'fantascope/film', version: 1, title: { zh: '海' }, widthPx: 320, heightPx: 180 };
const shots = [{ animatic: { place: 'sea', hour: 'dusk' }, camera: 'pan left', lengthSec: 0.5 }];
writeFileSync(join(folder, 'film.json'), JSON.stringify({ ...film, shots }));

const make = (env: Readonly<Record<string, string>>, lang: 'en' | 'zh') =>
  runCli(['film', 'film.json', '--out', 'film.mp4', '--json', '--lang', lang], { folder, env });

test('a key and chain that both settings name sign the film, and none is made', async () => {
  const env = await givenIdentity({ name: 'ECDSA', namedCurve: 'P-256' } as const, { folder, nowMs: Date.now() });
  const { code, out } = await make(env, 'en');
  expect(code).toBe(0);
  expect(JSON.parse(out).credentials).toMatchObject({ outcome: 'sealed', signer: 'Somebody known', isGivenKey: true });
  const file = join(folder, 'film.mp4');
  const { problems, certificates } = readCredentials(readFileSync(file));
  expect(problems).toEqual([]);
  expect(certificates.map(({ subject }) => subject)).toEqual(['CN=Somebody known', 'CN=An authority']);
  expect(await readWithLibrary(file, 'video/mp4')).toMatchObject({ state: 'Valid', failures: ['signingCredential.untrusted'] });
  expect(existsSync(join(folder, 'home'))).toBe(false);
}, 60_000);

test('an expired certificate is refused in the reader’s language before a frame is drawn; the film that was there stays', async () => {
  const before = readFileSync(join(folder, 'film.mp4'));
  rmSync(join(folder, 'cache', 'segments'), { recursive: true, force: true });
  const times = { fromMs: Date.UTC(2020, 0, 1), untilMs: Date.UTC(2021, 0, 1) };
  const env = await givenIdentity({ name: 'ECDSA', namedCurve: 'P-256' } as const, { folder, nowMs: Date.now(), ...times });
  const { code, out, err } = await make(env, 'zh');
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'media.credentials-expired' } });
  expect(err).toContain('有效期是 2020-01-01 至 2021-01-01');
  expect(existsSync(join(folder, 'cache', 'segments'))).toBe(false);
  expect(readFileSync(join(folder, 'film.mp4')).equals(before)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
}, 60_000);
