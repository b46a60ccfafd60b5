import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { root } from '../source-tree.ts';
import { type Fresh, openFresh, openShotOf, until } from './open-fresh.ts';
import { dropFile, type StudioPage } from './studio-page.ts';
import type { StudioServer } from './studio-server.ts';

let fresh: Fresh | undefined;
afterEach(async () => {
  await fresh?.close();
  fresh = undefined;
});

/** Opens a fresh studio and remembers it, so that it is closed after the test. */
async function open(language: 'en' | 'zh', size?: Readonly<{ width: number; height: number }>): Promise<Fresh> {
  fresh = await openFresh(language, size);
  return fresh;
}

type Ids = Readonly<{ projectId: string; shotId: string }>;
type Take = Readonly<{ id: string; state: string; isEmulated: boolean; verdict: string | null; model: string }>;

async function takesOf({ ask }: StudioServer, { projectId, shotId }: Ids): Promise<readonly Take[]> {
  return ((await ask(`GET /api/v1/projects/${projectId}/takes?shotId=${shotId}`)).json as { items: Take[] }).items;
}

/** Chooses emulated models in the open drawer, as many as wanted, and presses the one button. */
async function shootOn({ page, said, button }: StudioPage, count: number): Promise<void> {
  const start = button('shoot.startEmulators');
  await start.click();
  await button('shoot.stopEmulators').waitFor({ timeout: 60_000 });
  const ready = page.locator(
    `[role=option][data-access=ready]:has-text("${said('shoot.emulated')}"):has-text("$"):not(:has-text("ComfyUI"))`,
  );
  await ready.first().waitFor();
  await ready.first().click();
  for (let k = 1; k < count; k++) await ready.nth(k).locator('[data-tick]').click();
  const go = page.locator('[data-drawer=shoot] [data-shoot]:enabled');
  await go.waitFor({ timeout: 60_000 });
  expect(await go.textContent()).toMatch(/\$0(\.00)?$/);
  // Twice and fast, as an impatient hand does: it is one take each all the same.
  await go.click();
  await go.click({ timeout: 500, force: true }).catch(() => undefined);
}

function probe(file: string): Record<string, unknown> {
  const said = execFileSync('ffprobe', ['-v', 'error', '-count_packets', '-select_streams', 'v:0', '-show_streams', '-of', 'json', file]);
  return (JSON.parse(said.toString()) as { streams: Record<string, unknown>[] }).streams[0] ?? {};
}

