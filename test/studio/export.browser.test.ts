import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Fresh, openFresh, openShotOf } from './open-fresh.ts';

let fresh: Fresh | undefined;
afterEach(async () => {
  await fresh?.close();
  fresh = undefined;
});

/** How near two films are after decoding, frame by frame: the mean PSNR of all planes, dB. */
function psnrDb(one: string, other: string): number {
  const { stderr } = spawnSync('ffmpeg', ['-i', one, '-i', other, '-lavfi', '[0:v][1:v]psnr', '-f', 'null', '-'], { encoding: 'utf8' });
  return Number(/average:([\d.]+)/.exec(stderr)?.[1] ?? Number.NaN);
}

/** What a file says about itself, by key. */
function tagsOf(file: string): Readonly<Record<string, string>> {
  const { stdout } = spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', file], { encoding: 'utf8' });
  return (JSON.parse(stdout) as { format: { tags: Record<string, string> } }).format.tags;
}

test('a film exported by the browser is the server’s, frame for frame', async () => {
  fresh = await openFresh('en');
  const { server, page, studio } = fresh;
  await page.goto(page.url().replace(/\/shot\/1.*/, '/shot/3'));
  const { shotId, document, revision } = await openShotOf(server, page);
  // A second of it, with a caption, a fade, focus and seeds in the air.
  const camera = { ...(document['camera'] as object), lengthSec: 1 };
  const caption = { text: { en: 'The same frames', zh: '逐帧相同' }, style: 'caption', startSec: 0.1, endSec: 0.9 };
  const short = { ...document, camera, captions: [caption], fadeInSec: 0.2, aperture: { fStop: 2 }, air: [{ kind: 'seeds' }] };
  expect((await server.ask(`PUT /api/v1/shots/${shotId}`, { document: short, revision })).status).toBe(200);
  await page.goto(`${page.url().split('?')[0]}?drawer=export`);
  await studio.staged();
  const folder = await mkdtemp(join(tmpdir(), 'same-'));
  const save = async (name: string) => {
    await studio.button('export.start').click();
    const link = page.getByRole('link', { name: studio.said('export.save') });
    await link.waitFor({ timeout: 120_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const file = join(folder, name);
    await download.saveAs(file);
    return file;
  };
  try {
    const ofServer = await save('server.mp4');
    await page.getByRole('radio', { name: studio.said('export.where.browser') }).click();
    // The link of the file before has gone.
    await page.reload();
    await studio.staged();
    await page.getByRole('radio', { name: studio.said('export.where.browser') }).click();
    const ofBrowser = await save('browser.mp4');
    // Both say in their data how they were made.
    for (const file of [ofServer, ofBrowser]) expect(JSON.parse(tagsOf(file)['AIGC'] ?? '')).toMatchObject({ Label: '1' });
    const db = psnrDb(ofBrowser, ofServer);
    process.stdout.write(`  browser against server: ${db.toFixed(1)} dB\n`);
    expect(db).toBeGreaterThanOrEqual(40);
    // The measure notices: another film is far from it.
    await page.reload();
    await studio.staged();
    await server.ask(`PUT /api/v1/shots/${shotId}`, { document: { ...short, air: [], aperture: { fStop: 8 } } });
    expect(psnrDb(ofBrowser, await save('other.mp4'))).toBeLessThan(db);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 400_000);
