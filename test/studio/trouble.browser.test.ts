import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@fantascope/emulators';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../source-tree.ts';
import { type Fresh, openFresh, openShotOf, until } from './open-fresh.ts';
import { dropFile, studioPage } from './studio-page.ts';

// One studio for all: whatever goes wrong in one test must not reach the next.
let fresh: Fresh;
// A provider that takes its time and can be made to go wrong: it says of itself that it is emulated, and the server is told its address.
let provider: Emulator;
beforeAll(async () => {
  provider = await startEmulator('fal-queue', { workMs: 600_000 });
  const env = { FANTASCOPE_FAL_QUEUE_URL: provider.baseUrl, FANTASCOPE_FAL_QUEUE_KEY: provider.credential };
  fresh = await openFresh('en', undefined, env);
});
afterAll(async () => {
  await fresh.close();
  await provider.close();
});

const movesOf = (document: Record<string, unknown>) => JSON.stringify((document['camera'] as { moves: unknown }).moves);

/** Says a camera and presses Enter. */
async function say(words: string): Promise<void> {
  const { page, studio } = fresh;
  const bar = page.getByLabel(studio.said('say.label'));
  await bar.fill(words);
  await bar.press('Enter');
}

test('the server goes away: a sentence, edits kept in the browser over a reload of the server, and written when it answers', async () => {
  const { server, page, studio } = fresh;
  await server.kill();
  await say('orbit left 3 degrees');
  await page.getByText(studio.said('frame.serverGone')).first().waitFor({ timeout: 20_000 });
  await server.start();
  await until(
    'the edit is written',
    () => openShotOf(server, page),
    ({ document }) => movesOf(document).includes('"orbit"'),
    30_000,
  );
  await page.getByText(studio.said('frame.serverGone')).first().waitFor({ state: 'detached', timeout: 20_000 });
});

test('a session that has ended: a sentence that says how to go on, the edit kept, and written once somebody is in again', async () => {
  const { server, page, studio } = fresh;
  await page.context().clearCookies();
  await say('truck left 0.1 m');
  await page.getByText(studio.said('frame.signedOut')).first().waitFor({ timeout: 20_000 });
  const other = await page.context().newPage();
  await other.goto(await server.link());
  await other.close();
  await until(
    'the edit is written',
    () => openShotOf(server, page),
    ({ document }) => movesOf(document).includes('"truck"'),
    30_000,
  );
});

test('a full disk: the server’s own sentence, and nothing is lost', async () => {
  const { server, page } = fresh;
  const said = 'The disk is full.';
  await page.route('**/api/v1/shots/*', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({
          status: 507,
          contentType: 'application/problem+json',
          body: JSON.stringify({ code: 'jobs.disk-full', status: 507, detail: said }),
        })
      : route.continue(),
  );
  await say('dolly in 0.2 m');
  await page.getByText(said).first().waitFor({ timeout: 20_000 });
  expect(movesOf((await openShotOf(server, page)).document)).not.toContain('"dolly"');
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('fantascope.draft.')).length)).toBe(1);
  await page.unroute('**/api/v1/shots/*');
  await until(
    'the edit is written',
    () => openShotOf(server, page),
    ({ document }) => movesOf(document).includes('"dolly"'),
    30_000,
  );
});

test('an upload that fails: a sentence, and the same file again', async () => {
  const { page, studio } = fresh;
  await page.goto(new URL('/library', page.url()).href);
  await page.locator('#room').waitFor();
  await page.route('**/files/**', (route) => route.abort('connectionreset'));
  const bytes = await readFile(join(root, 'examples/photos/coffee.png'));
  await dropFile(page, { name: 'mug.png', type: 'image/png', bytes });
  const again = page.getByRole('button', { name: studio.said('parts.upload.retry', { name: 'mug.png' }) }).first();
  await again.waitFor({ timeout: 60_000 });
  await page.unroute('**/files/**');
  await again.click();
  await page.getByText('mug.png').first().waitFor();
  await again.waitFor({ state: 'detached', timeout: 60_000 });
  await page.goBack();
  await studio.staged();
});

