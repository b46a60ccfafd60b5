import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Writes down what schema/ has that the checked-in steps have not, as a step of its own: `node packages/jobs/build-migrations.ts NAME`. Steps that
// are there are never changed: a database that has taken one with another text is refused. What a drizzle schema cannot say is added to the step by hand.
const here = fileURLToPath(new URL('.', import.meta.url));
const kit = fileURLToPath(new URL('../../node_modules/drizzle-kit/bin.cjs', import.meta.url));
const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z]+(-[a-z]+)*$/.test(name))
  throw new Error('say what the step is called: node packages/jobs/build-migrations.ts NAME');
// drizzle-kit reads an absolute folder as one below its own.
const where = ['--dialect', 'postgresql', '--schema', './src/database/schema/index.ts', '--out', './src/database/migrations'];
const { status } = spawnSync(process.execPath, [kit, 'generate', ...where, '--name', name], { cwd: here, stdio: 'inherit' });
process.exitCode = status ?? 1;
