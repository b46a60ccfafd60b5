import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fresh, openFresh, openShotOf, until } from './open-fresh.ts';

// Moves, tracks and map of Direct with one server and one page; every check leaves the shot to the next as it says.
let fresh: Fresh;
beforeAll(async () => {
  fresh = await openFresh('en');
  const { page, studio } = fresh;
  if (await studio.button('tracks.pause').count()) await studio.button('tracks.pause').click();
  await say('push in 0.4 m, then truck right 0.3 m');
  await page.waitForFunction(() => document.querySelectorAll('[data-cell][data-item^="move:"]').length === 2);
  await page.keyboard.press('Home');
});
afterAll(async () => fresh?.close());

async function say(text: string): Promise<void> {
  const { page } = fresh;
  const field = page.locator('[data-say] textarea');
  await field.fill(text);
  await field.press('Enter');
  await field.blur();
}

const clip = (index: number): Locator => fresh.page.locator(`[data-cell][data-item="move:${index}"]`).first();
const names = () => fresh.page.locator('[data-cell][data-item^="move:"]').evaluateAll((cells) => cells.map((cell) => cell.ariaLabel));
/** The moves as the server has them. */
const moves = async () =>
  ((await openShotOf(fresh.server, fresh.page)).document['camera'] as { moves: { distanceM?: number; easing: unknown }[] }).moves;
const undo = () => fresh.page.keyboard.press('Control+z');
const middle = async (of: Locator) => {
  const box = await of.boundingBox();
  if (box === null) throw new TypeError('it is not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
/** What comes about on a page, however busy the machine is. */
const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });
/** Presses on a place, goes by so much in steps, and stays there; `release` lets go. */
async function drag(from: Readonly<{ x: number; y: number }>, by: Readonly<{ x: number; y: number }>): Promise<void> {
  const { mouse } = fresh.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  for (let step = 1; step <= 6; step++) await mouse.move(from.x + (by.x * step) / 6, from.y + (by.y * step) / 6);
}
const release = () => fresh.page.mouse.up();

test('a clip that is moved changes its chip’s numbers, the map and the numbers of the camera within one frame', async () => {
  const { page } = fresh;
  await page.keyboard.press('End');
  await clip(1).focus();
  const frames = await page.evaluate(async () => {
    const cell = document.querySelector<HTMLElement>('[data-cell][data-item="move:1"]');
    const read = () => ({
      clip: cell?.ariaLabel,
      map: [...document.querySelectorAll('[data-path]')].map((piece) => piece.getAttribute('points')).join(' '),
      to: [...document.querySelectorAll('[role=spinbutton]')].map((field) => field.getAttribute('aria-valuetext')).join(' '),
    });
    const before = read();
    cell?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', code: 'ArrowLeft', altKey: true, shiftKey: true, bubbles: true }));
    // The frame that is drawn next.
    await new Promise((done) => requestAnimationFrame(done));
    const after = read();
    cell?.dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowLeft', bubbles: true }));
    return { before, after };
  });
  expect(frames.after.clip).not.toBe(frames.before.clip);
  expect(frames.after.map).not.toBe(frames.before.map);
  expect(frames.after.to).not.toBe(frames.before.to);
  await undo();
  await soon(async () => clip(1).evaluate((cell) => cell.ariaLabel)).toBe(frames.before.clip);
});

test('a drag brings a clip as far as the hand went, Alt copies it, and each is one undo', async () => {
  const { page } = fresh;
  const before = await names();
  const from = await middle(clip(0));
  const width = (await clip(0).boundingBox())?.width ?? 0;
  await page.keyboard.down('Shift');
  await page.keyboard.up('Shift');
  await drag(from, { x: width / 2, y: 0 });
  const to = await middle(clip(0));
  await release();
  // It may have snapped, by 8 px at the most.
  expect(Math.abs(to.x - from.x - width / 2)).toBeLessThan(10);
  await undo();
  await soon(names).toEqual(before);
  await page.keyboard.down('Alt');
  await drag(await middle(clip(0)), { x: width / 2, y: 0 });
  await release();
  await page.keyboard.up('Alt');
  expect(await names()).toHaveLength(3);
  expect((await names())[0]).toBe(before[0]);
  await undo();
  await soon(names).toEqual(before);
});

