import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fresh, openFresh, roomsOf } from './open-fresh.ts';
import { go, inLanguage, settled } from './studio-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let fresh: Fresh;
let rooms: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  fresh = await openFresh('zh', { width: 1280, height: 720 });
  await fresh.page.evaluate(axe);
  rooms = await roomsOf(fresh);
});
afterAll(() => fresh.close());

const names = [
  'direct',
  'region',
  'brush',
  'air',
  'shoot',
  'export',
  'film',
  'shoot-film',
  'sheet',
  'cast',
  'library',
  'stills',
  'lab',
  'ledger',
  'settings',
];

type Found = Readonly<{ id: string; impact: string; help: string; nodes: readonly string[] }>;

/** Texts that are cut off without being meant to, and parts that stand over the page's edge. */
function cutOff(): string[] {
  const texts = [...document.querySelectorAll<HTMLElement>('button, a, label, p, h1, h2, h3, td, th, span, summary')]
    .filter((each) => each.childElementCount === 0 && each.clientWidth > 1 && (each.textContent ?? '').trim() !== '')
    .filter((each) => each.closest('.sr-only, [aria-hidden=true]') === null)
    .filter((each) => each.scrollWidth > each.clientWidth + 1)
    .filter((each) => {
      const { overflowX, textOverflow, display } = getComputedStyle(each);
      return display !== 'inline' && overflowX !== 'visible' && textOverflow !== 'ellipsis';
    })
    .map((each) => (each.textContent ?? '').slice(0, 80));
  const page = document.documentElement;
  return page.scrollWidth > page.clientWidth ? [...texts, `the page is ${page.scrollWidth} px wide`] : texts;
}

/** What the house's own rules forbid: a second yellow button, small letters, and capitals for emphasis. */
function againstRules(): string[] {
  const isSeen = (each: Element) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const sample = document.createElement('span');
  sample.className = 'bg-lamp';
  document.body.append(sample);
  const lamp = getComputedStyle(sample).backgroundColor;
  sample.remove();
  const yellow = [...document.querySelectorAll<HTMLElement>('button, a')]
    .filter((each) => isSeen(each) && getComputedStyle(each).backgroundColor === lamp)
    .map((each) => (each.textContent ?? '').trim());
  const texts = [...document.querySelectorAll<HTMLElement>('body *')].filter(
    (each) => isSeen(each) && [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== ''),
  );
  const small = texts.filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < 11);
  const capitals = texts.filter((each) => getComputedStyle(each).textTransform === 'uppercase');
  const lit = [...document.querySelectorAll('.bg-tally')].filter(isSeen);
  return [
    ...(yellow.length > 1 ? [`yellow buttons: ${yellow.join(' | ')}`] : []),
    ...small.map((each) => `under 11 px: ${each.textContent}`),
    ...capitals.map((each) => `capitals: ${each.textContent}`),
    // Nothing is being shot here.
    ...lit.map((each) => `a red dot: ${each.closest('[aria-label]')?.getAttribute('aria-label')}`),
  ];
}

/** What axe finds serious or critical on the page as it is now. */
async function seriousFor(page: Page): Promise<readonly Found[]> {
  const found =
    (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, help, nodes }) =>
      ({ id, impact, help, nodes: nodes.map(({ target, failureSummary }) => target.join(' ') + ': ' + failureSummary).slice(0, 4) })))`)) as Found[];
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}

test.each(names)(
  '%s: nothing serious for those who do not see or use a mouse, no text cut off, in either language and theme at 1280 × 720',
  async (name) => {
    const { page } = fresh;
    // One page for all places: it is walked through as a person does, so that the scene is staged once.
    await go(page, rooms[name] ?? '/');
    for (const language of ['zh', 'en'] as const) {
      await inLanguage(page, language);
      for (const theme of ['dark', 'light'] as const) {
        await page.evaluate((look) => {
          document.documentElement.dataset['theme'] = look;
        }, theme);
        await settled(page);
        expect(await page.evaluate(cutOff), `${name} ${language}`).toEqual([]);
        expect(await page.evaluate(againstRules), `${name} ${language} ${theme}`).toEqual([]);
        expect(await seriousFor(page), `${name} ${language} ${theme}`).toEqual([]);
      }
    }
  },
);

test('the checks notice: a text that is cut, a second yellow button, a button without a name', async () => {
  const { page } = fresh;
  await go(page, '/settings');
  await page.evaluate(() => {
    const room = document.querySelector('#room');
    const cut = Object.assign(document.createElement('p'), { textContent: 'far too long for its place' });
    cut.style.cssText = 'width: 24px; overflow: hidden; white-space: nowrap; font-size: 9px';
    const yellow = ['one', 'two'].map((textContent) =>
      Object.assign(document.createElement('button'), { textContent, className: 'bg-lamp' }),
    );
    room?.append(cut, document.createElement('button'), ...yellow);
  });
  expect(await page.evaluate(cutOff)).toEqual(['far too long for its place']);
  expect(await page.evaluate(againstRules)).toEqual(['yellow buttons: one | two', 'under 11 px: far too long for its place']);
  expect((await seriousFor(page)).map(({ id }) => id)).toContain('button-name');
});