test('a reply that a part cannot show: the room says so and goes on when it is asked again; the shot is untouched', async () => {
  const { server, page, studio } = fresh;
  const before = await openShotOf(server, page);
  await page.route('**/takes?**', (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: '{"items":[null],"nextCursor":null}' }),
  );
  await page.reload();
  await page.getByText(studio.said('frame.broken')).first().waitFor({ timeout: 30_000 });
  await page.unroute('**/takes?**');
  await studio.button('frame.reload').click();
  await studio.staged();
  expect((await openShotOf(server, page)).document).toEqual(before.document);
});

test('two tabs: neither overwrites the other, both versions are shown, and one is chosen', async () => {
  const { server, page, studio } = fresh;
  const other = await page.context().newPage();
  await other.goto(page.url());
  const second = studioPage(other, 'en');
  await second.staged();
  // The second tab cannot write for a moment, so that both change the same version.
  await other.route('**/api/v1/**', (route) => route.abort('connectionrefused'));
  await other.getByLabel(second.said('say.label')).fill('pan left 2 degrees');
  await other.getByLabel(second.said('say.label')).press('Enter');
  await say('tilt up 2 degrees');
  await until(
    'the first tab’s edit',
    () => openShotOf(server, page),
    ({ document }) => movesOf(document).includes('"tilt"'),
  );
  await other.unroute('**/api/v1/**');
  await other.getByText(second.said('shot.conflict')).first().waitFor({ timeout: 30_000 });
  expect(movesOf((await openShotOf(server, page)).document)).toContain('"tilt"');
  await second.button('shot.keepMine').click();
  await until(
    'the chosen version',
    () => openShotOf(server, page),
    ({ document }) => movesOf(document).includes('"pan"'),
  );
  // The first tab had nothing unwritten: it takes what was chosen.
  await page.waitForFunction(() => document.querySelector('[data-say]')?.textContent?.includes('an left') === true, undefined, {
    timeout: 20_000,
  });
  await other.close();
  expect(studio.page.isClosed()).toBe(false);
});

/** Opens the drawer by its keys and chooses a model of the provider, which needs nothing drawn and has no price: at most 50 cents are set aside. */
async function chooseModel(): Promise<void> {
  const { page } = fresh;
  await page.locator('body').press('Control+Enter');
  await page.locator('[data-model="fal/ltx-2-19b/image"]').click();
  await page.locator('[data-drawer=shoot] input[inputmode=decimal]').fill('0.5');
}

/** Presses the one button once it says this and can be pressed; a press within a moment of the opening never counts. */
async function pressShoot(label: string): Promise<void> {
  const { page } = fresh;
  const button = page.locator('[data-shoot]:enabled', { hasText: label });
  await button.waitFor();
  const before = await page.evaluate(() => performance.now());
  await page.waitForFunction((from) => performance.now() > from + 700, before);
  await button.click();
}

type Take = Readonly<{ id: string; state: string; moneyState: string; isEmulated: boolean }>;

async function takesOf(): Promise<readonly Take[]> {
  const { projectId, shotId } = await openShotOf(fresh.server, fresh.page);
  return (await fresh.server.ask(`GET /api/v1/projects/${projectId}/takes?shotId=${shotId}`)).json['items'] as readonly Take[];
}

