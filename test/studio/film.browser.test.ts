import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenChromium, openChromium } from '../browser/open-chromium.ts';
import { breakLine } from './hang-up.ts';
import { until } from './open-fresh.ts';
import { type StudioPage, studioPage } from './studio-page.ts';
import { type StudioServer, startStudio } from './studio-server.ts';

type Stored = Readonly<{ id: string; document: Readonly<Record<string, unknown>>; revision: number }>;
type Take = Readonly<{ id: string; state: string; shotId: string; byUserId: string; verdict: string | null }>;

let server: StudioServer;
let chromium: OpenChromium | undefined;
let page: Page;
let studio: StudioPage;
let projectId = '';
let filmId = '';
let shots: readonly string[] = [];
let [stage, painted, lost, over] = ['', '', '', ''];

const put = async (path: string, body: unknown) => {
  const { status, json } = await server.ask(`PUT /api/v1/${path}`, body);
  expect(status, `${path}: ${JSON.stringify(json)}`).toBe(200);
  return json;
};
const get = async <T>(path: string) => (await server.ask(`GET /api/v1/${path}`)).json as T;
const shoot = async (at: number, model: string, mostUsd?: number) => {
  const { status, json } = await server.ask(`POST /api/v1/shots/${shots[at]}/takes`, {
    model,
    ...(mostUsd === undefined ? {} : { mostUsd }),
  });
  expect(status, JSON.stringify(json)).toBe(200);
  return String(json['takeId']);
};
const stateOf = async (takeId: string) => (await get<{ take: Take }>(`takes/${takeId}`)).take.state;

/** Three short shots: one with a take of the stage, one whose answer was lost and one over its member's cap; one painted by an emulated model; one not shot. */
beforeAll(async () => {
  server = await startStudio();
  const { json } = await server.ask('POST /api/v1/sample-project', {});
  projectId = String(json['id']);
  filmId = String(json['filmId']);
  await server.ask('PUT /api/v1/emulators', {});
  const film = await get<Stored>(`films/${filmId}`);
  const all = (film.document['shots'] as readonly { id: string }[]).slice(0, 3);
  shots = all.map(({ id }) => id);
  for (const [at, id] of shots.entries()) {
    const { document } = await get<Stored>(`shots/${id}`);
    const transition = at === 1 ? { kind: 'crossfade', lengthSec: 0.4 } : { kind: 'cut' };
    const camera = { ...(document['camera'] as object), lengthSec: 1.2 };
    await put(`shots/${id}`, { document: { ...document, captions: [], fadeOutSec: 0, transition, camera } });
  }
  await put(`films/${filmId}`, { document: { ...film.document, shots: all, widthPx: 854, heightPx: 480 } });
  stage = await shoot(0, 'fantascope/stage');
  painted = await shoot(1, 'kling/v2.1-master');
  const line = await breakLine(server.home, /minimax/);
  lost = await shoot(0, 'minimax/i2v-01-director', 3);
  chromium = await openChromium({ url: 'about:blank' });
  page = chromium.page;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(() => {
    if (location.protocol === 'http:') localStorage.setItem('fantascope.language', localStorage.getItem('fantascope.language') ?? 'en');
  });
  // A machine whose cores all draw is slow to open a room; what is waited for is a state.
  page.setDefaultTimeout(90_000);
  studio = studioPage(page, 'en');
  await until(
    'an unknown take',
    () => stateOf(lost),
    (state) => state === 'unknown',
  );
  await line.mend();
  const { items } = await get<{ items: readonly Take[] }>(`projects/${projectId}/takes`);
  await put(`projects/${projectId}/members/${items[0]?.byUserId}/cap`, { capUsd: 0.5 });
  over = await shoot(0, 'kling/v2.1-master');
  for (const takeId of [stage, painted])
    await until(
      'a ready take',
      () => stateOf(takeId),
      (state) => state === 'ready',
    );
  await put(`takes/${painted}/verdict`, { verdict: 'kept' });
  await put(`takes/${painted}/lock`, { isLocked: true });
  await page.goto(await server.link());
}, 180_000);
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

const card = (number: number) => page.locator('li', { has: page.locator(`[data-card="${number - 1}"]`) });

test('the strip hatches an unknown take; one over its member’s cap waits for an owner, whose button says the most it may cost', async () => {
  expect(await stateOf(over)).toBe('waiting');
  await page.goto(`${server.url}/film/${filmId}/shot/1?take=${over}`);
  await page.locator(`[data-take="${lost}"] .hatched`).waitFor();
  await studio.button('takes.declineSpend').waitFor();
  const approve = studio.button('takes.approveSpendEmulated', { usd: '$1.40' });
  await approve.click();
  await until(
    'it is sent',
    () => stateOf(over),
    (state) => state !== 'waiting',
  );
  await approve.waitFor({ state: 'detached' });
});

