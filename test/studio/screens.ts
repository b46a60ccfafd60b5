// npm run screens [-- --only film-zh-dark]: pictures of every room of the studio, in both languages and themes, from a server with the sample project, to out/screens.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { allWords } from '../../apps/studio/src/words/all-words.ts';
import { openChromium } from '../browser/open-chromium.ts';
import { root } from '../source-tree.ts';
import { breakLine } from './hang-up.ts';
import { until } from './open-fresh.ts';
import { type StudioServer, startStudio } from './studio-server.ts';

/** One picture: where, how it is brought about, and what to wait for. */
type Screen = Readonly<{
  name: string;
  path: (at: Places) => string;
  prepare?: (page: Page) => Promise<unknown>;
  after?: (page: Page) => Promise<unknown>;
  isPhone?: true;
}>;
/** Ids of what the sample project holds: takes of its first shot among it, one by the stage, one by an emulated model, one whose answer was lost. */
type Places = Readonly<{ projectId: string; filmId: string; emptyProjectId: string; stageId: string; paintedId: string; lostId: string }>;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const folder = join(root, 'out', 'screens');

let edits = 0;
const staged = (page: Page) =>
  page.waitForSelector('canvas[data-phase=full]', { state: 'attached', timeout: 60_000 }).then(() => undefined);
const api = '**/api/v1/**';
const never = (page: Page) => page.route(api, () => undefined);
const gone = (page: Page) => page.route(api, (route) => route.abort('connectionrefused'));
const told = (page: Page) => page.waitForSelector('[role=alert]', { timeout: 60_000 });
/** The film's monitor has its picture. */
const played = async (page: Page) => {
  for (const words of allWords['film.lifting']) await page.getByText(words).first().waitFor({ state: 'detached', timeout: 60_000 });
};

const screens: readonly Screen[] = [
  { name: 'direct', path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4`, after: staged },
  { name: 'direct-portrait-of-coffee', path: ({ filmId }) => `/film/${filmId}/shot/3?t=1`, after: staged },
  { name: 'direct-region-tool', path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4&tool=region`, after: staged },
  { name: 'direct-focus-tool', path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4&tool=focus`, after: staged },
  { name: 'direct-brush-tool', path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4&tool=brush`, after: staged },
  {
    name: 'direct-lifting',
    path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4`,
    prepare: (page) => page.route('**/scene*', () => undefined),
    after: (page) => page.locator('.direct-grid button').nth(30).waitFor({ timeout: 60_000 }),
  },
  {
    name: 'direct-server-gone',
    path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4`,
    after: async (page) => {
      await staged(page);
      await gone(page);
      // Another edit each time: the one before was kept and has been written by now.
      await page
        .locator('[data-say] input, [data-say] textarea')
        .first()
        .fill(`orbit left ${++edits + 1} degrees`);
      await page.keyboard.press('Enter');
      const words = allWords['frame.serverGone'];
      await page
        .getByText(new RegExp(words.join('|')))
        .first()
        .waitFor({ timeout: 60_000 });
    },
  },
  { name: 'take', path: ({ filmId, paintedId }) => `/film/${filmId}/shot/1?take=${paintedId}`, after: staged },
  { name: 'take-unknown', path: ({ filmId, lostId }) => `/film/${filmId}/shot/1?take=${lostId}`, after: staged },
  { name: 'shoot', path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4&drawer=shoot`, after: staged },
  { name: 'export', path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4&drawer=export`, after: staged },
  { name: 'film', path: ({ filmId }) => `/film/${filmId}`, after: played },
  { name: 'film-sheet', path: ({ filmId }) => `/film/${filmId}?tab=sheet` },
  { name: 'film-cast', path: ({ filmId }) => `/film/${filmId}?tab=cast` },
  { name: 'library', path: ({ projectId }) => `/library?project=${projectId}` },
  { name: 'library-empty', path: ({ emptyProjectId }) => `/library?project=${emptyProjectId}` },
  { name: 'library-busy', path: () => '/library', prepare: never },
  { name: 'stills', path: ({ projectId }) => `/library?project=${projectId}&tab=stills` },
  { name: 'lab', path: () => '/lab' },
  { name: 'lab-error', path: () => '/lab', prepare: gone, after: told },
  { name: 'ledger', path: ({ projectId }) => `/ledger?project=${projectId}` },
  { name: 'ledger-empty', path: ({ emptyProjectId }) => `/ledger?project=${emptyProjectId}` },
  { name: 'ledger-unknown', path: ({ projectId, lostId }) => `/ledger?project=${projectId}&by=unknown&take=${lostId}` },
  { name: 'ledger-caps', path: ({ projectId }) => `/ledger?project=${projectId}&by=caps` },
  { name: 'ledger-error', path: () => '/ledger', prepare: gone, after: told },
  { name: 'settings', path: () => '/settings' },
  { name: 'not-found', path: () => '/film/none', after: told },
  { name: 'phone-direct', path: ({ filmId }) => `/film/${filmId}/shot/1?t=2.4`, after: staged, isPhone: true },
  { name: 'phone-library', path: ({ projectId }) => `/library?project=${projectId}`, isPhone: true },
  { name: 'phone-ledger', path: ({ projectId }) => `/ledger?project=${projectId}`, isPhone: true },
];

