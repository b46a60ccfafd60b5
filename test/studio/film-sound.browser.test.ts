import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenChromium, openChromium } from '../browser/open-chromium.ts';
import { until } from './open-fresh.ts';
import { type StudioPage, studioPage } from './studio-page.ts';
import { type StudioServer, startStudio } from './studio-server.ts';

type Stored = Readonly<{ id: string; projectId: string; document: Readonly<Record<string, unknown>>; revision: number }>;
type Caption = Readonly<{ text: Readonly<{ zh?: string; en?: string }> }>;

const fps = 30;
let server: StudioServer;
let chromium: OpenChromium;
let page: Page;
let studio: StudioPage;
let filmId = '';
let shots: readonly string[] = [];

const get = async <T>(path: string) => (await server.ask(`GET /api/v1/${path}`)).json as T;
const put = async (path: string, body: unknown) => {
  const { status, json } = await server.ask(`PUT /api/v1/${path}`, body);
  expect(status, `${path}: ${JSON.stringify(json)}`).toBe(200);
};
const shotNow = (at: number) => get<Stored>(`shots/${shots[at]}`);
const captionsNow = async (at: number) => (await shotNow(at)).document['captions'] as readonly Caption[];

/** Three shots of a photograph each, with captions, a line, narration in Chinese, and music. */
beforeAll(async () => {
  server = await startStudio();
  const { json } = await server.ask('POST /api/v1/sample-project', {});
  filmId = String(json['filmId']);
  const film = await get<Stored>(`films/${filmId}`);
  const all = (film.document['shots'] as readonly { id: string }[]).slice(0, 3);
  shots = all.map(({ id }) => id);
  for (const [at, id] of shots.entries()) {
    const { document } = await get<Stored>(`shots/${id}`);
    const camera = { ...(document['camera'] as object), lengthSec: 3 };
    const lines = at === 1 ? { lines: [{ text: { zh: '灯塔还亮着。', en: 'The light is still on.' } }] } : {};
    const captions = [{ text: { zh: `第${'一二三'[at]}镜`, en: `Shot ${at + 1}` } }];
    const document2 = {
      ...document,
      name: `shot ${at + 1}`,
      captions,
      ...lines,
      fadeInSec: 0,
      fadeOutSec: 0,
      transition: { kind: 'cut' },
      camera,
    };
    await put(`shots/${id}`, { document: document2 });
  }
  const sound = { narration: 'zh', music: { mood: 'calm' } };
  await put(`films/${filmId}`, { document: { ...film.document, shots: all, sound, widthPx: 854, heightPx: 480, fps } });
  chromium = await openChromium({ url: 'about:blank' });
  page = chromium.page;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.addInitScript(() => {
    if (location.protocol === 'http:') localStorage.setItem('fantascope.language', localStorage.getItem('fantascope.language') ?? 'zh');
  });
  page.setDefaultTimeout(90_000);
  studio = studioPage(page, 'zh');
  await page.goto(await server.link());
  await page.waitForURL('**/film/*/shot/1**');
  await page.goto(`${server.url}/film/${filmId}`);
}, 180_000);
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

const ready = () => page.locator('[data-sound=ready][data-sound-stale=false]').waitFor();
const staged = async () => {
  await page.getByText(studio.said('film.lifting')).waitFor({ state: 'detached' });
  await page.locator('[data-frame] canvas[data-layers]').first().waitFor({ state: 'attached' });
};
const audioSec = () => page.evaluate(() => document.querySelector<HTMLAudioElement>('audio[data-film-sound]')?.currentTime ?? -1);

/** Frames of the film, as the page and the stage's canvas show them, beside what is heard at the same time, while it plays. */
const watched = (sec: number) =>
  page.evaluate(
    async ({ ms, rate }) => {
      const audio = document.querySelector<HTMLAudioElement>('audio[data-film-sound]');
      const picture = document.querySelector<HTMLElement>('[data-frame]');
      if (audio === null || picture === null) throw new Error('nothing plays');
      const seen: { offFrames: number; heardSec: number; drawnOff: number | null }[] = [];
      for (const startMs = performance.now(); performance.now() - startMs < ms; ) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        // After the page has drawn what this frame shows.
        await new Promise((resolve) => setTimeout(resolve));
        if (audio.paused) continue;
        const frame = Number(picture.dataset['frame']);
        const shot = [...picture.querySelectorAll<HTMLElement>('div:not(.invisible) > canvas')].find(
          (each) => each.dataset['drawn'] !== undefined,
        );
        const drawn = shot?.dataset['drawn'];
        const heardSec = audio.currentTime;
        const heard = Math.floor(heardSec * rate + 1e-6);
        // Shots of 3 s, one after the other.
        const drawnOff =
          drawn === undefined ? null : heard - (Math.floor(frame / (3 * rate)) * 3 * rate + Math.round(Number(drawn) * rate));
        seen.push({ offFrames: heard - frame, heardSec, drawnOff });
      }
      return seen;
    },
    { ms: sec * 1000, rate: fps },
  );

test('the sound is made by itself, plays with the picture, and both agree within a frame at the start, after a seek and over time', async () => {
  await ready();
  await page.getByText(/-1[34]\.\d LUFS/).waitFor();
  await staged();
  await studio.button('film.play').click();
  const start = await watched(1.5);
  const slider = page.getByRole('slider', { name: studio.said('film.playhead') });
  await slider.focus();
  await slider.press('PageUp');
  const sought = await watched(1.5);
  const later = await watched(3);
  await page.keyboard.press('Home');
  const all = { start, sought, later };
  const figures = Object.entries(all).map(([name, seen]) => {
    const off = seen.map(({ offFrames }) => Math.abs(offFrames)).toSorted((a, b) => a - b);
    const drawn = seen.flatMap(({ drawnOff }) => (drawnOff === null ? [] : [Math.abs(drawnOff)])).toSorted((a, b) => a - b);
    return {
      name,
      frames: seen.length,
      most: off.at(-1),
      drawnMedian: drawn[Math.floor(drawn.length / 2)],
      drawnP95: drawn[Math.floor(drawn.length * 0.95)],
    };
  });
  console.log(JSON.stringify(figures));
  for (const { name, frames, most } of figures) {
    expect(frames, name).toBeGreaterThan(10);
    expect(most, JSON.stringify(figures)).toBeLessThanOrEqual(1);
  }
  // It did play, and was not only agreed about.
  const [first, last] = [start[0]?.heardSec ?? 0, start.at(-1)?.heardSec ?? 0];
  expect(last - first).toBeGreaterThan(0.5);
});
