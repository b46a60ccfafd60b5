import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelTags } from '@fantascope/film';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCredentials } from '../../../../test/credentials/second-reader.ts';
import { locateFfmpeg } from '../find-ffmpeg.ts';
import { joinPackets } from '../join-packets.ts';
import { type OpenedIdentity, openIdentity } from './identity/identity.ts';
import { givenIdentity } from './identity/sample-identity.ts';
import { readWithLibrary } from './library-reader.ts';
import type { FilmRecord } from './manifest.ts';
import { sealFilm } from './seal-film.ts';

const { path: ffmpeg } = locateFfmpeg({ env: process.env });
const quiet = ['-nostdin', '-v', 'error', '-y'];
const tags = labelTags({ isGenerated: true, isTaken: true, isPainted: false, producer: 'Tests', produceId: 'film_1' });
const record: Omit<FilmRecord, 'mime'> = {
  title: 'Moon 月',
  madeAt: '2026-11-23T12:00:00.000Z',
  pictures: [
    { title: 'sunset.jpg', mime: 'image/jpeg', sha256: 'ab'.repeat(32) },
    {
      ...{ title: 'Shot 2', mime: 'video/mp4', sha256: 'cd'.repeat(32) },
      take: { takeId: 'take_1', model: 'maker/model', provider: 'somebody', isGenerated: true, isEmulated: true },
    },
  ],
  sounds: [],
  parts: ['stage', 'voices'],
};

let folder = '';
let identity: OpenedIdentity;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-'));
  identity = await openIdentity({ home: join(folder, 'home'), env: {}, nowMs: Date.now() });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Pictures and a tone, joined by us as every film is, with the data of its label. */
