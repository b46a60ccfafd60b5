import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createServer as createVite } from 'vite';
import { root } from '../source-tree.ts';

/** A browser with one page open on a server of its own. */
export type OpenChromium = Readonly<{
  page: Page;
  /** For example http://127.0.0.1:41234, a secure context, isolated from other origins (so that shared memory works). */
  origin: string;
  browser: Browser;
  /** What the page threw or wrote to its console as an error so far. */
  problems: readonly string[];
  close: () => Promise<void>;
}>;

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const missing =
  'There is no Chromium for the browser tests: install one (apt install chromium) or set CHROME_PATH. / ' +
  '浏览器测试需要 Chromium，但没有找到：请安装（apt install chromium）或设置 CHROME_PATH。';

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not executable: look further
  }
}

function lookForChromium(): string | undefined {
  const told = process.env['CHROME_PATH'];
  if (told) return isProgram(told) ? told : undefined;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...places, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find(isProgram);
}

/**
 * The Chromium to test with: CHROME_PATH, else one on PATH; for root on Debian and Ubuntu it is installed with apt-get where there is none.
 * Throws one sentence in both languages when there is none: browser tests never skip.
 */
export function findChromium(): string {
  const found = lookForChromium();
  if (found !== undefined) return found;
  if (process.env['CHROME_PATH'] || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(missing);
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  // A bare machine has no package lists yet.
  if (spawnSync('apt-get', install, options).status !== 0) {
    spawnSync('apt-get', ['update'], options);
    spawnSync('apt-get', install, options);
  }
  const installed = lookForChromium();
  if (installed === undefined) throw new Error(missing);
  return installed;
}

/** WebGPU and WebGL in software, so that a test draws the same picture on every machine. */
const flags = ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
/** Without these WebGPU in software can compute, but not show what it draws on a canvas. Everything else becomes slower by them. */
const shownFlags = [
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--enable-gpu-rasterization',
  '--ignore-gpu-blocklist',
];

const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

/** Serves `module` (a source file, relative to the repository's root) in an empty page, as it stands: Vite strips the types. */
async function serveModule(module: string): Promise<Readonly<{ origin: string; close: () => Promise<void> }>> {
  const vite = await createVite({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    clearScreen: false,
    // Nothing is bundled ahead and nothing watched: one page, once.
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  const html = `<!doctype html><meta charset="utf-8"><title>${module}</title><script type="module" src="/${module}"></script>`;
  const answer: RequestListener = (request, response) => {
    for (const [name, value] of Object.entries(isolated)) response.setHeader(name, value);
    if (request.url === '/') response.setHeader('Content-Type', 'text/html').end(html);
    else if (request.url === '/favicon.ico') response.writeHead(204).end();
    else vite.middlewares(request, response);
  };
  const server = createServer(answer);
  const origin = await listen(server);
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await vite.close();
  };
  return { origin, close };
}

/**
 * Opens Chromium without a window. With `module` the page holds that module of ours and waits until it has run; with `url` it shows a page that
 * somebody else serves. With `showsWebGpu` a canvas can be drawn by WebGPU in software. Close it in any case.
 */
export async function openChromium(
  what: Readonly<{ module: string } | { url: string }>,
  { showsWebGpu = false } = {},
): Promise<OpenChromium> {
  const executablePath = findChromium();
  const served = 'module' in what ? await serveModule(what.module) : { origin: new URL(what.url).origin, close: async () => {} };
  const browser = await chromium.launch({ executablePath, args: showsWebGpu ? [...flags, ...shownFlags] : flags }).catch(async (cause) => {
    await served.close();
    throw cause;
  });
  const close = async () => {
    await browser.close();
    await served.close();
  };
  try {
    // A context of its own, so that a test can open a second tab in it.
    const page = await (await browser.newContext()).newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') problems.push(line.text());
    });
    await page.goto('module' in what ? `${served.origin}/` : what.url, { waitUntil: 'load' });
    return { page, origin: served.origin, browser, problems, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}
