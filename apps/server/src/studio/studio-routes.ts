import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Context, Hono } from 'hono';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
  '.webp': 'image/webp',
};

/** The addresses of the studio's rooms: the page finds out by itself what to show at each of them. */
const rooms = ['/', ...['library', 'film', 'lab', 'ledger', 'settings'].flatMap((room) => [`/${room}`, `/${room}/*`])];
const parts = ['/assets/*', '/mark.svg'];

/**
 * The studio's pages: `/` and the addresses of its rooms give the page, `/assets/…` its parts, which carry a hash in their names and are kept for ever. Everybody may
 * read them; what they show comes from the operations, with the rights of whoever asks. `ready` resolves when the pages are built. Each address has a route of its own:
 * requests are counted by route.
 */
export function addStudio(app: Hono, { folder, ready }: Readonly<{ folder: string; ready: Promise<void> }>): void {
  for (const room of rooms)
    app.get(room, async (context, next) => {
      await ready;
      return (await serve(context, join(folder, 'index.html'), 'no-cache')) ?? next();
    });
  for (const part of parts)
    app.get(part, async (context, next) => {
      await ready;
      const { path } = context.req;
      const file = normalize(join(folder, decodeURIComponent(path)));
      if (!file.startsWith(folder + sep)) return next();
      return (await serve(context, file, path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')) ?? next();
    });
}

async function serve(context: Context, file: string, keep: string): Promise<Response | null> {
  const type = types[extname(file)];
  if (type === undefined) return null;
  const taken = context.req.header('accept-encoding') ?? '';
  for (const [ending, encoding] of [
    ['.br', 'br'],
    ['.gz', 'gzip'],
    ['', undefined],
  ] as const) {
    if (encoding !== undefined && !taken.includes(encoding)) continue;
    const facts = await stat(`${file}${ending}`).catch(() => null);
    if (facts === null || !facts.isFile()) continue;
    const headers = {
      'content-type': type,
      'cache-control': keep,
      vary: 'accept-encoding',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    };
    return new Response(new Uint8Array(await readFile(`${file}${ending}`)), { headers });
  }
  return null;
}
