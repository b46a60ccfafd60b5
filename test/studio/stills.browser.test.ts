import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenChromium, openChromium } from '../browser/open-chromium.ts';
import { until } from './open-fresh.ts';
import { type StudioPage, studioPage } from './studio-page.ts';
import { type StudioServer, startStudio } from './studio-server.ts';

type Asset = Readonly<{ id: string; name: string; origin: string; figures: Readonly<{ widthPx: number; heightPx: number }> }>;
type Take = Readonly<{ id: string; model: string; state: string; assetId: string | null; planId: string }>;

const size = { widthPx: 320, heightPx: 200 };
let server: StudioServer;
let chromium: OpenChromium;
let studio: StudioPage;
let projectId: string;
let bearer: string;

/** A project with one picture, of which every pixel is another, on a server whose providers are emulated. */
beforeAll(async () => {
  server = await startStudio();
  bearer = (await readFile(join(server.home, 'local.token'), 'utf8')).trim();
  projectId = String((await server.ask('POST /api/v1/projects', { name: 'Masks' })).json['id']);
  const rgb = Buffer.alloc(size.widthPx * size.heightPx * 3);
  for (let at = 0; at < size.widthPx * size.heightPx; at++) rgb.set([at % 256, Math.floor(at / 320), 90 + (at % 60)], at * 3);
  const png = await sharp(rgb, { raw: { width: 320, height: 200, channels: 3 } })
    .png()
    .toBuffer();
  const sent = await fetch(`${server.url}/api/v1/projects/${projectId}/files/pond.png`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${bearer}` },
    body: Uint8Array.from(png),
  });
  expect(sent.status).toBeLessThan(300);
  // Two servers that look for free ports at the same moment may find the same ones.
  await until(
    'emulated providers',
    () => server.ask('PUT /api/v1/emulators', {}),
    ({ status }) => status === 200,
  );
  chromium = await openChromium({ url: 'about:blank' });
  const { page } = chromium;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(() => {
    if (location.protocol === 'http:') localStorage.setItem('fantascope.language', 'en');
  });
  page.setDefaultTimeout(60_000);
  studio = studioPage(page, 'en');
  await page.goto(await server.link());
  await page.waitForURL((url) => !url.pathname.startsWith('/enter'));
  await page.goto(`${server.url}/library?project=${projectId}&tab=stills`);
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

const assets = async () => (await server.ask(`GET /api/v1/projects/${projectId}/assets?limit=50`)).json['items'] as readonly Asset[];
const named = async (name: string) => (await assets()).find((asset) => asset.name === name);

/** A picture's pixels: three bytes each, or one of a mask. */
async function pixelsOf(assetId: string, channels: 1 | 3): Promise<Readonly<{ data: Buffer; widthPx: number; heightPx: number }>> {
  const reply = await fetch(`${server.url}/api/v1/assets/${assetId}/bytes`, { headers: { authorization: `Bearer ${bearer}` } });
  const read = sharp(Buffer.from(await reply.arrayBuffer())).removeAlpha();
  const { data, info } = await (channels === 1 ? read.extractChannel(0) : read).raw().toBuffer({ resolveWithObject: true });
  return { data, widthPx: info.width, heightPx: info.height };
}

/** How many pixels changed where a mask is black, and which share of those where it is white. */
async function changes(
  ids: Readonly<{ before: string; after: string; mask: string }>,
): Promise<Readonly<{ outside: number; insideRatio: number }>> {
  const [before, after, mask] = [await pixelsOf(ids.before, 3), await pixelsOf(ids.after, 3), await pixelsOf(ids.mask, 1)];
  expect([after.widthPx, after.heightPx, mask.widthPx, mask.heightPx]).toEqual([
    before.widthPx,
    before.heightPx,
    before.widthPx,
    before.heightPx,
  ]);
  const count = { outside: 0, inside: 0, white: 0 };
  for (const [at, value] of mask.data.entries()) {
    const isSame = before.data.compare(after.data, at * 3, at * 3 + 3, at * 3, at * 3 + 3) === 0;
    if (value > 0) count.white++;
    if (!isSame) count[value > 0 ? 'inside' : 'outside']++;
  }
  return { outside: count.outside, insideRatio: count.inside / count.white };
}

/** Has one picture made: what comes of it is looked at later, while the next one is painted. */
async function make(): Promise<void> {
  const { page, said } = studio;
  await page.getByRole('radio', { name: '1', exact: true }).click();
  await page.getByRole('button', { name: said('stills.goEmulated', { number: 1 }) }).click();
  await page.locator('[data-take]').first().waitFor();
}

/** The take of a model, once its picture is there. */
async function madeBy(model: string): Promise<Readonly<{ id: string; assetId: string }>> {
  const take = await until(
    `a take of ${model}`,
    async () =>
      ((await server.ask(`GET /api/v1/projects/${projectId}/takes`)).json['items'] as readonly Take[]).find((each) => each.model === model),
    (each) => each?.assetId != null,
  );
  return { id: String(take?.id), assetId: String(take?.assetId) };
}

/** The mask of this width. */
async function maskOf(widthPx: number): Promise<string> {
  return String((await assets()).find(({ name, figures }) => name === 'pond mask.png' && figures.widthPx === widthPx)?.id);
}

const surface = () => studio.page.getByRole('application', { name: studio.said('stills.maskSurface') });

/** Draws a straight line over the picture, from and to ratios of what is shown. */
async function stroke(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const { mouse } = studio.page;
  const box = await surface().boundingBox();
  if (box === null) throw new Error('no picture to paint on');
  await mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height);
  await mouse.down();
  await mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps: 8 });
  await mouse.up();
}

test('a model without masks says so by name, and one that can is sent what was painted by hand', async () => {
  const { page, said, button } = studio;
  await button('stills.choosePicture').click();
  await page.getByRole('button', { name: 'pond.png' }).click();
  await page.getByLabel(said('stills.model')).selectOption('seedream/5.0');
  await page.getByText(said('stills.takesNoMask', { name: 'Seedream 5.0' })).waitFor();
  await button('stills.useModel', { name: 'FLUX.1 Fill pro on fal (mask)' }).click();
  await button('stills.paint').click();
  await surface().waitFor();
  const use = button('stills.useMask');
  expect(await use.isDisabled()).toBe(true);
  await stroke([0.2, 0.3], [0.7, 0.3]);
  // A wider brush by its key; what it paints is taken back, and the first stroke stays.
  const brush = page.getByRole('spinbutton', { name: said('stills.brushSize') });
  const before = Number(await brush.getAttribute('aria-valuenow'));
  await page.keyboard.press(']');
  expect(Number(await brush.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  await stroke([0.5, 0.8], [0.9, 0.8]);
  await page.keyboard.press('Control+z');
  await page.getByRole('radio', { name: said('stills.mode.erase') }).click();
  await stroke([0.45, 0.1], [0.45, 0.6]);
  await use.click();
  await page.getByText(said('stills.masked', { width: 320, height: 200 })).waitFor();
  await page.getByLabel(said('stills.words')).fill('a paper boat');
  await page.getByLabel(said('stills.cap')).fill('0.1');
  await make();
  const mask = await named('pond mask.png');
  const painted = await pixelsOf(String(mask?.id), 1);
  const at = (x: number, y: number) => painted.data[Math.round(y * 200) * 320 + Math.round(x * 320)];
  // Painted, erased through the middle, and what was taken back is not there.
  expect([at(0.25, 0.3), at(0.65, 0.3), at(0.45, 0.3), at(0.7, 0.8)]).toEqual([255, 255, 0, 0]);
});

test('by keyboard alone a rectangle is painted and the picture extended', async () => {
  const { page, said, button } = studio;
  await page.getByLabel(said('stills.model')).selectOption('comfyui/flux-fill');
  await button('stills.noMaskAny').click();
  await button('stills.paint').press('Enter');
  await surface().waitFor();
  await button('stills.clear').press('Enter');
  const number = async (name: string, value: number) => {
    await page.getByRole('spinbutton', { name, exact: true }).press('Enter');
    await page.keyboard.type(String(value));
    await page.keyboard.press('Enter');
  };
  await number(said('stills.box.x'), 10);
  await number(said('stills.box.y'), 20);
  await number(said('stills.box.width'), 100);
  await number(said('stills.box.height'), 60);
  await button('stills.boxPaint').press('Enter');
  await number(said('stills.side.rightPx'), 80);
  await page.getByText(said('stills.size', { width: 400, height: 200 })).waitFor();
  await button('stills.useMask').press('Enter');
  await page.getByText(said('stills.masked', { width: 400, height: 200 })).waitFor();
  await make();
  const { data } = await pixelsOf(await maskOf(400), 1);
  expect(data.filter((value) => value > 0).length).toBe(100 * 60 + 80 * 200);
});

test('what comes back has changed where it was painted, and nowhere else, and can be held against what it was made from', async () => {
  const { page, said } = studio;
  const [picture, extended] = [String((await named('pond.png'))?.id), String((await named('pond extended.png'))?.id)];
  const [hand, keys] = [await madeBy('fal/flux-pro-1/fill'), await madeBy('comfyui/flux-fill')];
  for (const ids of [
    { before: picture, after: hand.assetId, mask: await maskOf(320) },
    { before: extended, after: keys.assetId, mask: await maskOf(400) },
  ]) {
    const { outside, insideRatio } = await changes(ids);
    expect(outside).toBe(0);
    expect(insideRatio).toBeGreaterThan(0.9);
  }
  const card = page.locator(`[data-take="${keys.id}"]`);
  await card.getByRole('button', { name: said('stills.showFrom') }).click();
  expect(await card.getByRole('img', { name: said('stills.from') }).getAttribute('src')).toContain(extended);
  await card.getByRole('button', { name: said('library.direct') }).click();
  await page.waitForURL('**/film/*/shot/*');
  expect(chromium.problems).toEqual([]);
});
