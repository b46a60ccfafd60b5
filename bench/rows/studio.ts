import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { type OpenChromium, openChromium } from '../../test/browser/open-chromium.ts';
import { root } from '../../test/source-tree.ts';
import { type StudioServer, startStudio } from '../../test/studio/studio-server.ts';
import type { BenchRow } from '../row.ts';

/** A studio with the sample project, entered once, so that what is measured is a visit and not a first start. */
type Visited = Readonly<{ server: StudioServer; chromium: OpenChromium; page: Page; address: string }>;

let open: Promise<Visited> | undefined;

async function visit(): Promise<Visited> {
  const server = await startStudio();
  process.once('exit', () => void server.kill());
  const chromium = await openChromium({ url: 'about:blank' });
  return { server, chromium, ...(await enter(server, chromium)) };
}

async function enter(server: StudioServer, { page }: OpenChromium): Promise<Readonly<{ page: Page; address: string }>> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(await server.link());
  await page.waitForURL('**/shot/1**');
  await staged(page);
  return { page, address: page.url().split('?')[0] ?? '' };
}

function visited(): Promise<Visited> {
  open ??= visit();
  return open;
}

function staged(page: Page): Promise<unknown> {
  return page.waitForSelector('canvas[data-phase=full][data-drawn]', { state: 'attached', timeout: 120_000 });
}

/** Bytes of every script that is asked for until the picture stands, as they come over the wire (Brotli); what is fetched after it is told beside. */
async function scriptKb(): Promise<Readonly<{ value: number; note: string }>> {
  const { page, address } = await visited();
  // What page and workers share is asked for by each, and comes over the wire once.
  const asked = new Map<string, Request>();
  page.on('request', (request) => void (request.url().endsWith('.js') && !asked.has(request.url()) && asked.set(request.url(), request)));
  // When the picture stood, by the page's own clock: it is seen here only later.
  await page.addInitScript(`new MutationObserver(() => {
    globalThis.stoodAtMs ??= document.querySelector('canvas[data-phase=full][data-drawn]') === null ? undefined : Date.now();
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-phase', 'data-drawn'] })`);
  await page.goto(`${address}?t=1`);
  await staged(page);
  const stoodAtMs = (await page.evaluate('globalThis.stoodAtMs')) as number;
  await page.waitForTimeout(1500);
  page.removeAllListeners('request');
  const sizes = await Promise.all(
    [...asked.values()].map(async (request) => {
      const path = new URL(request.url()).pathname;
      const bytes = (await readFile(join(root, 'apps/studio/dist', `${path}.br`)).catch(() => null))?.length ?? 0;
      return { path, kb: bytes / 1000, isFirst: request.timing().startTime <= stoodAtMs };
    }),
  );
  const [first, rest] = [sizes.filter(({ isFirst }) => isFirst), sizes.filter(({ isFirst }) => !isFirst)];
  const sum = (some: typeof sizes) => Math.round(some.reduce((total, { kb }) => total + kb, 0));
  return {
    value: sum(first),
    note: `${first.length} scripts with those of the workers, Brotli: ${first
      .toSorted((a, b) => b.kb - a.kb)
      .slice(0, 40)
      .map(({ path, kb }) => `${path.split('/').at(-1)} ${Math.round(kb)}`)
      .join(', ')} …; ${rest.length} more, ${sum(rest)} kB, once the picture stood`,
  };
}

/** From asking for the page until the sentence can be typed; the median of five visits. */
async function interactiveMs(): Promise<Readonly<{ value: number; note: string }>> {
  const { page, address } = await visited();
  const times: number[] = [];
  for (let k = 0; k < 5; k++) {
    await page.goto('about:blank');
    await page.goto(`${address}?t=1`, { waitUntil: 'commit' });
    await page.waitForSelector('[data-say] textarea', { state: 'attached' });
    times.push(await page.evaluate('performance.now()'));
    await staged(page);
  }
  times.sort((a, b) => a - b);
  return {
    value: Math.round(times[2] ?? 0),
    note: `median of ${times.map((ms) => Math.round(ms)).join(', ')} ms, from the start of navigation until the sentence bar takes text`,
  };
}

/** From the next visit on the stage is drawn by this one. */
async function paintBy(page: Page, painter: 'kernel' | 'webgpu'): Promise<void> {
  await page.evaluate(`localStorage.setItem('fantascope.painter', '${painter}')`);
}

/** Frames drawn in a second of playing. The film is set to 60 frames a second, so that it is the stage that bounds them. */
async function playedFps(painter: 'kernel' | 'webgpu'): Promise<Readonly<{ value: number; note: string }>> {
  const { server, ...first } = await visited();
  if (painter === 'kernel') return played(server, first, painter);
  const chromium = await openChromium({ url: 'about:blank' }, { showsWebGpu: true });
  try {
    return await played(server, await enter(server, chromium), painter);
  } finally {
    await chromium.close();
  }
}

