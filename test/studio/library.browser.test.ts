import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../packages/jobs/src/database/open-database.ts';
import { type Fresh, openFresh, until } from './open-fresh.ts';
import { go } from './studio-page.ts';

const FILES = 10_000;
/** Every so many files share a word. */
const WORDS = 500;
/** As many files as the server gives at once. */
const PAGE = 200;
/** The page's thread never works longer at a stretch. */
const TASK_MS = 100;
/** What a hand feels (200 ms) and more than twice that: a machine that does other things beside, drawing in software, took 216. Clicks that pile up wait for seconds. */
const PILED_MS = 500;

let fresh: Fresh;
let project = '';
/** What the page has asked for: lists, pictures, and whatever was not answered well. */
const asked = { lists: 0, pictures: 0, bad: [] as string[] };
beforeAll(async () => {
  fresh = await openFresh('en');
  const { server, page } = fresh;
  const { items } = (await server.ask('GET /api/v1/projects')).json as { items: { id: string }[] };
  const projectId = items[0]?.id ?? '';
  project = projectId;
  // Rows of the server's own database, each with a picture that is really there: the sample's first. As looked at long ago (a sketch of
  // nothing), so that no worker writes ten thousand of them while hands are timed.
  const database = await openDatabase({ env: process.env, home: server.home });
  try {
    await database.pool.query(
      `insert into fantascope.asset (id, project_id, sha256, name, kind, origin, created_by, created_at, words, sketch)
       select 'asset_' || lpad(upper(to_hex(n)), 26, '0'), project_id, sha256, 'still word' || n % $2::int || ' ' || n || '.png', kind, origin, created_by,
         created_at - make_interval(secs => n), array_to_tsvector(array['still', 'png', 'word' || n % $2::int, n::text]), repeat('0', 1264)::bit(1264)
       from (select * from fantascope.asset where project_id = $1 and kind = 'image' order by id limit 1) one, generate_series(1, $3::int) n`,
      [projectId, WORDS, FILES],
    );
  } finally {
    await database.close();
  }
  page.on('response', (reply) => {
    const { pathname } = new URL(reply.url());
    if (pathname.endsWith('/assets')) asked.lists++;
    if (pathname.endsWith('/thumb')) asked.pictures++;
    if (reply.status() >= 400) asked.bad.push(`${reply.status()} ${pathname}`);
  });
  await go(page, `/library?project=${projectId}`);
  await grid().getByRole('option').first().waitFor();
});
afterAll(() => fresh.close());

const grid = () => fresh.page.getByRole('listbox', { name: fresh.studio.said('library.files') });

/** The least that the browser tells of an answer; what is shown with the next picture is not told. */
const TOLD_MS = 16;

/** Watches how long each key and each press waits for the picture that answers it; `read` ends it. */
async function watchAnswers(): Promise<() => Promise<readonly number[]>> {
  const handle = await fresh.page.evaluateHandle((durationThreshold) => {
    const waits: number[] = [];
    const watch = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown' || name === 'pointerup') waits.push(duration);
    });
    watch.observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
    return { waits, watch };
  }, TOLD_MS);
  return () =>
    handle.evaluate(async ({ waits, watch }) => {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)));
      watch.disconnect();
      return waits;
    });
}

/** How long the page's own thread worked at a stretch while `work` was done: its time on the processor, so that other programs do not count. */
async function longestTaskMs(work: () => Promise<void>): Promise<number> {
  const { browser } = fresh.chromium;
  await browser.startTracing(fresh.page, { categories: ['toplevel', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: { name: string; pid: number; tid: number; ph: string; dur?: number; tdur?: number; args: { name?: string } }[];
  };
  const main = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ ph, pid, tid }) => ph === 'X' && main.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('nothing was traced');
  return Math.max(0, ...tasks.map(({ tdur }) => tdur ?? 0)) / 1000;
}

