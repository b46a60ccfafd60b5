import { afterAll, beforeAll, expect, test } from 'vitest';
import { badlySet, cutLonger, lengthen, sentencesIn } from './longer-words.ts';
import { type Fresh, openFresh, openShotOf, roomsOf, until } from './open-fresh.ts';
import { outOfReach } from './reach.ts';
import { go, inLanguage, settled } from './studio-page.ts';

let fresh: Fresh;
let rooms: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  fresh = await openFresh('en');
  rooms = await roomsOf(fresh);
});
afterAll(() => fresh.close());

const drawnSec = () => fresh.page.evaluate(() => document.querySelector<HTMLElement>('canvas[data-phase]')?.dataset['drawn']);
/** Waits until the picture shows another moment than this. */
const moves = (from: string | undefined) =>
  fresh.page.waitForFunction((was) => document.querySelector<HTMLElement>('canvas[data-phase]')?.dataset['drawn'] !== was, from);
/** Lets the page draw some frames. */
const frames = (count: number) =>
  fresh.page.evaluate(async (left) => {
    for (let k = 0; k < left; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, count);
const resize = async (width: number, height: number) => {
  await fresh.page.setViewportSize({ width, height });
  await frames(3);
};

test('a fresh start moves by itself, with nothing modal before it, and says its size and how many frames a second it draws', async () => {
  const { page } = fresh;
  await moves(await drawnSec());
  expect(await page.locator('[role=dialog], [role=alertdialog]').count()).toBe(0);
  await page.getByText(/^\d+×\d+ at \d+ fps$/).waitFor();
});

test('dialogs and menus lock the page under them by a sheet that its policy lets in', async () => {
  const { page, chromium } = fresh;
  const locked = () => page.evaluate(() => getComputedStyle(document.body).overflow);
  expect(await locked()).toBe('visible');
  // A busy machine may hear the key before the page does: it is pressed again until its sheet is there.
  const dialog = page.locator('[role=dialog]');
  for (let tries = 0; tries < 8 && (await dialog.count()) === 0; tries++) {
    await page.locator('body').press('?');
    await dialog.waitFor({ timeout: 3000 }).catch(() => undefined);
  }
  expect(await dialog.count()).toBe(1);
  expect(await locked()).toBe('hidden');
  await page.keyboard.press('Escape');
  await page.locator('[role=dialog]').waitFor({ state: 'detached' });
  expect(await locked()).toBe('visible');
  await page.locator('[aria-haspopup=menu]').first().click();
  await page.locator('[role=menu]').waitFor();
  await page.keyboard.press('Escape');
  expect(chromium.problems.filter((problem) => /inline|Content.Security/i.test(problem))).toEqual([]);
});

const sizes = {
  '3840 × 2160': [3840, 2160],
  '1440 × 789': [1440, 789],
  '1280 × 720': [1280, 720],
  '1180 × 800': [1180, 800],
  '900 × 700': [900, 700],
  '1440 × 900 at 200 %': [720, 450],
} as const;

test('in every room and at every size all controls are reached, none covers another, and the main button is in view', async () => {
  const { page, studio } = fresh;
  const found: string[] = [];
  const look = async (where: string) => {
    for (const each of await page.evaluate(outOfReach)) found.push(`${where}: ${each}`);
  };
  for (const [name, path] of Object.entries(rooms)) {
    await go(page, path);
    for (const [size, [width, height]] of Object.entries(sizes)) {
      // Drawing so many pixels takes long, and most rooms only have more air there.
      if (width > 2000 && !['direct', 'film', 'lab'].includes(name)) continue;
      await resize(width, height);
      await look(`${name}, ${size}`);
      if (name !== 'direct' || width >= 1180) continue;
      // Map and numbers, pulled out and put back.
      await page.locator('body').press(';');
      await studio.button('parts.close').waitFor();
      await look(`${name}, ${size}, side`);
      await studio.button('parts.close').click();
      await studio.button('tracks.side').waitFor();
      expect(await page.locator('#direct-side').isVisible()).toBe(false);
    }
  }
  expect(found).toEqual([]);
});

test('another language keeps room, shot, playhead, tool and drawer', async () => {
  const { page } = fresh;
  await resize(1440, 900);
  await go(page, `${rooms['shoot']}&tool=region`);
  await page.locator('canvas[data-drawn="2.000"]').waitFor({ state: 'attached' });
  const place = async () => ({
    url: page.url(),
    drawn: await drawnSec(),
    drawers: await page.locator('[data-drawer=shoot]').count(),
    tool: await page.locator('[role=toolbar] [aria-pressed=true]').first().getAttribute('aria-keyshortcuts'),
  });
  const before = await place();
  expect(before).toMatchObject({ drawn: '2.000', drawers: 1, tool: 'R' });
  for (const language of ['zh', 'en'] as const) {
    await inLanguage(page, language);
    expect(await place()).toEqual(before);
  }
});

test('lanes, keys, losses and money are said in words, in both languages', async () => {
  const { page } = fresh;
  const said = {
    en: {
      direct: [
        'Lens, key 1 of 1, 0.00 seconds, 35 millimetres',
        'Focus, key 1 of 1, 0.00 seconds, 3.00 metres',
        'Fastest at ',
        '0.15 m, 0.00 to 7.00 seconds',
      ],
      shoot: [
        'Path number',
        'Look lost',
        / \d+ followed, \d+ roughly, \d+ only said, \d+ lost /,
        'Reserve at most $0.00',
        'wait not known',
      ],
      ledger: ['The books close, difference $0.00', 'Outcome unknown $0.00'],
    },
    zh: {
      direct: ['焦距，第 1 个关键帧，共 1 个', '对焦，第 1 个关键帧，共 1 个', '处最快', '0.00 到 7.00 秒'],
      shoot: ['路径 数值', '影调 丢失', '最多预留 $0.00', '等待时间未知'],
      ledger: ['账已平，差 $0.00', '结果不明 $0.00'],
    },
  } as const;
  for (const [language, places] of Object.entries(said) as ['en' | 'zh', (typeof said)['en']][]) {
    for (const [name, sentences] of Object.entries(places)) {
      await go(page, rooms[name] ?? '');
      await inLanguage(page, language);
      if (name === 'shoot') await page.locator('[data-drawer=shoot] [role=option]').first().waitFor();
      const heard = await page.locator('body').ariaSnapshot();
      for (const sentence of sentences) expect(heard, `${name}, ${language}`).toMatch(sentence);
    }
  }
});

test('followed, roughly, said and lost are told apart without colours: each has a word, an icon and a bar of its own', async () => {
  const { page } = fresh;
  await resize(1440, 900);
  await go(page, rooms['shoot'] ?? '');
  await inLanguage(page, 'en');
  await page.locator('[data-drawer=shoot] [role=option]').nth(5).waitFor();
  const looks = await page.evaluate(() => {
    const [drawer] = document.querySelectorAll('[data-drawer=shoot]');
    const icons = new Map<string, string>();
    for (const cell of drawer?.querySelectorAll('[role=option] > span:has(> svg + span)') ?? [])
      icons.set(cell.lastElementChild?.textContent ?? '', cell.querySelector('svg')?.innerHTML ?? '');
    // Grey of a colour, 0 to 255, on the panel.
    const grey = (colour: string) => {
      const canvas = new OffscreenCanvas(1, 1).getContext('2d');
      if (canvas === null) return -1;
      canvas.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--color-s1');
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b);
    };
    const bars = new Map<string, readonly number[]>();
    for (const bar of drawer?.querySelectorAll('[data-kept]') ?? []) {
      const { backgroundColor, borderTopColor } = getComputedStyle(bar);
      bars.set(bar.getAttribute('data-kept') ?? '', [grey(backgroundColor), grey(borderTopColor)]);
    }
    return { icons: [...icons], bars: [...bars] };
  });
  expect(looks.icons.length).toBeGreaterThan(4);
  expect(new Set(looks.icons.map(([, icon]) => icon)).size).toBe(looks.icons.length);
  expect(looks.bars.map(([kept]) => kept).toSorted()).toEqual(['followed', 'lost', 'roughly', 'said']);
  for (const [at, [one, a]] of looks.bars.entries())
    for (const [other, b] of looks.bars.slice(at + 1))
      expect(Math.max(...a.map((grey, k) => Math.abs(grey - (b[k] ?? 0)))), `${one} and ${other}: ${a} and ${b}`).toBeGreaterThan(24);
});

test.each(['en', 'zh'] as const)(
  'words 40 % longer than %s are cut nowhere; running Chinese has air between its lines, figures are as wide as each other',
  async (language) => {
    const { page, server } = fresh;
    await page.goto(new URL(rooms['settings'] ?? '', server.url).href);
    await page.locator('header button').first().waitFor();
    await inLanguage(page, language);
    await page.evaluate(lengthen, sentencesIn(language));
    const found: string[] = [];
    for (const [name, path] of Object.entries(rooms)) {
      await go(page, path);
      if (name === 'direct') await page.locator('.direct-tracks [role=gridcell]').first().waitFor();
      for (const [width, height] of language === 'en' ? [sizes['1280 × 720'], sizes['900 × 700']] : [sizes['900 × 700']]) {
        await resize(width, height);
        expect(await page.locator('[data-longer]').count(), name).toBeGreaterThan(8);
        for (const each of [...(await page.evaluate(cutLonger)), ...(await page.evaluate(badlySet))])
          found.push(`${name}, ${width}: ${each}`);
      }
    }
    expect(found).toEqual([]);
  },
);

test('where little motion is wanted nothing plays by itself, and everything is still played by hand', async () => {
  const { page, studio } = fresh;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await resize(1440, 900);
  await page.goto(new URL((rooms['direct'] ?? '').split('?')[0] ?? '', fresh.server.url).href);
  await studio.staged();
  await inLanguage(page, 'en');
  await page.locator('[data-move]').first().hover();
  await settled(page);
  // A hover that played would have begun after 600 ms.
  await frames(60);
  expect(await drawnSec()).toBe('0.000');
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  const ghost = page.getByText(studio.said('strip.preview', { name: '' }).trim());
  expect(await ghost.count()).toBe(0);
  await page.locator('body').press('Space');
  await moves('0.000');
  await page.locator('body').press('Space');
  // A move is still shown by holding Space on it.
  const thumb = page.locator('[data-move]').first();
  await thumb.focus();
  await page.keyboard.down('Space');
  await ghost.waitFor();
  await page.keyboard.up('Space');
  await ghost.waitFor({ state: 'detached' });
});

test('before anything is known of its depth a photograph moves, as a card', async () => {
  const { page, studio, server } = fresh;
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  // The lift is kept waiting; the photograph itself comes.
  await page.route('**/scene*', () => undefined);
  try {
    await page.goto(new URL((rooms['direct'] ?? '').split('?')[0] ?? '', server.url).href);
    const canvas = page.locator('canvas[data-phase=flat][data-drawn]:visible');
    await canvas.waitFor();
    await moves(await drawnSec());
    // What only depth can tell is not told.
    expect(await page.getByRole('button', { name: studio.said('tracks.depth') }).isDisabled()).toBe(true);
  } finally {
    await page.unroute('**/scene*');
  }
  await page.reload();
  await studio.staged();
});

test('keys that an input method takes say nothing: the sentence is read once its characters stand', async () => {
  const { page, studio, server } = fresh;
  await page.goto(new URL((rooms['direct'] ?? '').split('?')[0] ?? '', server.url).href);
  await studio.staged();
  const cdp = await page.context().newCDPSession(page);
  const bar = page.getByLabel(studio.said('say.label'));
  const applied = async () => JSON.stringify((await openShotOf(server, page)).document['camera']);
  const before = await applied();
  await bar.fill('');
  await cdp.send('Input.imeSetComposition', { text: 'zuohuan', selectionStart: 7, selectionEnd: 7 });
  // An Enter that picks a candidate: its key is the method's own.
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 });
  expect(await bar.inputValue()).toBe('zuohuan');
  await cdp.send('Input.insertText', { text: '向左环绕' });
  expect(await bar.inputValue()).toBe('向左环绕');
  expect(await applied()).toBe(before);
  await bar.press('Enter');
  await until('the spoken orbit', applied, (now) => now.includes('"orbit"'));
});