test('in Chinese: photograph, sentence, key, focus, preview, two emulated models with the server killed meanwhile, compare, keep, export', async () => {
  const { server: own, page, studio, chromium: opened } = await open('zh');
  const { said, button } = studio;
  // The first shot plays by itself.
  const before = await studio.drawnSec();
  await page.waitForFunction(
    (then) => Number(document.querySelector<HTMLElement>('canvas[data-phase]')?.dataset['drawn']) !== then,
    before,
  );

  await dropFile(page, { name: '咖啡.png', type: 'image/png', bytes: await readFile(join(root, 'examples/photos/coffee.png')) });
  await page.waitForURL('**/shot/6**', { timeout: 60_000 });
  await studio.staged();

  const words = page.getByLabel(said('say.label'));
  await words.fill('镜头缓慢推近，再向左环绕，最后特写');
  await words.press('Enter');
  const ids = await openShotOf(own, page);
  const said3 = await until(
    'the sentence on the server',
    () => openShotOf(own, page),
    ({ document }) => (document['camera'] as { moves: unknown[] }).moves.length === 3,
  );
  expect((said3.document['camera'] as { moves: { kind: string }[] }).moves.map(({ kind }) => kind)).toEqual(['dolly', 'orbit', 'push-to']);
  expect(await page.locator('button[data-chip]').count()).toBeGreaterThanOrEqual(3);

  // A clip's edge is dragged: the shot is retimed in one step of undo.
  const clips = page.locator('[role=gridcell][data-cell]');
  const clip = clips.first();
  const box = await clip.boundingBox();
  if (box === null) throw new Error('no clip');
  await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) await page.mouse.move(box.x + box.width - 2 + step * 6, box.y + box.height / 2);
  await page.mouse.up();
  const firstEnd = (document: Record<string, unknown>) => (document['camera'] as { moves: { endRatio: number }[] }).moves[0]?.endRatio ?? 0;
  const retimed = await until(
    'the dragged edge',
    () => openShotOf(own, page),
    ({ document }) => firstEnd(document) > firstEnd(said3.document) + 0.01,
  );
  await button('frame.undo').click();
  await until(
    'undo',
    () => openShotOf(own, page),
    ({ document }) => Math.abs(firstEnd(document) - firstEnd(said3.document)) < 1e-9,
  );
  await button('frame.redo').click();
  await until(
    'redo',
    () => openShotOf(own, page),
    ({ document }) => Math.abs(firstEnd(document) - firstEnd(retimed.document)) < 1e-9,
  );

  // Focus is pulled by two clicks at two times.
  await page.locator('body').press('Home');
  await page.locator('body').press('f');
  const surface = page.getByLabel(said('viewport.focusSurface'));
  await surface.click({ position: { x: 420, y: 260 } });
  await page.locator('body').press('End');
  await surface.click({ position: { x: 120, y: 60 } });
  await until(
    'a pull of focus',
    () => openShotOf(own, page),
    ({ document }) => JSON.stringify(document).includes('rack-focus') && document['aperture'] !== undefined,
  );

  // It plays.
  await page.locator('body').press('v');
  await page.locator('body').press('Home');
  await page.locator('body').press('Space');
  await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('canvas[data-phase]')?.dataset['drawn']) > 0.5);
  await page.locator('body').press('Space');

  await button('takes.shoot').click();
  await shootOn(studio, 2);
  await until(
    'two takes',
    () => takesOf(own, ids),
    (takes) => takes.length === 2,
  );
  // The power goes while they are shot.
  await own.killAndRestart();
  const ended = await until(
    'both takes',
    () => takesOf(own, ids),
    (takes) => takes.every(({ state }) => ['ready', 'failed', 'unknown', 'refused'].includes(state)),
    150_000,
  );
  expect(ended.map(({ state, isEmulated }) => ({ state, isEmulated }))).toEqual([
    { state: 'ready', isEmulated: true },
    { state: 'ready', isEmulated: true },
  ]);
  expect(new Set(ended.map(({ model }) => model)).size).toBe(2);

  // The page has come back by itself: compare, keep.
  const card = page.locator('button', { hasText: said('takes.emulated') });
  await card.first().waitFor({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await card.first().click();
  await page.locator('body').press('y');
  await page.getByLabel(said('takes.wipeHandle')).waitFor();
  await button('takes.approve').click();
  await until(
    'a kept take',
    () => takesOf(own, ids),
    (takes) => takes.some(({ verdict }) => verdict === 'kept'),
  );
  await page.locator('body').press('y');

  // The file is what was asked for.
  await page.goto(`${page.url().split('?')[0]}?drawer=export`);
  await button('export.start').click();
  const link = page.getByRole('link', { name: said('export.save') });
  await link.waitFor({ timeout: 180_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const folder = await mkdtemp(join(tmpdir(), 'export-'));
  try {
    const file = join(folder, 'shot.mp4');
    await download.saveAs(file);
    expect(probe(file)).toMatchObject({
      codec_name: 'h264',
      width: 1920,
      height: 1080,
      pix_fmt: 'yuv420p',
      color_space: 'bt709',
      nb_read_packets: '150',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  expect(
    opened.problems.filter((problem) => !/Failed to load resource|ERR_CONNECTION|Failed to fetch|network error/i.test(problem)),
  ).toEqual([]);
}, 600_000);

test('in English, by keyboard alone: photograph, sentence, key, focus, shoot on the stage, keep, export', async () => {
  const { server: own, page, studio } = await open('en');
  const { said } = studio;
  const folder = await mkdtemp(join(tmpdir(), 'keys-'));
  const photo = join(folder, 'coffee.png');
  await writeFile(photo, await readFile(join(root, 'examples/photos/coffee.png')));
  /** Goes on with Tab until what has the focus holds; a person would do the same. */
  const tabTo = async (what: string, holds: (name: string) => boolean) => {
    for (let k = 0; k < 120; k++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const { activeElement: at } = document;
        return at === null ? '' : `${at.getAttribute('aria-label') ?? ''} ${at.textContent ?? ''}`;
      });
      if (holds(name)) return;
    }
    throw new Error(`Tab never came to ${what}`);
  };
  // Pasted: what was copied in another program.
  await page.evaluate(
    async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], 'coffee.png', { type: 'image/png' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carried, bubbles: true }));
    },
    (await readFile(photo)).toString('base64'),
  );
  await page.getByRole('dialog', { name: said('parts.drop.pasted') }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/shot/6**', { timeout: 60_000 });
  await studio.staged();
  await page.keyboard.press('/');
  await page.keyboard.type('slow push in, then orbit left');
  await page.keyboard.press('Enter');
  const ids = await openShotOf(own, page);
  await until(
    'the sentence',
    () => openShotOf(own, page),
    ({ document }) => (document['camera'] as { moves: unknown[] }).moves.length === 2,
  );
  // Down into the chips and back out, then a key by letters.
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Home');
  await page.keyboard.press('f');
  await tabTo('the picture', (name) => name.includes(said('viewport.focusSurface')));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await until(
    'focus',
    () => openShotOf(own, page),
    ({ document }) => document['aperture'] !== undefined,
  );
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-drawer=shoot] [data-shoot]:enabled').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(700);
  await page.keyboard.press('Control+Enter');
  const taken = await until(
    'the stage’s take',
    () => takesOf(own, ids),
    (takes) => takes.length === 1 && takes[0]?.state === 'ready',
    180_000,
  );
  expect(taken[0]?.model).toBe('fantascope/stage');
  await page.keyboard.press('Escape');
  await tabTo('the take', (name) => /1/.test(name) && /stage/i.test(name) && !name.includes(said('shoot.title')));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await until(
    'it is kept',
    () => takesOf(own, ids),
    (takes) => takes[0]?.verdict === 'kept',
  );
  await tabTo('export', (name) => name.trim() === said('export.open'));
  await page.keyboard.press('Enter');
  await tabTo('the export button', (name) => name.includes(said('export.start')));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: said('export.save') }).waitFor({ timeout: 180_000 });
  await rm(folder, { recursive: true, force: true });
}, 600_000);