async function played(
  server: StudioServer,
  { page, address }: Readonly<{ page: Page; address: string }>,
  painter: 'kernel' | 'webgpu',
): Promise<Readonly<{ value: number; note: string }>> {
  const filmId = /film\/([^/]+)\//.exec(address)?.[1] ?? '';
  const film = (await server.ask(`GET /api/v1/films/${filmId}`)).json as { document: Record<string, unknown>; revision: number };
  await server.ask(`PUT /api/v1/films/${filmId}`, { document: { ...film.document, fps: 60 }, revision: film.revision });
  await paintBy(page, painter);
  await page.goto(`${address}?t=0.5`);
  await staged(page);
  await page.waitForTimeout(1500);
  const facts = (await page.evaluate(`(() => {
    const { dataset, width, height } = document.querySelector('canvas[data-phase]');
    return { by: dataset.by, layers: dataset.layers, size: width + '×' + height };
  })()`)) as { by: string; layers: string; size: string };
  await page.keyboard.press('Space');
  const frames = (await page.evaluate(`new Promise((resolve) => {
    const canvas = document.querySelector('canvas[data-phase]');
    let frames = 0;
    new MutationObserver((told) => { frames += told.length; }).observe(canvas, { attributeFilter: ['data-drawn'] });
    setTimeout(() => resolve(frames), 4000);
  })`)) as number;
  await page.keyboard.press('Space');
  if (facts.by !== painter) throw new Error(`drawn by ${facts.by}`);
  return {
    value: Math.round((frames / 4) * 10) / 10,
    note: `${facts.size}, ${facts.layers} layers, sample shot 1 with seeds and sway played for 4 s in a film of 60 fps, in headless Chromium${painter === 'webgpu' ? ' on SwiftShader (WebGPU in software)' : ''}`,
  };
}

/** From a pointer's move over the ruler until that moment is drawn; 95 of 100 are quicker. */
async function scrubMs(): Promise<Readonly<{ value: number; note: string }>> {
  const { page, address } = await visited();
  await paintBy(page, 'kernel');
  await page.goto(`${address}?t=0.5`);
  await staged(page);
  await page.waitForTimeout(1500);
  const box = await page.locator('[data-axis]').first().boundingBox();
  if (box === null) throw new Error('there is no ruler');
  await page.evaluate(`(() => {
    const canvas = document.querySelector('canvas[data-phase]');
    globalThis.scrubbed = [];
    let movedAt = null;
    addEventListener('pointermove', (event) => { movedAt ??= event.timeStamp; }, { capture: true });
    new MutationObserver(() => {
      if (movedAt !== null) globalThis.scrubbed.push(performance.now() - movedAt);
      movedAt = null;
    }).observe(canvas, { attributeFilter: ['data-drawn'] });
  })()`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 40, y);
  await page.mouse.down();
  for (let k = 1; k <= 120; k++) {
    await page.mouse.move(box.x + 40 + ((k * 37) % Math.round(box.width - 80)), y);
    await page.waitForTimeout(40);
  }
  await page.mouse.up();
  const times = ((await page.evaluate('globalThis.scrubbed')) as number[]).sort((a, b) => a - b);
  if (times.length < 80) throw new Error(`only ${times.length} of 120 moves were drawn`);
  const at = (ratio: number) => Math.round((times[Math.floor(times.length * ratio)] ?? 0) * 10) / 10;
  return {
    value: at(0.95),
    note: `${times.length} moves of the pointer over the ruler, sample shot 1 with seeds and sway: median ${at(0.5)} ms, worst ${at(0.999)} ms; kernel, 960×540`,
  };
}

/** What a person at the studio waits for. */
export const rows: readonly BenchRow[] = [
  { name: 'studio.firstPage.scriptKb', unit: 'kB', measure: scriptKb },
  { name: 'studio.firstPage.interactiveMs', unit: 'ms', measure: interactiveMs },
  { name: 'studio.scrub.p95Ms', unit: 'ms', measure: scrubMs },
  { name: 'studio.preview.kernel.fps', unit: 'fps', measure: () => playedFps('kernel') },
  { name: 'studio.preview.webgpu.fps', unit: 'fps', measure: () => playedFps('webgpu') },
  {
    name: 'studio.preview.parityDb',
    unit: 'dB',
    measure: async () => {
      // Closed here: the parity page wants the machine for itself.
      if (open !== undefined) {
        const { server, chromium } = await open;
        await chromium.close();
        await server.close();
      }
      const { worstParity } = await import('./studio-parity.ts');
      return worstParity();
    },
  },
];
