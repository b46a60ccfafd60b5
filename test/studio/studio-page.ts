import type { Locator, Page } from 'playwright-core';
import { allWords } from '../../apps/studio/src/words/all-words.ts';
import type { WordKey } from '../../apps/studio/src/words/words.ts';

/** The studio as a person reads it: parts are found by their names in a language. */
export type StudioPage = Readonly<{
  page: Page;
  /** A sentence of the screen, its places filled in. */
  said: (key: WordKey, params?: Readonly<Record<string, string | number>>) => string;
  button: (key: WordKey, params?: Readonly<Record<string, string | number>>) => Locator;
  /** The picture in the middle, drawn by the stage. */
  picture: () => Locator;
  /** Waits until the whole scene is staged. */
  staged: () => Promise<void>;
  /** The second of the shot that was drawn last. */
  drawnSec: () => Promise<number>;
}>;

/** Reads a page in one language. */
export function studioPage(page: Page, language: 'en' | 'zh'): StudioPage {
  const said: StudioPage['said'] = (key, params = {}) =>
    allWords[key][language === 'en' ? 0 : 1].replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(params[name] ?? whole));
  const picture = () => page.locator('canvas[data-phase]');
  return {
    page,
    said,
    button: (key, params) => page.getByRole('button', { name: said(key, params) }).first(),
    picture,
    staged: async () => {
      await page.waitForSelector('canvas[data-phase=full]', { state: 'attached', timeout: 90_000 });
      await page.waitForFunction(() => document.querySelector<HTMLElement>('canvas[data-phase]')?.dataset['drawn'] !== undefined);
    },
    drawnSec: async () => Number(await picture().getAttribute('data-drawn')),
  };
}

/** Lets go of a file over the page, as a hand does. */
export async function dropFile(page: Page, file: Readonly<{ name: string; type: string; bytes: Uint8Array }>): Promise<void> {
  const handle = await page.evaluateHandle(
    ({ name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], name, { type }));
      return carried;
    },
    { name: file.name, type: file.type, base64: Buffer.from(file.bytes).toString('base64') },
  );
  await page.dispatchEvent('#room', 'dragenter', { dataTransfer: handle });
  const target = page.locator('[data-over=picture].fixed > div').first();
  await target.waitFor();
  await target.dispatchEvent('dragover', { dataTransfer: handle });
  await target.dispatchEvent('drop', { dataTransfer: handle });
}

/** Goes to a place of the studio without loading the page again, as its links do. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
  await page.locator('#room > *').first().waitFor();
  await settled(page);
}

/** Chooses the language by the button of the top bar; also where something modal stands before it. */
export async function inLanguage(page: Page, language: 'en' | 'zh'): Promise<void> {
  const wanted = language === 'zh' ? 'zh-CN' : 'en';
  await page.evaluate(
    ([names, lang]) => {
      if (document.documentElement.lang === lang) return;
      for (const button of document.querySelectorAll<HTMLElement>('header button'))
        if ((names as readonly string[]).includes(button.getAttribute('aria-label') ?? '')) return button.click();
      throw new Error('no button for the language');
    },
    [allWords['frame.languageSwitch'], wanted] as const,
  );
  await page.waitForFunction((lang) => document.documentElement.lang === lang, wanted);
  await settled(page);
}

const QUIET_MS = 150;
const LONGEST_MS = 10_000;

/** Waits until nothing is being read any more: fonts are there, transitions have ended, and parts come and go no longer. */
export async function settled(page: Page): Promise<void> {
  const isQuiet = await page.evaluate(
    async ([quietMs, longestMs]) => {
      const end = performance.now() + longestMs;
      let last = performance.now();
      const watch = new MutationObserver(() => {
        last = performance.now();
      });
      watch.observe(document.body, { childList: true, subtree: true });
      const isBusy = () =>
        performance.now() - last < quietMs ||
        document.fonts.status === 'loading' ||
        document
          .getAnimations()
          .some(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
      while (isBusy() && performance.now() < end) await new Promise((resolve) => requestAnimationFrame(resolve));
      watch.disconnect();
      return !isBusy();
    },
    [QUIET_MS, LONGEST_MS] as const,
  );
  if (!isQuiet) throw new Error(`the page at ${page.url()} does not come to rest`);
}
