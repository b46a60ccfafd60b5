import type { Locator, Page } from 'playwright-core';
import { allWords, type WordKey } from '../../apps/studio/src/words/words.ts';

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
