import type { wordsBeyondBrowser as rows } from './beyond-browser.ts';

/** What a bundle for browsers gets in place of `beyond-browser.ts`, by this package's `imports`: no rows. `say` then shows the code. */
export const wordsBeyondBrowser = {} as typeof rows;