test('a box selects, Ctrl C and V copy to the playhead, the menu eases all that is selected', async () => {
  const { page, studio } = fresh;
  const before = await names();
  const last = await clip(1).boundingBox();
  const first = await clip(0).boundingBox();
  if (last === null || first === null) throw new TypeError('the clips are not there');
  // From the empty strip under the camera's lane, over both clips.
  await drag({ x: last.x + last.width / 2, y: last.y + last.height + 3 }, { x: first.x + 20 - last.x - last.width / 2, y: -16 });
  await release();
  expect(await page.locator('[data-cell][aria-selected=true]').count()).toBe(2);
  await clip(0).click({ button: 'right' });
  await page.getByRole('menuitemradio', { name: studio.said('tracks.ease.linear') }).click();
  await until('both eases', moves, (all) => all.map(({ easing }) => easing).join() === 'linear,linear');
  await undo();
  // One of several, clicked, is meant alone.
  await clip(0).click();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+v');
  await soon(async () => (await names()).length).toBe(3);
  await undo();
  await soon(names).toEqual(before);
  await page.keyboard.press('Shift+s');
  await soon(async () => await page.locator('[data-cell][data-item^="move:"]').count()).toBeGreaterThan(before.length);
  await undo();
  await soon(names).toEqual(before);
});

test('a handle of the speed curve is dragged up and typed: faster there, the same way, one undo', async () => {
  const { page, studio } = fresh;
  await clip(0).click();
  const handle = page.locator('[data-handle=start]');
  const said = () => handle.getAttribute('aria-valuetext');
  const before = await said();
  await drag(await middle(handle), { x: 20, y: -20 });
  await release();
  const dragged = await said();
  expect(Number.parseFloat(dragged ?? '')).toBeGreaterThan(Number.parseFloat(before ?? ''));
  const [eased] = await until('an ease drawn by hand', moves, ([first]) => Array.isArray(first?.easing));
  expect(eased?.distanceM).toBe(0.4);
  await undo();
  await soon(said).toBe(before);
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await soon(said).not.toBe(before);
  await undo();
  await clip(0).focus();
  await page.keyboard.press('Enter');
  const influence = page.getByRole('spinbutton', { name: studio.said('tracks.start.influenceRatio') });
  await influence.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0.5');
  await page.keyboard.press('Enter');
  await soon(said).toContain('50 %');
  await page.keyboard.press('Escape');
  await undo();
  await soon(said).toBe(before);
});

test('a thumb shows its own end, plays under the pointer, and in the viewport as a ghost that leaves nothing', async () => {
  const { page, studio } = fresh;
  await page.waitForFunction(() => document.querySelectorAll('[data-move] canvas[data-drawn]').length >= 12);
  // What the check before has undone is written first.
  await until('the ease that was undone', moves, ([first]) => first?.easing === 'in-out');
  const { document: before } = await openShotOf(fresh.server, page);
  const canUndo = await studio.button('frame.undo').isEnabled();
  const pictures = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLCanvasElement>('[data-move] canvas[data-drawn]')].slice(0, 12).map((canvas) => canvas.toDataURL()),
  );
  expect(new Set(pictures).size).toBe(12);
  const thumb = page.locator('[data-move="boom-up"]');
  const rest = await thumb.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await thumb.hover();
  await soon(() => thumb.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())).not.toBe(rest);
  const tag = page.getByText(studio.said('strip.preview', { name: 'Boom up' }));
  await tag.waitFor();
  const drawn = await studio.drawnSec();
  await soon(studio.drawnSec).not.toBe(drawn);
  await page.mouse.move(700, 300);
  await tag.waitFor({ state: 'detached' });
  await page.locator('[data-move="push-in"]').focus();
  await page.keyboard.down(' ');
  await page.getByText(studio.said('strip.preview', { name: 'Push-in' })).waitFor();
  await page.keyboard.up(' ');
  await page.getByText(studio.said('strip.preview', { name: 'Push-in' })).waitFor({ state: 'detached' });
  expect((await openShotOf(fresh.server, page)).document).toEqual(before);
  expect(await studio.button('frame.undo').isEnabled()).toBe(canUndo);
});

