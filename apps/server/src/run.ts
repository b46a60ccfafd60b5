import { parseArgs } from 'node:util';
import { Fault, type Language, say, words } from '@fantascope/film';
import { dataDir, openWorker } from '@fantascope/jobs';
import { scrubber, secretsOfEnvironment, serverLog } from './http/server-log.ts';
import { mainText } from './main-text.ts';
import { makeOwner, readPassword } from './people/make-owner.ts';
import { startServer, troubleLog } from './start.ts';
import { builtStudio, studioFolder } from './studio/built-studio.ts';

const version = '0.1.0';

function languageOf(said: string | undefined): Language {
  const tag = said ?? process.env['FANTASCOPE_LANG'] ?? process.env['LC_ALL'] ?? process.env['LANG'] ?? '';
  return tag.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Reads the command line, starts what it asks for, and ends the process when it is told to. */
export async function run(): Promise<void> {
  let language = languageOf(undefined);
  try {
    const { values, positionals } = parseArgs({
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        email: { type: 'string' },
        name: { type: 'string' },
      },
      allowPositionals: true,
    });
    language = languageOf(values.lang);
    const text = mainText[language];
    if (values.help === true) {
      console.log(text.help);
      return;
    }
    const env = process.env;
    const home = dataDir(env);
    const log = serverLog({
      level: env['FANTASCOPE_LOG'] ?? 'warn',
      secrets: secretsOfEnvironment(env),
      write: (line) => process.stderr.write(line),
    });
    const [mode = 'serve', ...more] = positionals;
    const port = Number(values.port ?? env['FANTASCOPE_PORT'] ?? 4747);
    const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535;
    const isOwner = mode === 'owner' && values.email !== undefined;
    const isOther = ['serve', 'work'].includes(mode) && values.email === undefined && values.name === undefined;
    if (more.length > 0 || !(isOwner || isOther) || !isPort) throw new Fault('server.usage');
    if (isOwner) {
      const { email = '', name = email.split('@')[0] ?? '' } = values;
      const password = await readPassword(process.stdin, { ask: text.password });
      console.log(text.owner((await makeOwner({ env, home, email, name, password })).email ?? email));
      return;
    }
    // Work is taken up by others by now; the process that keeps us alive starts a new one.
    const onFenced = () => {
      console.error(say(language, new Fault('jobs.worker-fenced', { worker: process.pid })));
      process.exit(words['jobs.worker-fenced'].exit);
    };
    // Built while the database starts; whoever opens a page waits for it.
    const ready = mode === 'work' ? Promise.resolve() : builtStudio({ onBuild: () => console.error(text.building) });
    ready.catch((error: unknown) => console.error(error instanceof Fault ? say(language, error) : String(error)));
    const running =
      mode === 'work'
        ? await openWorker({ env, home, version, onFenced, onTrouble: troubleLog(log) })
        : await startServer({
            env,
            home,
            host: values.host ?? env['FANTASCOPE_HOST'] ?? '127.0.0.1',
            port,
            log,
            version,
            onFenced,
            doesWork: env['FANTASCOPE_WORK'] !== '0',
            pages: { folder: studioFolder, ready },
          });
    console.log('newLink' in running ? text.serving(running.newLink()) : text.working);
    const stop = () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      // A second signal ends it at once: what was under way is taken up at the next start.
      running.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'closing');
          process.exit(1);
        },
      );
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  } catch (error) {
    const fault = error instanceof Fault ? error : undefined;
    const shown = fault === undefined ? String(error instanceof Error ? (error.stack ?? error) : error) : say(language, fault);
    console.error(scrubber(secretsOfEnvironment(process.env))(shown));
    process.exit(fault === undefined ? 1 : words[fault.code].exit);
  }
}
