// A still that says of itself that a model made it: the film that is made of it says so too, over its opening, in its data and in its credentials.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateFfmpeg } from '@fantascope/media';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { readCredentials } from './second-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'generated-still-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { path: ffmpeg } = locateFfmpeg({ env: process.env });
const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</r></x:xmpmeta>';

/** Makes a film of a still that moves a little; gives what was told, its data, and how bright the upper left corner is at its brightest. */
async function filmOf(still: string) {
  const out = `${still}.mp4`;
  const head = { format: 'fantascope/film', version: 1, title: { en: 'A still' }, widthPx: 640, heightPx: 360 };
  writeFileSync(
    join(folder, 'film.json'),
    JSON.stringify({ ...head, shots: [{ picture: still, depth: 'heuristic', camera: 'pan left', lengthSec: 1 }] }),
  );
  const { code, out: told } = await runCli(['film', 'film.json', '--out', out, '--json'], { folder });
  expect(code).toBe(0);
  const probed = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', join(folder, out)], {
    encoding: 'utf8',
  });
  const words = [
    '-v',
    'error',
    '-ss',
    '0.5',
    '-i',
    join(folder, out),
    '-frames:v',
    '1',
    '-vf',
    'crop=320:90:0:0',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    'pipe:1',
  ];
  return {
    notices: (JSON.parse(told) as { notices: readonly { code: string; message: string }[] }).notices,
    tags: (JSON.parse(probed) as { format: { tags: Record<string, string> } }).format.tags,
    brightest: Math.max(...execFileSync(ffmpeg, words)),
    credentials: readCredentials(readFileSync(join(folder, out))),
  };
}

test('a generated still brings its notice into the film; the same picture without a word does not', async () => {
  const dark = sharp({ create: { width: 640, height: 360, channels: 3, background: '#203040' } });
  writeFileSync(join(folder, 'made.png'), await dark.clone().withXmp(xmp).png().toBuffer());
  writeFileSync(join(folder, 'taken.png'), await dark.clone().png().toBuffer());
  const [made, taken] = [await filmOf('made.png'), await filmOf('taken.png')];
  expect(made.notices).toContainEqual(
    expect.objectContaining({ code: 'media.picture-says-generated', message: expect.stringContaining('made.png') }),
  );
  expect(taken.notices.map(({ code }) => code)).not.toContain('media.picture-says-generated');
  expect(made.tags['DigitalSourceType']).toMatch(/\/trainedAlgorithmicMedia$/);
  expect(taken.tags['DigitalSourceType']).toMatch(/\/algorithmicallyEnhanced$/);
  // The words in the corner are all that is bright in these films.
  expect(made.brightest).toBeGreaterThan(200);
  expect(taken.brightest).toBeLessThan(100);
  expect(made.credentials.problems).toEqual([]);
  const [created] = (made.credentials.assertions.get('c2pa.actions.v2') as Map<string, unknown>).get('actions') as Map<string, unknown>[];
  expect(created?.get('digitalSourceType')).toBe(made.tags['DigitalSourceType']);
}, 120_000);
