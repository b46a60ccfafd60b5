#!/usr/bin/env node
// @ts-check
// The command line's front door. It runs on Node 20, because that is what may be installed, and hands over to Node 24, which reads our
// TypeScript as it is: in this process when it is new enough, else in a second one with the same terminal, signals and end.

import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { become, cacheFolder, findNode24, makeFolder, nodeFlags, say } from '../../../setup.mjs';

const node = findNode24({ env: process.env });
if (node === undefined) {
  const params = { what: `Node ${process.version}` };
  process.stderr.write(`${say('en', 'noNodeYet', params)}\n${say('zh', 'noNodeYet', params)}\n`);
  process.exitCode = 4;
} else if (node === process.execPath) {
  // Nearly half of a short command's time would go into compiling the same modules again; workers take the folder from the environment.
  const compiled = process.env['NODE_COMPILE_CACHE'] ?? path.join(cacheFolder(process.env), 'compiled');
  // Node would look for ever for a way to make a folder that cannot be made.
  if (makeFolder(compiled)) {
    process.env['NODE_COMPILE_CACHE'] = compiled;
    module.enableCompileCache?.(compiled);
  }
  await import('../src/main.ts');
} else {
  process.exitCode = await become(node, [...nodeFlags, fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
}