test('a thumb that is dragged falls where it is dropped', async () => {
  const { page } = fresh;
  const before = await names();
  const lanes = await page.getByRole('grid', { name: fresh.studio.said('tracks.label') }).boundingBox();
  if (lanes === null) throw new TypeError('there are no tracks');
  await page.locator('[data-move="boom-up"]').dragTo(page.getByRole('grid', { name: fresh.studio.said('tracks.label') }), {
    targetPosition: { x: lanes.width - 300, y: 12 },
  });
  await soon(async () => (await names()).length).toBe(3);
  await undo();
  await soon(names).toEqual(before);
});

test('the path bends, the edge of the view is the lens, the air’s depth is dragged; each is one undo', async () => {
  const { page, studio } = fresh;
  const before = await names();
  // The way alone, as large as the map is: its keys no longer lie on each other.
  await page.locator('[data-map] svg').dblclick({ position: { x: 8, y: 60 } });
  const at = await page.locator('[data-bend]').evaluate((path) => {
    const line = path as unknown as SVGPolylineElement;
    const place = line.getPointAtLength(line.getTotalLength() * 0.3).matrixTransform(line.getScreenCTM() ?? undefined);
    return { x: place.x, y: place.y };
  });
  await drag(at, { x: -25, y: 0 });
  await release();
  await soon(() => page.locator('[data-cell][data-item^="key:"]').count()).toBeGreaterThan(2);
  await page.getByText(studio.said('map.bent', { count: 0 }).split('0')[0] ?? '').waitFor();
  await undo();
  await soon(names).toEqual(before);
  await page.keyboard.press('End');
  const edge = page.locator('[data-lens-edge=left]');
  const lens = async () => Number(await edge.getAttribute('aria-valuenow'));
  const wide = await lens();
  await edge.focus();
  await page.keyboard.press('Shift+ArrowUp');
  await soon(lens).toBe(wide + 10);
  await undo();
  await soon(lens).toBe(wide);
  await drag(await middle(edge), { x: -14, y: 0 });
  await soon(lens).toBeLessThan(wide);
  await page.keyboard.press('Escape');
  await release();
  await soon(lens).toBe(wide);
  await page.locator('[data-cell][data-item="air:0"]').click();
  const near = page.locator('[data-air=nearM]');
  const nearM = async () => Number(await near.getAttribute('aria-valuenow'));
  const was = await nearM();
  await near.focus();
  await page.keyboard.press('Shift+ArrowUp');
  await soon(nearM).toBeCloseTo(was + 0.1, 6);
  await undo();
  await soon(nearM).toBeCloseTo(was, 6);
});

test('map and speed lane mark the same seconds outside the picture', async () => {
  const { page } = fresh;
  await say('push in 0.4 m, then truck right 4 m, then truck left 4 m');
  const lane = () => page.locator('[data-outside]').evaluateAll((parts) => parts.map((part) => part.getAttribute('data-outside')));
  await soon(async () => (await lane()).length).toBeGreaterThan(0);
  const map = () => page.locator('[data-path=outside]').evaluateAll((parts) => parts.map((part) => part.getAttribute('data-span')));
  await soon(async () => (await map()).join()).toBe((await lane()).join());
  expect(await page.locator('[data-path=inside]').count()).toBeGreaterThan(0);
});
