import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fresh, openFresh } from './open-fresh.ts';
import { studioPage } from './studio-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let fresh: Fresh;
let rooms: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  fresh = await openFresh('zh');
  const { page, server } = fresh;
  const film = /film\/[^/]+/.exec(page.url())?.[0] ?? '';
  const { items } = (await server.ask('GET /api/v1/projects')).json as { items: { id: string }[] };
  const project = items[0]?.id ?? '';
  rooms = {
    direct: `/${film}/shot/1?t=2`,
    region: `/${film}/shot/1?t=2&tool=region`,
    brush: `/${film}/shot/1?t=2&tool=brush`,
    air: `/${film}/shot/1?t=2&tool=air`,
    shoot: `/${film}/shot/1?t=2&drawer=shoot`,
    export: `/${film}/shot/1?t=2&drawer=export`,
    film: `/${film}`,
    sheet: `/${film}?tab=sheet`,
    cast: `/${film}?tab=cast`,
    library: `/library?project=${project}`,
    stills: `/library?project=${project}&tab=stills`,
    lab: '/lab',
    ledger: `/ledger?project=${project}`,
    settings: '/settings',
  };
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

describe.each(['dark', 'light'] as const)('%s', (theme) => {
  test.each(names)(
    '%s: nothing serious for those who do not see or use a mouse, no text cut off in either language at 1280 × 720',
    async (name) => {
      const { page, server } = fresh;
      await page.setViewportSize({ width: 1280, height: 720 });
      for (const language of ['zh', 'en'] as const) {
        await page.evaluate(
          ([chosen, look]) => {
            localStorage.setItem('fantascope.language', chosen ?? '');
            localStorage.setItem('fantascope.theme', look ?? '');
          },
          [language, theme],
        );
        await page.goto(new URL(rooms[name] ?? '/', server.url).href);
        await page.locator('#room > *').first().waitFor();
        if ((rooms[name] ?? '').includes('/shot/')) await studioPage(page, language).staged();
        await page.waitForTimeout(800);
        expect(await page.evaluate(cutOff), `${name} ${language}`).toEqual([]);
      }
      await page.evaluate(axe);
      const found =
        (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, help, nodes }) =>
      ({ id, impact, help, nodes: nodes.map(({ target, failureSummary }) => target.join(' ') + ': ' + failureSummary).slice(0, 4) })))`)) as Found[];
      expect(found.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    },
  );
});
