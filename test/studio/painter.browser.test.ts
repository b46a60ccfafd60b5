import { expect, test } from 'vitest';
import { openChromium } from '../browser/open-chromium.ts';
import { until } from './open-fresh.ts';
import { studioPage } from './studio-page.ts';
import { startStudio } from './studio-server.ts';

// Only what the canvas of Direct shows by either painter: the two are held to each other over all looks by packages/stage/src/gpu/parity.browser.test.ts.
test('Direct shows by WebGPU the picture that it shows by the kernel', async () => {
  const server = await startStudio();
  const chromium = await openChromium({ url: 'about:blank' }, { showsWebGpu: true });
  try {
    const { page } = chromium;
    await page.goto(await server.link());
    await page.waitForURL('**/shot/1**');
    const studio = studioPage(page, 'en');
    await studio.staged();
    const address = `${page.url().split('?')[0]}?t=2`;
    const shown = () =>
      page.evaluate(() => {
        const copy = new OffscreenCanvas(320, 180).getContext('2d') as OffscreenCanvasRenderingContext2D;
        copy.drawImage(document.querySelector('canvas[data-phase]') as HTMLCanvasElement, 0, 0, 320, 180);
        return [...copy.getImageData(0, 0, 320, 180).data];
      });
    const visit = async (painter: 'kernel' | 'webgpu') => {
      await page.evaluate((name) => localStorage.setItem('fantascope.painter', name), painter);
      await page.goto(address);
      await studio.staged();
      await page.locator(`canvas[data-phase=full][data-by=${painter}]`).waitFor();
    };

    await visit('kernel');
    // What sways joins a moment after the picture, on a busy machine a long one: a picture rests that has not changed for three seconds.
    let last: readonly number[] = [];
    let same = 0;
    const kernel = await until('the picture comes to rest', shown, (now) => {
      same = last.length > 0 && now.every((value, at) => value === last[at]) ? same + 1 : 0;
      last = now;
      return same >= 12 && now.some((value, at) => at % 4 !== 3 && value > 0);
    });

    await visit('webgpu');
    const psnrDb = (one: readonly number[]) =>
      10 * Math.log10(255 ** 2 / (one.reduce((sum, value, at) => sum + (value - (kernel[at] ?? 0)) ** 2, 0) / one.length));
    const agreed = await until('both show the same', shown, (now) => psnrDb(now) >= 40, 60_000);
    process.stdout.write(`  WebGPU against kernel in Direct: ${psnrDb(agreed).toFixed(1)} dB\n`);
    expect(await page.locator('canvas[data-phase]').getAttribute('data-by')).toBe('webgpu');
  } finally {
    await chromium.close();
    await server.kill();
  }
});