test('clicks and keys while ten thousand files go by: every one is answered, and soon', async () => {
  const { page, studio } = fresh;
  const list = grid();
  const box = await list.boundingBox();
  if (box === null) throw new Error('no list');
  const { columns, rows } = await list.evaluate((each) => {
    const all = each.querySelectorAll<HTMLElement>('[role=option]');
    const columns = all[0]?.parentElement?.childElementCount ?? 1;
    const topPx = (at: number) => all[at]?.parentElement?.offsetTop ?? 0;
    return { columns, rows: Math.floor(each.clientHeight / (topPx(columns) - topPx(0))) };
  });
  const read = await watchAnswers();
  // A wheel that turns all the while, as fast as a hand turns it, and Ctrl with clicks on what happens to be under the pointer.
  let isTurning = true;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const turning = (async () => {
    while (isTurning) await page.mouse.wheel(0, 1000);
  })();
  const before = await list.evaluate(({ scrollTop }) => scrollTop);
  // What is under the pointer as it goes down is what is meant; between two cards it is nothing.
  const meant = await page.evaluateHandle(() => {
    const ids = new Set<string>();
    addEventListener('pointerdown', ({ target }) => {
      const id = (target as Element).closest<HTMLElement>('[data-asset]')?.dataset['asset'];
      if (id !== undefined && !ids.delete(id)) ids.add(id);
    });
    return ids;
  });
  const clicks = 20;
  await page.keyboard.down('Control');
  for (let click = 0; click < clicks; click++) {
    await page.mouse.click(box.x + (box.width / columns) * ((click % columns) + 0.5), box.y + box.height / 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await page.keyboard.up('Control');
  isTurning = false;
  await turning;
  expect(await list.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(before + 1000);
  const count = await meant.evaluate(({ size }) => size);
  expect(count).toBeGreaterThan(clicks / 2);
  await page.getByText(studio.said('library.chosen', { count }), { exact: true }).waitFor({ timeout: 5000 });

  // And a key held down.
  await list.focus();
  await page.keyboard.press('Home');
  const presses = 40;
  for (let press = 0; press < presses; press++) await page.keyboard.press('PageDown');
  const at = presses * rows * columns;
  const active = list.locator(`[role=option][aria-posinset="${at + 1}"]`);
  await active.waitFor();
  expect(await list.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'));
  expect(await active.getAttribute('aria-selected')).toBe('true');
  const waits = (await read()).toSorted((a, b) => a - b);
  expect(waits.at(Math.floor(waits.length * 0.95)) ?? 0).toBeLessThanOrEqual(PILED_MS);
});

/** Scrolls to one end as fast as pictures are drawn, and says what was seen on the way. */
function fling(screens: number): Promise<Readonly<{ mostCards: number; count: number }>> {
  return grid().evaluate(async (box, step) => {
    let mostCards = 0;
    let count = -1;
    const end = performance.now() + 60_000;
    const isThere = () => (step < 0 ? box.scrollTop <= 0 : count > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 2);
    while (performance.now() < end && !isThere()) {
      box.scrollTop += box.clientHeight * step;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const cards = box.querySelectorAll('[role=option]');
      mostCards = Math.max(mostCards, cards.length);
      count = Number(cards[0]?.getAttribute('aria-setsize') ?? -1);
    }
    return { mostCards, count };
  }, screens);
}

test('ten thousand files of a real server: scrolled to the end with a handful of cards, and searched', async () => {
  const { page, studio } = fresh;
  const list = grid();
  let way = { mostCards: 0, count: 0 };
  const taskMs = await longestTaskMs(async () => {
    way = await fling(2);
  });
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  expect(way.count).toBeGreaterThanOrEqual(FILES);
  // Each page of the list once. Pictures only of what rested in view: far fewer than there are files.
  expect(asked.lists).toBe(Math.ceil(way.count / PAGE));
  expect(asked.pictures).toBeLessThan(FILES / 20);
  expect(asked.bad).toEqual([]);
  // The last of them is drawn: the oldest.
  await list.getByRole('option', { name: `still word0 ${FILES}.png` }).waitFor();
  expect(way.mostCards).toBeLessThanOrEqual(70);
  expect(taskMs).toBeLessThanOrEqual(TASK_MS);

  await page.getByLabel(studio.said('library.search')).fill('word77');
  await list
    .locator(`[aria-setsize="${FILES / WORDS}"]`)
    .first()
    .waitFor();
  for (const name of await list.getByRole('option').allTextContents()) expect(name).toContain('word77 ');
});

test('pictures are found by a colour that is typed, by one of them, and by one that is pasted and not added', async () => {
  const { page, studio, server } = fresh;
  const named = async (query: string) => {
    const { items } = (await server.ask(`GET /api/v1/projects/${project}/assets?limit=6&${query}`)).json as {
      items: { id: string; name: string }[];
    };
    return items;
  };
  // A worker looks at pictures by itself; nobody has shown these.
  const blue = await until(
    'three pictures with blue',
    () => named('colours=blue'),
    ({ length }) => length === 3,
  );
  const field = page.getByLabel(studio.said('library.search'));
  const options = () =>
    grid()
      .getByRole('option')
      .evaluateAll((all) => all.slice(0, 6).map((each) => each.textContent ?? ''));
  const shows = (what: string, names: readonly string[]) =>
    until(what, options, (all) => names.every((name, at) => all[at]?.includes(name) === true));

  await field.fill('blue');
  await page.getByRole('button', { name: studio.said('library.look.typed', { colour: studio.said('library.colour.blue') }) }).waitFor();
  await field.press('Enter');
  await shows(
    'the blue ones',
    blue.map(({ name }) => name),
  );
  expect((await options()).length).toBe(3);
  const chip = (what: string) => page.getByRole('button', { name: studio.said('library.look.remove', { what }) });
  await chip(studio.said('library.colour.blue')).press('Delete');
  await chip(studio.said('library.colour.blue')).waitFor({ state: 'detached' });

  await field.fill('earth');
  await grid()
    .getByRole('option', { name: /^earth-night/ })
    .click();
  await page.getByRole('button', { name: studio.said('library.findSimilar') }).click();
  const earth = blue.find(({ name }) => name === 'earth-night.jpg')?.id ?? '';
  await shows(
    'what is like the earth',
    (await named(`likeAssetId=${earth}`)).map(({ name }) => name),
  );
  await chip(studio.said('library.look.like', { name: 'earth-night.jpg' })).waitFor();
  // The panel with the button is gone; who works by keys stands in the search field.
  await page.keyboard.press('Backspace');
  await chip(studio.said('library.look.like', { name: 'earth-night.jpg' })).waitFor({ state: 'detached' });

  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  const picos = blue.find(({ name }) => name === 'picos.jpg')?.id ?? '';
  await field.evaluate(async (input, id) => {
    // Smaller and compressed again: not the file that is there.
    const bitmap = await createImageBitmap(await (await fetch(`/api/v1/assets/${id}/bytes`)).blob(), { resizeWidth: 500 });
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const clipboardData = new DataTransfer();
    clipboardData.items.add(
      new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.6 })], 'mine.jpg', { type: 'image/jpeg' }),
    );
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, picos);
  await chip(studio.said('library.look.picture')).waitFor();
  await shows('the picture itself', ['picos.jpg']);
  expect(sent).toEqual([]);
  expect(await named('words=mine')).toEqual([]);
});