test('a take under way is so for whoever looks: after a reload, in another browser, and once the server was killed', async () => {
  const { chromium, server, page, studio } = fresh;
  await page.goto(`${server.url}${new URL(page.url()).pathname}?t=2`);
  await studio.staged();
  await chooseModel();
  await pressShoot(studio.said('shoot.goEmulated_one'));
  const [take] = await until('a take that is shot', takesOf, ([newest]) => newest?.state === 'shooting');
  const isThere = async (seen: Page) => {
    await seen.locator('canvas[data-drawn="2.000"]').waitFor({ state: 'attached', timeout: 60_000 });
    await seen.locator(`[data-take="${take?.id}"][data-state=shooting]`).waitFor();
  };
  await page.reload();
  await isThere(page);
  const context = await chromium.browser.newContext();
  const other = await context.newPage();
  await other.goto(await server.link());
  await other.goto(page.url());
  await isThere(other);
  await context.close();
  await server.killAndRestart();
  // It is what its provider says it is, not what the server remembers; and nothing was sent for it again.
  await isThere(page);
  expect((await takesOf()).map(({ id, state }) => ({ id, state }))).toEqual([{ id: take?.id, state: 'shooting' }]);
  expect(provider.submits()).toBe(1);
});

test('a provider goes down: whether it was sent and paid is said with a way on, nothing is sent twice, and the shot is untouched', async () => {
  const { server, page, studio } = fresh;
  const { shotId, document } = await openShotOf(server, page);
  const before = await takesOf();
  const ended = async (end: string, id: string) => {
    const card = page.locator(`[data-take="${id}"]`);
    await card.click();
    const said = page.locator(`[data-end=${end}]`);
    await said.waitFor();
    return { card, said };
  };

  // It breaks off after it has taken the order: money may have been spent.
  provider.misbehave('accept-then-500');
  await chooseModel();
  const free = studio.said('shoot.goEmulated_one');
  await pressShoot(free);
  const [unknown] = await until('an unknown outcome', takesOf, ([take]) => take?.state === 'unknown');
  const first = await ended('unknown', unknown?.id ?? '');
  expect(await first.card.getAttribute('data-state')).toBe('unknown');
  await first.said.getByText(studio.said('takes.end.unknown', { money: studio.said('takes.money.emulated') })).waitFor();
  expect(await first.said.getByRole('link', { name: studio.said('takes.end.toLedger') }).getAttribute('href')).toContain('/ledger');

  // Now it is away before anything is sent. What was shown as emulated and free would be asked for real: that is not done unasked.
  await chooseModel();
  await page.locator('[data-shoot]:enabled', { hasText: free }).waitFor();
  await provider.close();
  await pressShoot(free);
  await page.locator('[data-drawer=shoot] [role=alert]', { hasText: studio.said('shoot.planChanged') }).waitFor();
  expect((await takesOf()).length).toBe(before.length + 1);
  // It is said where nobody answers, and nothing more can be pressed for it.
  const row = page.locator('[data-model="fal/ltx-2-19b/image"][data-access=place]', { hasText: new URL(provider.baseUrl).host });
  await row.waitFor({ timeout: 20_000 });
  await row.click();
  await page.locator('[data-drawer=shoot]', { hasText: studio.said('shoot.placeHow') }).waitFor();
  await page.locator('[data-shoot]:disabled').waitFor();
  await page.keyboard.press('Escape');

  // Whoever had pressed a moment before: the take ends with nothing sent, which is said too.
  const sent = await server.ask(`POST /api/v1/shots/${shotId}/takes`, { model: 'fal/ltx-2-19b/image', mostUsd: 0.5 });
  expect(sent).toMatchObject({ status: 200, json: { isEmulated: false } });
  const [refused] = await until('a refused take', takesOf, ([take]) => take?.state === 'refused');
  expect(refused).toMatchObject({ moneyState: 'none', isEmulated: false });
  const second = await ended('notSent', refused?.id ?? '');
  await second.said.getByText(studio.said('takes.end.notSent')).waitFor();
  await second.said.getByRole('button', { name: studio.said('takes.again') }).click();
  await page.locator('[data-drawer=shoot]').waitFor();
  await page.keyboard.press('Escape');

  // Nothing went out a second time, and no edit was made or lost.
  expect((await takesOf()).slice(0, 2).map(({ state }) => state)).toEqual(['refused', 'unknown']);
  expect([provider.submits(), provider.bill.length]).toEqual([before.length + 1, before.length + 1]);
  expect((await openShotOf(server, page)).document).toEqual(document);
});
