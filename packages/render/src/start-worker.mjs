// Plain JavaScript on purpose: with Node's compile cache on, a thread then starts without loading the type stripper (0.1 s of processor time each).
import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';

if (workerData.compileCache !== undefined) enableCompileCache(workerData.compileCache);
await import('./frame-worker.ts');