test('a take that is used in the film is shown there, on the board and in the monitor; the board says what shows each shot', async () => {
  await page.locator(`[data-take="${stage}"]`).click();
  await studio.button('takes.use').click();
  await page.waitForURL(`**/film/${filmId}`);
  await card(1).locator(`[data-shown="${stage}"]`).waitFor();
  await card(2).locator(`[data-shown="${painted}"]`).waitFor();
  await card(3).locator('[data-shown=stage]').waitFor();
  expect((await get<Stored>(`films/${filmId}`)).document['takes']).toEqual({ [shots[0] ?? '']: stage });
  await page.locator('[data-frame] video').first().waitFor();
  // In the crossfade two takes lie over each other, the second through; after it one of them is left.
  const slider = page.getByRole('slider', { name: studio.said('film.playhead') });
  await slider.focus();
  for (let frame = 0; frame < 30; frame++) await slider.press('ArrowRight');
  await page.locator('[data-frame="30"]').waitFor();
  expect(
    await page.locator('[data-frame] video').evaluateAll((all) => all.map((each) => Number(getComputedStyle(each).opacity) < 1)),
  ).toEqual([false, true]);
});

test('an unknown outcome is hatched on the board and in the ledger, where nothing is chosen for whoever decides', async () => {
  await card(1).locator('.hatched').waitFor();
  await card(1).getByText(studio.said('film.state.unknown')).waitFor();
  await page.goto(`${server.url}/ledger?by=unknown&project=${projectId}`);
  await page
    .getByRole('button', { name: studio.said('ledger.unknown') })
    .locator('.hatched')
    .first()
    .waitFor();
  const row = page.locator('li', { hasText: studio.said('ledger.emulated') }).getByRole('button');
  await row.locator('.hatched').waitFor();
  await row.click();
  await page.getByRole('radio', { name: /./ }).first().waitFor();
  expect(await page.locator('article, aside').getByRole('radio', { checked: true }).count()).toBe(0);
});

test('a shot that changed after its take was locked is listed with an estimate of the redo; the take stays', async () => {
  const { document } = await get<Stored>(`shots/${shots[1]}`);
  await put(`shots/${shots[1]}`, { document: { ...document, light: 'dusk' } });
  await page.goto(`${server.url}/film/${filmId}`);
  const item = page.locator(`[data-stale="${painted}"]`);
  await item.waitFor();
  const said = await item.textContent();
  expect(said).toContain(studio.said('film.part.words'));
  expect(said).toMatch(/\$1\.40, estimate, prices of \d{4}-\d\d-\d\d/);
  await card(2).getByText(studio.said('film.staleShort')).waitFor();
  // The card says before anything is paid what a redo costs, and that this one stays; so does the line above the board.
  expect(await card(2).locator(`[data-stale-card="${painted}"]`).textContent()).toMatch(/words.*locked.*\$1\.40, estimate.*stays as it is/);
  expect(await page.locator('[data-stale-line]').textContent()).toContain(studio.said('film.staleLineHeld_one', { count: 1 }));
  expect(await stateOf(painted)).toBe('ready');
  // A page shows one yellow button at most.
  expect(await page.locator('button.bg-lamp:visible').count()).toBeLessThanOrEqual(1);
});

test('the whole film is shot in one press: only what is due, each shot once, also over a reload; what it is left alone for is said', async () => {
  const { items } = await get<{ items: readonly Take[] }>(`projects/${projectId}/takes`);
  await put(`projects/${projectId}/members/${items[0]?.byUserId}/cap`, { capUsd: 100 });
  await page.locator('[data-shoot-film]').click();
  await page.waitForURL('**drawer=shoot**');
  const drawer = page.locator('[data-drawer="shoot-film"]');
  const row = (at: number) => drawer.locator(`[data-due="${shots[at]}"]`);
  await row(2).waitFor();
  // Most takes of this film were made on it.
  expect(await drawer.getByLabel(studio.said('shoot.model')).inputValue()).toBe('kling/v2.1-master');
  expect(await Promise.all([0, 1, 2].map((at) => row(at).getAttribute('data-state')))).toEqual(['underway', 'locked', 'unshot']);
  await row(0).getByText(studio.said('film.shootUnknown')).waitFor();
  expect(await row(2).textContent()).toMatch(/\$1\.40estimate, prices of \d{4}-\d\d-\d\d.*\d followed, \d+ roughly/);
  await row(2).locator('summary').click();
  expect(await row(2).locator('details li').count()).toBeGreaterThan(0);
  await page.reload();
  const press = drawer.getByRole('button', { name: studio.said('shoot.goEmulated_one') });
  await press.waitFor();
  expect(await page.locator('button.bg-lamp:visible').count()).toBe(1);
  // A drawer that has just opened spends nothing.
  await page.waitForTimeout(700);
  await press.dblclick();
  await drawer.locator('[data-sent="1"]').waitFor();
  // While it goes on it is told of in the drawer, and another page finds it again.
  await drawer.locator(`[data-due="${shots[2]}"]:not([data-state=unshot])`).waitFor();
  expect(await drawer.getByRole('button', { name: studio.said('film.shootNothing') }).isDisabled()).toBe(true);
  expect((await get<{ items: readonly Take[] }>(`projects/${projectId}/takes?shotId=${shots[2]}`)).items).toHaveLength(1);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(page.url()).not.toContain('drawer');
});

