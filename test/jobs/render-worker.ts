import { openWorker } from '@fantascope/jobs';

// A worker in a process that can be killed at any moment.
const { home, env } = JSON.parse(process.env['FANTASCOPE_RENDER_WORKER'] ?? '{}') as { home: string; env: Record<string, string> };
const worker = await openWorker({ home, env, onFenced: () => process.exit(3) });
process.stdout.write(`${worker.engine.workerId}\n`);
process.on('SIGTERM', () => void worker.close().then(() => process.exit(0)));
