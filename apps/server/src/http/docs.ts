import { createHash } from 'node:crypto';
import type { Operation } from '@fantascope/jobs';
import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { z } from 'zod';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font: 0.85rem/1.4 ui-monospace, monospace; }
section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.75rem 0; }
h3 { margin: 0; font-size: 1rem; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
.spends { color: #b3261e; }
@media (prefers-color-scheme: dark) { .spends { color: #ffb4ab; } }
nav a { margin-right: 0.75rem; }
p { margin: 0.25rem 0; }
pre { overflow: auto; max-height: 24rem; }
`;
const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** `/docs`: every operation on one readable page, without a script, generated from the table; it works offline. */
export function addDocs(app: Hono, { operations, prefix }: Readonly<{ operations: readonly Operation[]; prefix: string }>): void {
  const nouns = [...new Set(operations.map(({ name }) => name.split('.')[0] as string))];
  const schemaText = (schema: z.ZodType, io: 'input' | 'output') =>
    JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), null, 1);
  const section = (operation: Operation) => html`<section id="${operation.name}">
    <h3><span class="method">${operation.route.method}</span><code>${prefix}${operation.route.path}</code></h3>
    <p><strong>${operation.name}</strong>${operation.effect === 'spends' ? html` <span class="spends">spends · 花费</span>` : ''}</p>
    <p lang="en">${operation.says.en}</p>
    <p lang="zh">${operation.says.zh}</p>
    <details><summary>input</summary><pre>${schemaText(operation.input, 'input')}</pre></details>
    <details><summary>output</summary><pre>${schemaText(operation.output, 'output')}</pre></details>
  </section>`;
  // Generated when it is first read, not at the start of the server.
  let page: string | undefined;
  app.get('/docs', async (context) => {
    page ??= String(
      await html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Fantascope · 幻镜 API</title>
            <style>${raw(style)}</style>
          </head>
          <body>
            <h1>Fantascope · 幻镜 API</h1>
            <p>OpenAPI 3.1: <a href="/openapi.json">/openapi.json</a></p>
            <nav>${nouns.map((noun) => html`<a href="#${noun}">${noun}</a>`)}</nav>
            ${nouns.map(
              (noun) => html`<h2 id="${noun}">${noun}</h2>
                ${operations.filter(({ name }) => name.startsWith(`${noun}.`)).map(section)}`,
            )}
          </body>
        </html>`,
    );
    return context.html(page, 200, {
      'content-security-policy': `default-src 'none'; style-src ${styleHash}; base-uri 'none'; frame-ancestors 'none'`,
    });
  });
}