async function places(server: StudioServer): Promise<Places> {
  const { ask } = server;
  const { id: projectId, filmId } = (await ask('POST /api/v1/sample-project', {})).json as { id: string; filmId: string };
  const empty = (await ask('POST /api/v1/projects', { name: 'Empty · 空项目' })).json as { id: string };
  await ask('PUT /api/v1/emulators', {});
  const film = (await ask(`GET /api/v1/films/${filmId}`)).json as { document: { shots: readonly { id: string }[] } };
  const shoot = async (model: string, mostUsd?: number) =>
    String((await ask(`POST /api/v1/shots/${film.document.shots[0]?.id}/takes`, { model, mostUsd })).json['takeId']);
  const reach = (takeId: string, wanted: string) =>
    until(
      `a take that is ${wanted}`,
      async () => (await ask(`GET /api/v1/takes/${takeId}`)).json as { take: { state: string } },
      ({ take }) => take.state === wanted,
    );
  const stageId = await shoot('fantascope/stage');
  const paintedId = await shoot('kling/v2.1-master');
  const line = await breakLine(server.home, /minimax/);
  const lostId = await shoot('minimax/i2v-01-director', 3);
  await reach(lostId, 'unknown');
  await line.mend();
  await reach(stageId, 'ready');
  await reach(paintedId, 'ready');
  await ask(`PUT /api/v1/takes/${paintedId}/verdict`, { verdict: 'kept' });
  return { projectId, filmId, emptyProjectId: empty.id, stageId, paintedId, lostId };
}

/** Text that is wider than its box and cut without being meant to. */
function cutTexts(): string[] {
  return [...document.querySelectorAll<HTMLElement>('button, a, label, p, h1, h2, h3, td, th, span')]
    .filter((each) => each.childElementCount === 0 && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
    .filter((each) => !['visible'].includes(getComputedStyle(each).overflowX) && getComputedStyle(each).textOverflow !== 'ellipsis')
    .map((each) => each.textContent ?? '');
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const server = await startStudio();
const chromium = await openChromium({ url: await server.link() });
try {
  const at = await places(server);
  for (const language of ['zh', 'en'] as const)
    for (const theme of ['dark', 'light'] as const)
      for (const screen of screens.filter(
        ({ name }) => values.only === undefined || `${name}-${language}-${theme}`.includes(values.only),
      )) {
        const page = await chromium.page.context().newPage();
        await page.setViewportSize(screen.isPhone === true ? { width: 390, height: 844 } : { width: 1440, height: 900 });
        await page.addInitScript(
          ([chosen, look]) => {
            localStorage.setItem('fantascope.language', chosen ?? '');
            localStorage.setItem('fantascope.theme', look ?? '');
          },
          [language, theme],
        );
        await screen.prepare?.(page);
        await page.goto(new URL(screen.path(at), server.url).href, { waitUntil: 'load' });
        await screen.after?.(page);
        // Pictures that are asked for are there, or have failed.
        await page
          .waitForFunction(() => [...document.images].every((each) => each.loading === 'lazy' || each.complete))
          .catch(() => undefined);
        await page.waitForTimeout(900);
        const name = `${screen.name}-${language}-${theme}`;
        await page.screenshot({ path: join(folder, `${name}.png`) });
        const cut = await page.evaluate(cutTexts);
        console.log(`${name}${cut.length === 0 ? '' : `  cut: ${cut.join(' | ')}`}`);
        await page.close();
      }
} finally {
  await chromium.close();
  await server.close();
}
