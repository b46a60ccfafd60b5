import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { sharedWorkers } from './shared-workers.ts';

// What a page needs to share memory with its workers; the server sends the same.
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const server = process.env['FANTASCOPE_URL'] ?? 'http://127.0.0.1:4747';
const proxied = Object.fromEntries(
  ['/api', '/a/', '/enter', '/leave', '/openapi.json', '/healthz', '/readyz'].map((path) => [
    path,
    { target: server, changeOrigin: true, headers: { origin: server } },
  ]),
);

// What a room imports is fetched together with it. Anywhere else an import waits for its own: it may be in a worker, where there is no document to preload by.
const modulePreload = {
  polyfill: false,
  resolveDependencies: (_: string, deps: string[], { hostId }: { hostId: string }) => (/^assets\/index-|\.html$/.test(hostId) ? deps : []),
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), sharedWorkers()],
  // The package writes inline styles, which the page's policy refuses.
  resolve: { alias: { 'react-style-singleton': resolve(import.meta.dirname, 'src/parts/adopted-style.ts') } },
  build: { target: 'es2023', outDir: 'dist', assetsInlineLimit: 0, modulePreload, chunkSizeWarningLimit: 900 },
  server: { port: 4748, strictPort: true, headers: isolation, proxy: proxied },
});