test('the label is said in the film room, an export cannot say less, and the whole export is done by keyboard', async () => {
  await page.getByText(studio.said('film.labelLeast.opening')).waitFor();
  await page.locator('[data-label=opening]').waitFor();
  const refused = await server.ask(`POST /api/v1/films/${filmId}/renders`, { label: 'metadata' });
  expect(refused.status).toBe(409);
  expect(refused.json).toMatchObject({ code: 'jobs.label-required', params: { least: 'opening' } });
  const folder = await mkdtemp(join(tmpdir(), 'film-export-'));
  try {
    await page.locator('body').press('Tab');
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 80; presses++) {
        const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
        if (focused.trim() === name) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${name} is not reached by Tab`);
    };
    await tabTo(studio.said('film.export'));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByLabel(studio.said('film.label')).locator('option').count()).toBe(2);
    await tabTo(studio.said('film.doExport'));
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: studio.said('film.download') }).waitFor({ timeout: 90_000 });
    await tabTo(studio.said('film.download'));
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const file = join(folder, 'film.mp4');
    await download.saveAs(file);
    const args = ['-v', 'error', '-show_entries', 'format_tags:stream=width,height,nb_frames', '-of', 'json', file];
    const facts = JSON.parse(spawnSync('ffprobe', args, { encoding: 'utf8' }).stdout) as {
      streams: readonly { width: number; height: number; nb_frames: string }[];
      format: { tags: Record<string, string> };
    };
    // Three shots of 1.2 s at 30 a second, the second begins 0.4 s within the first.
    expect(facts.streams[0]).toMatchObject({ width: 854, height: 480, nb_frames: String(3 * 36 - 12) });
    expect(JSON.parse(facts.format.tags['AIGC'] ?? '')).toMatchObject({ Label: '1', ContentProducer: 'Fantascope' });
    expect(facts.format.tags['DigitalSourceType']).toMatch(/compositeWithTrainedAlgorithmicMedia$/);
    await page.keyboard.press('Escape');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a change of a shot is told on its card and above the board at once, with the price of a redo, and leads to where it is shot again', async () => {
  const [{ id = '' } = {}] = (await get<{ items: readonly Take[] }>(`projects/${projectId}/takes?shotId=${shots[2]}`)).items;
  await until(
    'a ready take',
    () => stateOf(id),
    (state) => state === 'ready',
  );
  const { document } = await get<Stored>(`shots/${shots[2]}`);
  await put(`shots/${shots[2]}`, { document: { ...document, light: 'dusk' } });
  await card(3).locator(`[data-stale-card="${id}"]`).waitFor();
  const line = page.locator('[data-stale-line]');
  expect(await line.textContent()).toMatch(/^1 shot was changed.*no money.*\$1\.40, estimate.*1 changed shot is approved or locked/);
  const again = line.getByRole('button');
  await again.click();
  await page
    .locator('[data-drawer=redo]')
    .getByRole('button', { name: studio.said('shoot.goEmulated_one') })
    .waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-drawer=redo]').waitFor({ state: 'detached' });
  // The keyboard is back where it was.
  await page.locator('[data-redo-line]:focus').waitFor();
});

test('an owner changes the policy in Settings, and the film room says so in the other language too', async () => {
  await page.goto(`${server.url}/settings?section=labels`);
  await page.getByLabel(studio.said('settings.labels.project')).selectOption('always');
  await page.locator('[data-policy=always]').waitFor();
  // The policy holds for what no model painted.
  expect((await server.ask(`POST /api/v1/shots/${shots[2]}/renders`, { label: 'metadata' })).json).toMatchObject({
    code: 'jobs.label-required',
  });
  await page.evaluate(() => localStorage.setItem('fantascope.language', 'zh'));
  await page.goto(`${server.url}/film/${filmId}`);
  await page.getByText('导出影片开头 3 秒会显示标识').waitFor();
  await page.getByText('画面始终显示标识').waitFor();
});