test('on a phone: say a move, tap focus, shoot on an emulated model, keep', async () => {
  const { server: own, page, studio } = await open('zh', { width: 390, height: 844 });
  const { said, button } = studio;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const words = page.getByLabel(said('say.label'));
  await words.fill('缓慢拉远');
  await words.press('Enter');
  const ids = await openShotOf(own, page);
  await until(
    'the sentence',
    () => openShotOf(own, page),
    ({ document }) => JSON.stringify(document['camera']).includes('"dolly"'),
  );
  await page.getByRole('button', { name: said('viewport.tool.focus') }).click();
  const aperture = (await openShotOf(own, page)).document['focusM'];
  await page.getByLabel(said('viewport.focusSurface')).click({ position: { x: 100, y: 60 } });
  await until(
    'focus',
    () => openShotOf(own, page),
    ({ document }) => document['aperture'] !== undefined && document['focusM'] === aperture,
  );
  await button('takes.shoot').click();
  await shootOn(studio, 1);
  await until(
    'the take',
    () => takesOf(own, ids),
    (takes) => takes.length === 1 && takes[0]?.state === 'ready',
    120_000,
  );
  await page.keyboard.press('Escape');
  await page
    .locator('button', { hasText: said('takes.emulated') })
    .first()
    .click();
  await button('takes.approve').click();
  await until(
    'it is kept',
    () => takesOf(own, ids),
    (takes) => takes[0]?.verdict === 'kept',
  );
}, 600_000);
