import type { Page } from 'playwright-core';
import { type OpenChromium, openChromium } from '../browser/open-chromium.ts';
import { type StudioPage, studioPage } from './studio-page.ts';
import { type StudioServer, startStudio } from './studio-server.ts';

/** A fresh studio in a language, entered by its link, open on the first shot of the sample project. */
export type Fresh = Readonly<{ server: StudioServer; chromium: OpenChromium; page: Page; studio: StudioPage; close: () => Promise<void> }>;

/** Opens one, its server with `env` beside the usual; `close` takes everything away again. */
export async function openFresh(
  language: 'en' | 'zh',
  size = { width: 1440, height: 900 },
  env: Readonly<Record<string, string>> = {},
): Promise<Fresh> {
  const server = await startStudio(env);
  try {
    const chromium = await openChromium({ url: 'about:blank' });
    const { page } = chromium;
    await page.setViewportSize(size);
    await page.addInitScript((chosen) => {
      // A blank page has no storage.
      if (location.protocol === 'http:') localStorage.setItem('fantascope.language', localStorage.getItem('fantascope.language') ?? chosen);
    }, language);
    await page.goto(await server.link());
    await page.waitForURL('**/film/*/shot/1**', { timeout: 60_000 });
    const studio = studioPage(page, language);
    await studio.staged();
    const close = async () => {
      await chromium.close();
      await server.close();
    };
    return { server, chromium, page, studio, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** The shot that is open, as the server has it. */
export type ServerShot = Readonly<{ projectId: string; shotId: string; revision: number; document: Record<string, unknown> }>;

/** Reads it. */
export async function openShotOf({ ask }: StudioServer, page: Page): Promise<ServerShot> {
  const [, filmId, number] = /film\/([^/]+)\/shot\/(\d+)/.exec(page.url()) ?? [];
  const film = (await ask(`GET /api/v1/films/${filmId}`)).json as { projectId: string; document: { shots: { id: string }[] } };
  const shotId = film.document.shots[Number(number) - 1]?.id ?? '';
  const { document, revision } = (await ask(`GET /api/v1/shots/${shotId}`)).json as Pick<ServerShot, 'document' | 'revision'>;
  return { projectId: film.projectId, shotId, revision, document };
}

/** Asks again until an answer holds; at the end says what the last one was. */
export async function until<T>(what: string, read: () => Promise<T>, holds: (value: T) => boolean, ms = 90_000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > end) throw new Error(`${what} did not come about; last: ${JSON.stringify(value).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Where every room of a fresh studio is, and what opens over it. */
export async function roomsOf({ page, server }: Fresh): Promise<Readonly<Record<string, string>>> {
  const film = /film\/[^/]+/.exec(page.url())?.[0] ?? '';
  const { items } = (await server.ask('GET /api/v1/projects')).json as { items: { id: string }[] };
  const project = items[0]?.id ?? '';
  return {
    direct: `/${film}/shot/1?t=2`,
    region: `/${film}/shot/1?t=2&tool=region`,
    brush: `/${film}/shot/1?t=2&tool=brush`,
    air: `/${film}/shot/1?t=2&tool=air`,
    shoot: `/${film}/shot/1?t=2&drawer=shoot`,
    export: `/${film}/shot/1?t=2&drawer=export`,
    film: `/${film}`,
    'shoot-film': `/${film}?drawer=shoot`,
    sheet: `/${film}?tab=sheet`,
    cast: `/${film}?tab=cast`,
    library: `/library?project=${project}`,
    stills: `/library?project=${project}&tab=stills`,
    lab: '/lab',
    ledger: `/ledger?project=${project}`,
    settings: '/settings',
  };
}