async function ownFilm(name: string): Promise<string> {
  const segment = join(folder, 'segment.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30:d=2'];
  execFileSync(ffmpeg, [...quiet, ...source, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', segment]);
  const out = join(folder, name);
  await joinPackets([{ file: segment, frames: 60 }], { out, fps: 30, tags, container: name.endsWith('.mov') ? 'mov' : 'mp4' });
  return out;
}

/** A film from elsewhere: with sound, its index at its end. */
function otherFilm(name: string): string {
  const out = join(folder, name);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
  execFileSync(ffmpeg, [...quiet, ...source, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', out]);
  return out;
}

/** What a player gets: every frame and every piece of sound, by their hashes. */
function played(file: string): string {
  return execFileSync(ffmpeg, ['-nostdin', '-v', 'error', '-i', file, '-f', 'framemd5', 'pipe:1'], { encoding: 'utf8' });
}

/** Every frame of an animated picture, one after the other. */
async function pixelsOf(file: string): Promise<Readonly<{ pages: number | undefined; hash: string }>> {
  const { default: sharp } = await import('sharp');
  const { pages } = await sharp(file, { animated: true }).metadata();
  const pixels = await sharp(file, { animated: true }).raw().toBuffer();
  return { pages, hash: createHash('sha256').update(pixels).digest('hex') };
}

/** The tags that ffmpeg reads from a file. */
function tagsOf(file: string): string {
  return execFileSync(ffmpeg, ['-nostdin', '-v', 'error', '-i', file, '-f', 'ffmetadata', 'pipe:1'], { encoding: 'utf8' });
}

const mimes = { mp4: 'video/mp4', mov: 'video/quicktime' } as const;
const seal = (file: string) => sealFilm(file, { record, identity, name: file });

describe.each([
  ['a film of ours in MP4', 'mp4', ownFilm],
  ['a film of ours in MOV', 'mov', ownFilm],
  ['a film with sound and its index at the end', 'mp4', async (name: string) => otherFilm(name)],
] as const)('%s', (told, ending, make) => {
  const name = `${told.replaceAll(' ', '-')}.${ending}`;
  let file = '';
  let before = '';
  beforeAll(async () => {
    file = await make(name);
    before = played(file);
    expect(await seal(file)).toMatchObject({ outcome: 'sealed' });
  });

  test('the library’s own reader finds it whole, and only misses somebody it trusts', async () => {
    const { state, successes, failures, remarks } = await readWithLibrary(file, mimes[ending]);
    expect(state).toBe('Valid');
    expect(failures).toEqual(['signingCredential.untrusted']);
    expect(successes).toContain('claimSignature.validated');
    expect(successes).toContain('assertion.bmffHash.match');
    expect(successes.filter((code) => code === 'assertion.hashedURI.match')).toHaveLength(6);
    expect(remarks).toEqual(['signingCredential.ocsp.skipped']);
  });

  test('a second reader, which shares no code with the writer, finds the same', () => {
    const { problems, certificates, claim } = readCredentials(readFileSync(file));
    expect(problems).toEqual([]);
    expect(certificates.map(({ subject }) => /CN=(.*)/.exec(subject)?.[1])).toEqual([
      'Fantascope self-made signer',
      'Fantascope self-made root',
    ]);
    expect(claim.get('dc:title')).toBe('Moon 月');
  });

  test('it plays as before, and nothing is left beside it or among what all code here shares', () => {
    expect(played(file)).toBe(before);
    expect('FileReaderSync' in globalThis).toBe(false);
    expect(readdirSync(folder).filter((each) => each.endsWith('.sealed'))).toEqual([]);
  });

  test.each([
    ['in its media', 'mdat', 1000],
    ['in its index', 'moov', 40],
  ])('one bit changed %s is seen by both readers', async (_, type, offset) => {
    const bytes = readFileSync(file);
    const at = bytes.indexOf(type, 32, 'latin1') + offset;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const other = join(folder, `flipped.${ending}`);
    writeFileSync(other, bytes);
    expect(readCredentials(bytes).problems).toEqual(['the media is not what was signed']);
    const { state, failures } = await readWithLibrary(other, mimes[ending]);
    expect(state).toBe('Invalid');
    expect(failures).toContain('assertion.bmffHash.mismatch');
  });
});

test.each([
  ['GIF', 'gif', 'image/gif'],
  ['an animated WebP', 'webp', 'image/webp'],
])('%s is sealed whole by the library', async (_, ending, mime) => {
  const file = join(folder, `pictures.${ending}`);
  execFileSync(ffmpeg, [
    ...quiet,
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=160x90:r=10:d=1',
    ...(ending === 'webp' ? ['-c:v', 'libwebp_anim'] : []),
    file,
  ]);
  const before = await pixelsOf(file);
  expect(await seal(file)).toMatchObject({ outcome: 'sealed' });
  expect(await pixelsOf(file)).toEqual(before);
  const { state, failures, successes } = await readWithLibrary(file, mime);
  expect([state, failures]).toEqual(['Valid', ['signingCredential.untrusted']]);
  expect(successes).toContain('assertion.dataHash.match');
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length / 4);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect((await readWithLibrary(file, mime)).failures).toContain('assertion.dataHash.mismatch');
});

test.each([
  ['ES384', { name: 'ECDSA', namedCurve: 'P-384' }],
  ['ES512', { name: 'ECDSA', namedCurve: 'P-521' }],
  ['EdDSA', { name: 'Ed25519' }],
  ['PS256', { name: 'RSASSA-PKCS1-v1_5', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }],
])('a person’s own key signs by %s, and the library finds it whole', async (way, kind) => {
  const nowMs = Date.now();
  const own = await openIdentity({ home: folder, env: await givenIdentity(kind, { folder, nowMs }), nowMs });
  const file = await ownFilm(`${way}.mp4`);
  expect(await sealFilm(file, { record, identity: own, name: file })).toMatchObject({ outcome: 'sealed' });
  const { state, failures } = await readWithLibrary(file, 'video/mp4');
  expect([state, failures]).toEqual(['Valid', ['signingCredential.untrusted']]);
});

describe('what stands in it', () => {
  test('the label’s data is read as before', async () => {
    const file = await ownFilm('label.mp4');
    const before = tagsOf(file);
    expect(before).toContain('AIGC');
    await seal(file);
    expect(tagsOf(file)).toBe(before);
  });

  test('takes, photographs and programs are ingredients, and each picture in it was placed by an action', async () => {
    const file = await ownFilm('said.mp4');
    await seal(file);
    const { assertions } = readCredentials(readFileSync(file));
    const [photograph, take, program] = ['', '__1', '__2'].map((end) => assertions.get(`c2pa.ingredient.v3${end}`)) as Map<
      string,
      unknown
    >[];
    expect(photograph?.get('dc:title')).toBe('sunset.jpg');
    expect(photograph?.get('relationship')).toBe('componentOf');
    expect(photograph?.get('metadata')).toEqual(new Map([['dev.fantascope.sha256', 'ab'.repeat(32)]]));
    expect(Object.fromEntries(take?.get('metadata') as Map<string, unknown>)).toMatchObject({
      'dev.fantascope.model': 'maker/model',
      'dev.fantascope.provider': 'somebody',
      'dev.fantascope.take': 'take_1',
    });
    expect(program?.get('dc:title')).toBe('Fantascope stage');
    expect(program?.get('relationship')).toBe('inputTo');
    const actions = (assertions.get('c2pa.actions.v2') as Map<string, unknown>).get('actions') as Map<string, unknown>[];
    expect(actions.map((each) => each.get('action'))).toEqual([
      ...['c2pa.created', 'c2pa.placed', 'c2pa.placed'],
      ...['c2pa.edited', 'c2pa.edited'],
    ]);
    expect(actions[0]?.get('digitalSourceType')).toBe(
      'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
    );
  });

  test('a claim that is changed after it was signed is seen: its signature does not hold', async () => {
    const file = await ownFilm('claim.mp4');
    await seal(file);
    const bytes = readFileSync(file);
    const at = bytes.indexOf('Moon ', 0, 'utf8');
    bytes[at] = 'N'.charCodeAt(0);
    expect(readCredentials(bytes).problems).toEqual(['the signature does not hold']);
    writeFileSync(file, bytes);
    const { state, failures } = await readWithLibrary(file, 'video/mp4');
    expect(state).toBe('Invalid');
    expect(failures).toContain('claimSignature.mismatch');
  });

  test('an ingredient that is changed is seen: it is not what stands in the claim', async () => {
    const file = await ownFilm('ingredient.mp4');
    await seal(file);
    const bytes = readFileSync(file);
    bytes[bytes.indexOf('sunset.jpg')] = 'S'.charCodeAt(0);
    expect(readCredentials(bytes).problems).toEqual(['c2pa.ingredient.v3 is not what was signed']);
    writeFileSync(file, bytes);
    const { failures } = await readWithLibrary(file, 'video/mp4');
    expect(failures).toContain('assertion.hashedURI.mismatch');
  });
});

describe('where it cannot be', () => {
  test('a file without a place for it stays as it is, and that is said', async () => {
    const file = join(folder, 'film.webm');
    writeFileSync(file, 'anything');
    expect(await seal(file)).toEqual({
      outcome: 'unsealed',
      notice: { code: 'media.credentials-no-place', params: { file, ending: '.webm' } },
    });
    expect(readFileSync(file, 'utf8')).toBe('anything');
  });

  test('a file that is broken, or has credentials already, stays as it is, and that is said', async () => {
    const file = await ownFilm('twice.mp4');
    await seal(file);
    const once = readFileSync(file);
    expect(await seal(file)).toMatchObject({ outcome: 'unsealed', notice: { code: 'media.credentials-failed' } });
    expect(readFileSync(file).equals(once)).toBe(true);
    const cut = join(folder, 'cut.mp4');
    writeFileSync(cut, once.subarray(0, once.length - 10));
    expect(await seal(cut)).toMatchObject({ outcome: 'unsealed', notice: { code: 'media.credentials-failed' } });
  });

  test('a GIF of more than 134 MB, which would take a gigabyte of memory, stays as it is, and that is said', async () => {
    const file = join(folder, 'large.gif');
    writeFileSync(file, 'GIF89a');
    truncateSync(file, 2 ** 27 + 1);
    const reason = 'with 134 MB it is too large to be signed in this format';
    expect(await seal(file)).toMatchObject({ outcome: 'unsealed', notice: { code: 'media.credentials-failed', params: { reason } } });
    expect(statSync(file).size).toBe(2 ** 27 + 1);
  });

  test('called off it ends, and leaves the film as it was', async () => {
    const file = join(folder, 'off.mp4');
    copyFileSync(await ownFilm('on.mp4'), file);
    const before = readFileSync(file);
    const stop = new AbortController();
    const sealed = sealFilm(file, { record, identity, name: file, signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(sealed).rejects.toThrow('enough');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((each) => each.endsWith('.sealed'))).toEqual([]);
  });
});
