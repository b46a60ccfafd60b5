import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// What a page needs to share memory with its workers; the server sends the same.
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const server = process.env['FANTASCOPE_URL'] ?? 'http://127.0.0.1:4747';
const proxied = Object.fromEntries(
  ['/api', '/a/', '/enter', '/leave', '/openapi.json', '/healthz', '/readyz'].map((path) => [
    path,
    { target: server, changeOrigin: true, headers: { origin: server } },
  ]),
);

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: { target: 'es2023', outDir: 'dist', assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: { port: 4748, strictPort: true, headers: isolation, proxy: proxied },
});
