import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../setup.mjs';

const run = promisify(execFile);

/** Where no registry answers there is nothing to test; anything else npm says is a failure. */
const unreachable =
  /E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|NETUNREACH|HOSTUNREACH)|ERR_SOCKET_TIMEOUT|network (timeout|request)/;

/** Packages in a folder of the cache, or why there are none: only because no registry was reached. */
export type InstalledPackages = { home: string } | { home: null; reason: string };

/**
 * Packages that only tests need and that are no part of Fantascope, by the package.json of a folder: installed on demand into the cache, one
 * folder `name/` for each list of versions; npm runs when there is none yet. Throws where npm fails for another reason than the network.
 */
export async function installedPackages(manifestFolder: string, name: string): Promise<InstalledPackages> {
  const manifest = readFileSync(join(manifestFolder, 'package.json'));
  const above = join(cacheFolder(process.env), name);
  const home = join(above, createHash('sha256').update(manifest).digest('hex').slice(0, 16));
  if (existsSync(home)) return { home };
  mkdirSync(above, { recursive: true });
  const fresh = mkdtempSync(join(above, 'installing-'));
  cpSync(join(manifestFolder, 'package.json'), join(fresh, 'package.json'));
  const settled = await run(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0', '--fetch-timeout=30000'],
    {
      cwd: fresh,
      timeout: 240_000,
      killSignal: 'SIGKILL',
    },
  ).catch((error: Error & { stderr?: string; killed?: boolean }) => error);
  if (settled instanceof Error) {
    rmSync(fresh, { recursive: true, force: true });
    const { stderr = '', killed, message } = settled;
    if (killed === true) return { home: null, reason: 'npm did not finish within 240 seconds' };
    const [code] = unreachable.exec(`${stderr}${message}`) ?? [];
    if (code === undefined) throw new Error(`npm install of ${name}: ${stderr || message}`);
    return { home: null, reason: `npm reaches no registry, ${code}` };
  }
  // Whole or not at all; where another run was faster, its folder serves.
  if (existsSync(home)) rmSync(fresh, { recursive: true, force: true });
  else renameSync(fresh, home);
  return { home };
}
