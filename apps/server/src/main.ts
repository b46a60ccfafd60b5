// `npm start` and the servers of a deployment: node apps/server/src/main.ts [serve|work] [--host 127.0.0.1] [--port 4747] [--lang en|zh]
// Only this file is read before V8's compile cache is on: reading the rest takes most of a start.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder, makeFolder } from '../../../setup.mjs';
import { quickDrizzle } from './quick-drizzle.ts';

const compiled = process.env['NODE_COMPILE_CACHE'] ?? join(cacheFolder(process.env), 'compiled');
// Node would look for ever for a way to make a folder that cannot be made.
if (makeFolder(compiled)) enableCompileCache(compiled);
quickDrizzle();
const { run } = await import('./run.ts');
await run();
