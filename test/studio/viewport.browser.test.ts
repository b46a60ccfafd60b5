import { spawnSync } from 'node:child_process';
import type { CDPSession, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type Fresh, openFresh, openShotOf, until as patient } from './open-fresh.ts';

/** Whatever is waited for here comes within seconds. */
const until: typeof patient = (what, read, holds) => patient(what, read, holds, 15_000);

let fresh: Fresh | undefined;
afterEach(async () => {
  await fresh?.close();
  fresh = undefined;
});

type Place = readonly [x: number, y: number];
type Region = Readonly<{ xRatio: number; yRatio: number; widthRatio: number; heightRatio: number }>;
type Told = Readonly<{
  camera: Readonly<{ moves: readonly Readonly<{ kind: string; region?: Region; distanceM?: number }>[]; focusM?: number }>;
  startCentres?: readonly Readonly<{ aspectRatio: number; xRatio: number; yRatio: number }>[];
}>;
const still = { lengthSec: 4, moves: [] };

/** A picture as 90 × 160 grey bytes. */
function grey(bytes: Uint8Array): Uint8Array {
  const args = ['-v', 'error', '-i', 'pipe:0', '-frames:v', '1', '-vf', 'scale=90:160', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'];
  return spawnSync('ffmpeg', args, { input: bytes }).stdout;
}
const difference = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;

/** Fingers on the page: real touch events, which the browser makes pointer events of. */
async function touches(cdp: CDPSession, places: readonly Place[]): Promise<void> {
  const points = ([x, y]: Place) => [{ x, y }];
  for (const [i, place] of places.entries())
    await cdp.send('Input.dispatchTouchEvent', { type: i === 0 ? 'touchStart' : 'touchMove', touchPoints: points(place) });
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function mouse(page: Page, [first, ...rest]: readonly Place[]): Promise<void> {
  await page.mouse.move(...(first ?? [0, 0]));
  await page.mouse.down();
  for (const place of rest) await page.mouse.move(...place);
  await page.mouse.up();
}

test('the viewport: regions, focus, framing, depth, before and range by mouse, by touch and by keyboard', async () => {
  fresh = await openFresh('en');
  const { server, page, studio } = fresh;
  const cdp = await page.context().newCDPSession(page);
  const shown = await openShotOf(server, page);
  const told = async () => (await openShotOf(server, page)).document as unknown as Told;
  const open = async (camera: object, tSec: number) => {
    const { document, revision } = await openShotOf(server, page);
    const { startCentres: _, ...rest } = document;
    const next = {
      ...rest,
      camera,
      motions: [],
      air: [],
      captions: [],
      fadeInSec: 0,
      fadeOutSec: 0,
      grade: {},
      sentence: undefined,
      startCropRatio: 1.2,
    };
    expect((await server.ask(`PUT /api/v1/shots/${shown.shotId}`, { document: next, revision })).status).toBe(200);
    // An answer that was still on its way to the page leaves a draft there, which would stand against this one.
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.includes('draft')) localStorage.removeItem(key);
    });
    await page.goto(`${page.url().split('?')[0]}?t=${tSec.toFixed(2)}`);
    await studio.staged();
  };
  const at = async (xRatio: number, yRatio: number): Promise<Place> => {
    const box = await studio.picture().boundingBox();
    if (box === null) throw new TypeError('there is no picture');
    return [box.x + box.width * xRatio, box.y + box.height * yRatio];
  };
  const tool = (
    key: 'viewport.tool.region' | 'viewport.tool.focus' | 'viewport.tool.select' | 'viewport.tool.reframe' | 'viewport.tool.camera',
  ) => page.getByRole('button', { name: studio.said(key), exact: true });
  /** Tools are taken by their buttons: a key that a busy machine holds too long only lends one. */
  const isPressed = async (key: Parameters<typeof tool>[0]) => {
    expect(await tool(key).getAttribute('aria-pressed')).toBe('true');
    // Its ground is there with the fit of the camera.
    await page.getByRole('application').waitFor();
  };

  // One crop throughout: else the frame that figures are told in would grow tighter with the moves.
  // Point 10: the same rectangle by mouse, by touch and in figures lands on the same framing; each is one step of undo.
  await open(still, 2);
  const regionOf = (document: Told) => document.camera.moves.find(({ kind }) => kind === 'push-to')?.region;
  const drawn = (by: string) => until(`a region by ${by}`, told, (document) => regionOf(document) !== undefined).then(regionOf);
  const undone = async () => {
    await page.keyboard.press('Control+z');
    await until('no region', told, (document) => regionOf(document) === undefined);
  };
  await tool('viewport.tool.region').click();
  await isPressed('viewport.tool.region');
  const way = [await at(0.3, 0.25), await at(0.4, 0.4), await at(0.55, 0.5)];
  await mouse(page, way);
  const byMouse = await drawn('mouse');
  expect(byMouse).toEqual({
    ...{ xRatio: expect.closeTo(0.3, 2), yRatio: expect.closeTo(0.25, 2) },
    ...{ widthRatio: expect.closeTo(0.25, 2), heightRatio: expect.closeTo(0.25, 2) },
  });
  await undone();
  await touches(cdp, way);
  const byTouch = await drawn('touch');
  await undone();
  await page.getByRole('application').focus();
  await page.keyboard.press('Enter');
  await drawn('Enter');
  const sides = ['xRatio', 'yRatio', 'widthRatio', 'heightRatio'] as const;
  // Smaller first: it has to stay inside the frame on its way.
  for (const side of ['widthRatio', 'heightRatio', 'xRatio', 'yRatio'] as const) {
    await page.getByRole('spinbutton', { name: studio.said(`say.region.${side}`) }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(((byMouse?.[side] ?? 0) * 100).toFixed(2));
    await page.keyboard.press('Enter');
  }
  const isSame = (one: Region | undefined) => sides.every((side) => Math.abs((one?.[side] ?? -1) - (byMouse?.[side] ?? 0)) < 1e-3);
  await until('the typed region', async () => regionOf(await told()), isSame);
  for (const side of sides) expect(byTouch?.[side]).toBeCloseTo(byMouse?.[side] ?? 0, 3);

  // Point 9: a tap focuses, with metres that say they are estimated; Alt shows the depth they come from, with its method.
  await open(still, 2);
  await tool('viewport.tool.focus').click();
  await isPressed('viewport.tool.focus');
  await touches(cdp, [await at(0.3, 0.4)]);
  const { focusM = 0 } = (await until('a focus', told, ({ camera }) => camera.focusM !== undefined)).camera;
  expect(focusM).toBeGreaterThan(0.1);
  const focusAt = (distance: string) => page.getByText(studio.said('viewport.focusAt', { about: '~', distance }));
  await focusAt(`${focusM < 10 ? focusM.toFixed(2) : focusM.toFixed(1)} m`).waitFor();
  await page.keyboard.down('Alt');
  await page.locator('[data-depth=heuristic], [data-depth^=depth-anything]').waitFor();
  await page.keyboard.up('Alt');
  await page.locator('[data-depth]').waitFor({ state: 'detached' });

  // Point 15: the still by key, and its line by arrows and by pointer.
  await page.keyboard.down('\\');
  await page.getByRole('img', { name: studio.said('viewport.before') }).waitFor();
  await page.keyboard.up('\\');
  await page.getByRole('img', { name: studio.said('viewport.before') }).waitFor({ state: 'detached' });
  await studio.button('tracks.before').click();
  const line = page.getByRole('slider', { name: studio.said('viewport.beforeLine') });
  await line.focus();
  await page.keyboard.press('Shift+ArrowRight');
  expect(await line.getAttribute('aria-valuenow')).toBe('60');
  await mouse(page, [await at(0.6, 0.8), await at(0.3, 0.8)]);
  expect(Number(await line.getAttribute('aria-valuenow'))).toBeCloseTo(30, -1);
  await studio.button('tracks.before').click();

  // A key that is held lends its tool; Z and H change the view, not the lens.
  await page.keyboard.down('c');
  await isPressed('viewport.tool.camera');
  await page.waitForFunction((from) => performance.now() > from + 320, await page.evaluate(() => performance.now()));
  await page.keyboard.up('c');
  await isPressed('viewport.tool.focus');
  const before = await studio.picture().boundingBox();
  const [x, y] = await at(0.5, 0.5);
  await page.keyboard.down('z');
  await mouse(page, [
    [x, y],
    [x + 160, y],
  ]);
  await page.keyboard.up('z');
  await page.keyboard.down('h');
  await mouse(page, [
    [x, y],
    [x + 40, y],
  ]);
  await page.keyboard.up('h');
  const zoomed = await studio.picture().boundingBox();
  expect((zoomed?.width ?? 0) / (before?.width ?? 1)).toBeCloseTo(2, 1);
  expect((zoomed?.x ?? 0) + (zoomed?.width ?? 0) / 2 - x).toBeCloseTo(40, 0);
  await page.keyboard.press('Shift+Digit1');
  expect(await studio.picture().boundingBox()).toEqual(before);
  expect((await told()).camera.moves).toEqual([]);

  // Point 14: another ratio is never stretched, is laid on the photograph by drag and by arrows, and each ratio keeps its own; the server renders the same frame.
  const shape = async (aspect: '16:9' | '9:16') => {
    await page.getByRole('button', { name: studio.said('tracks.aspect') }).click();
    await page.getByRole('menuitemradio', { name: aspect, exact: true }).click();
    const [width, height] = aspect.split(':').map(Number) as [number, number];
    await page.waitForFunction((ratio) => {
      const canvas = globalThis.document.querySelector<HTMLCanvasElement>('canvas[data-phase]');
      return canvas !== null && Math.abs(canvas.clientWidth / canvas.clientHeight / ratio - 1) < 0.02;
    }, width / height);
  };
  await tool('viewport.tool.reframe').click();
  await isPressed('viewport.tool.reframe');
  const bar = page.getByRole('region', { name: studio.said('viewport.frameBar') });
  const centre = () => bar.getAttribute('data-centre');
  const wide = await centre();
  await shape('9:16');
  const ownOf = ({ startCentres = [] }: Told) => startCentres.find(({ aspectRatio }) => Math.abs(aspectRatio - 9 / 16) < 0.01);
  await until('the new window', centre, (now) => now !== wide);
  const [fromX, fromY] = await at(0.5, 0.5);
  await mouse(page, [
    [fromX, fromY],
    [fromX - 30, fromY],
    [fromX - 60, fromY],
  ]);
  /** The document's own centre, once it is the one that is shown. */
  const laid = () =>
    until(
      'an own centre',
      async () => [ownOf(await told()), await centre()] as const,
      ([own, now]) => own !== undefined && now !== null && Math.abs(own.xRatio - Number.parseFloat(now)) < 2e-4,
    ).then(([own]) => own);
  const dragged = await laid();
  await page.keyboard.press('Control+z');
  await until('none', told, (document) => ownOf(document) === undefined);
  await page.keyboard.press('Control+Shift+z');
  expect(await laid()).toEqual(dragged);
  await page.getByRole('application').focus();
  await page.keyboard.press('ArrowRight');
  const tall = await until('one per cent', told, (document) => ownOf(document)?.xRatio !== dragged?.xRatio).then(ownOf);
  expect((tall?.xRatio ?? 0) - (dragged?.xRatio ?? 0)).toBeCloseTo(0.01, 3);
  const framed = await centre();
  await shape('16:9');
  await until('the wide frame', centre, (now) => now === wide);
  await shape('9:16');
  await until('the tall frame', centre, (now) => now === framed);
  await tool('viewport.tool.select').click();
  await page.keyboard.press('Shift+g');
  const rendered = async () => {
    const job = (await server.ask(`POST /api/v1/shots/${shown.shotId}/renders`, { widthPx: 180, heightPx: 320, fps: 24 })).json as {
      id: string;
    };
    const done = await until(
      'the render',
      async () => (await server.ask(`GET /api/v1/jobs/${job.id}`)).json,
      ({ state }) => state === 'done' || state === 'failed',
    );
    const { assetId } = done['output'] as { assetId: string };
    const bytes = await page.evaluate(
      async (id) => Array.from(new Uint8Array(await (await fetch(`/api/v1/assets/${id}/bytes`)).arrayBuffer())),
      assetId,
    );
    return grey(Uint8Array.from(bytes));
  };
  const seen = grey(await studio.picture().screenshot());
  expect(seen).toHaveLength(90 * 160);
  const same = difference(seen, await rendered());
  const { document, revision } = await openShotOf(server, page);
  const { startCentres: _, ...unframed } = document;
  await server.ask(`PUT /api/v1/shots/${shown.shotId}`, { document: unframed, revision });
  const other = difference(seen, await rendered());
  process.stdout.write(`  mean difference of 256: ${same.toFixed(2)}; framed by itself ${other.toFixed(2)}\n`);
  expect(same).toBeLessThan(4);
  expect(other).toBeGreaterThan(2 * same);
  await page.keyboard.press('Shift+g');
  await shape('16:9');

  // Point 12: the edge is hatched only in the seconds that run out, and fitting is one step of undo.
  const far = { ...still, moves: [{ kind: 'truck', distanceM: 2.5, easing: 'linear', startRatio: 0, endRatio: 1 }] };
  await open(far, 0);
  await page.locator('[data-outside]').first().waitFor();
  expect(await page.locator('[data-outside-edge]').count()).toBe(0);
  await page.keyboard.press('End');
  await page.locator('[data-outside-edge=right]').waitFor();
  await studio.button('viewport.fit').click();
  await until('the fitted truck', told, ({ camera }) => (camera.moves[0]?.distanceM ?? 9) < 2.5);
  await page.locator('[data-outside-edge]').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  expect((await until('the truck as asked', told, ({ camera }) => camera.moves[0]?.distanceM === 2.5)).camera.moves).toHaveLength(1);

  // Point 6: words that were written by hand stay until somebody asks for others. Lengths are in feet where that was chosen.
  const words = page.getByRole('textbox', { name: studio.said('say.label') });
  await words.fill('orbit left 20°');
  await words.press('Enter');
  await until('the orbit', told, ({ camera }) => camera.moves[0]?.kind === 'orbit');
  await page.locator('[data-chip]').first().click();
  const amount = page.getByRole('spinbutton', { name: studio.said('say.amount') }).first();
  await amount.focus();
  await page.keyboard.press('PageUp');
  await studio.button('say.update').waitFor();
  expect(await words.inputValue()).toBe('orbit left 20°');
  await page.keyboard.press('Escape');
  await studio.button('say.update').click();
  await page.waitForFunction(
    (old) => [...globalThis.document.querySelectorAll('textarea')].every(({ value }) => value !== old),
    'orbit left 20°',
  );
  await page.evaluate(() => localStorage.setItem('fantascope.length', 'feet'));
  await page.reload();
  await studio.staged();
  await page.getByRole('slider', { name: studio.said('inspector.focus') }).waitFor();
  expect(await page.getByRole('slider', { name: studio.said('inspector.focus') }).getAttribute('aria-valuetext')).toMatch(/ ft$/);
}, 300_000);
