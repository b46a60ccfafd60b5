import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chownSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cacheFolder, isnet } from '../setup.mjs';
import { root } from './source-tree.ts';

// A newcomer's first minutes, from a fresh clone. These tests run npm; what the machine's npm cache holds is not fetched again.

/** The ordinary user root becomes for these tests: nobody's number on Debian, Ubuntu and macOS alike need not be known, any free one will do. */
const ordinary = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

let scratch = '';
let home = '';
let clone = '';
let env: Record<string, string> = {};

/** Every program of PATH but ffmpeg, and none of this repository's own. */
function pathWithoutFfmpeg(folder: string): string {
  mkdirSync(folder);
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((each) => existsSync(each) && !each.includes('node_modules'));
  for (const each of folders)
    for (const name of readdirSync(each))
      if (!/^ff(mpeg|probe|play)$/.test(name) && !lstatSync(path.join(folder, name), { throwIfNoEntry: false }))
        symlinkSync(path.join(each, name), path.join(folder, name));
  return folder;
}

/** The repository as it is now: its last commit and everything changed or new since. */
function cloneInto(folder: string): void {
  const git = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
    if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
    return stdout;
  };
  git('clone', '--quiet', '--no-local', '--depth', '1', `file://${root}`, folder);
  const changed = git('ls-files', '-z', '--modified', '--others', '--exclude-standard').split('\0');
  for (const file of changed.filter((name) => name !== '')) {
    if (existsSync(path.join(root, file))) cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
    else rmSync(path.join(folder, file), { force: true });
  }
}

/** A copy of npm's cache that the ordinary user may read and add to; the large files are only linked. */
function lendNpmCache(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) lendNpmCache(source, target);
    else if (source.includes('content-v2')) {
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target); // another disk
      }
    } else copyFileSync(source, target);
  }
}

function giveTo(user: { uid: number; gid: number }, folder: string): void {
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) giveTo(user, file);
    // Linked files of the cache stay their owner's: reading is enough.
    else if (!entry.isSymbolicLink() && lstatSync(file).nlink === 1) chownSync(file, user.uid, user.gid);
  }
}

function run(command: string, args: readonly string[], { cwd = clone, more = {} }: { cwd?: string; more?: Record<string, string> } = {}) {
  const result = spawnSync(command, args, { cwd, env: { ...env, ...more }, encoding: 'utf8', maxBuffer: 2 ** 26, ...ordinary });
  if (result.error !== undefined) throw result.error;
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}
const changes = () => {
  const { status, stdout } = run('git', ['status', '--porcelain']);
  expect(status).toBe(0);
  return stdout;
};

beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'fantascope-newcomer-'));
  home = path.join(scratch, 'home');
  clone = path.join(scratch, 'clone');
  mkdirSync(home);
  cloneInto(clone);
  const bin = pathWithoutFfmpeg(path.join(scratch, 'bin'));
  if (!existsSync(path.join(bin, 'node'))) symlinkSync(process.execPath, path.join(bin, 'node'));
  const npmAsks = (key: string) => spawnSync('npm', ['config', 'get', key], { cwd: homedir(), encoding: 'utf8' }).stdout.trim();
  // The person's own npm settings (a proxy, a mirror), and scripts blocked as many companies do.
  const userConfig = npmAsks('userconfig');
  const settings = existsSync(userConfig) ? readFileSync(userConfig, 'utf8').replace(/^ignore-scripts.*$/gm, '') : '';
  writeFileSync(path.join(home, '.npmrc'), `${settings}\nignore-scripts=true\nprefer-offline=true\n`);
  const npmCache = path.join(npmAsks('cache'), '_cacache');
  mkdirSync(path.join(home, 'npm-cache'));
  if (existsSync(npmCache)) lendNpmCache(npmCache, path.join(home, 'npm-cache', '_cacache'));
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|FANTASCOPE_|XDG_|NODE_|VITEST|FFMPEG)/i.test(name) && name !== 'INIT_CWD',
  );
  env = {
    ...Object.fromEntries(outer.map(([name, value]) => [name, value ?? ''])),
    HOME: home,
    PATH: bin,
    npm_config_cache: path.join(home, 'npm-cache'),
    FANTASCOPE_CACHE: path.join(home, 'cache'),
  };
  // The 113 MB are fetched once for this machine, not once for each run of this test.
  const weights = path.join(cacheFolder(process.env), 'weights', isnet.file);
  if (existsSync(weights)) {
    mkdirSync(path.join(home, 'cache/weights'), { recursive: true });
    copyFileSync(weights, path.join(home, 'cache/weights', isnet.file));
  }
  if (ordinary !== undefined) giveTo(ordinary, scratch);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('a newcomer without ffmpeg, whose npm runs no install scripts', () => {
  test('is an ordinary user who sees no ffmpeg', () => {
    expect(run('node', ['-e', 'process.exit(process.getuid() === 0 ? 1 : 0)']).status).toBe(0);
    expect(() => run('ffmpeg', ['-version'])).toThrow('ENOENT');
  });

  test('a bare npm install is enough for the command, or leads to set-up in one sentence', () => {
    expect(run('npm', ['install']).status).toBe(0);
    const isOld = Number.parseInt(run('node', ['-p', 'process.versions.node']).stdout, 10) < 24;
    const version = run('npx', ['--no-install', 'fantascope', '--version']);
    if (!isOld) expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    else expect(version).toMatchObject({ status: 4, stderr: expect.stringMatching(/Node 24 .*node setup\.mjs.*\n.*node setup\.mjs/) });
  });

  test('set-up brings Node 24, the bundled ffmpeg and the weights', () => {
    const before = changes();
    const { status, stdout, stderr } = run('npm', ['run', 'setup', '--silent']);
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/ffmpeg +ready: .*@ffmpeg-installer/);
    expect(stderr).toMatch(/Node 24 +ready: \//);
    expect(stderr).toMatch(/cut-out +ready: .*isnet-medium\.onnx/);
    expect(changes()).toBe(before);
  });

  test('the command works from any folder of the clone, and its doctor names the bundled ffmpeg', () => {
    const version = run('npx', ['--no-install', 'fantascope', '--version'], { cwd: path.join(clone, 'packages/film') });
    expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    const doctor = run('npx', ['--no-install', 'fantascope', 'doctor', '--json']);
    expect(doctor.status, doctor.stderr).toBe(0);
    expect(JSON.stringify(JSON.parse(doctor.stdout))).toContain('@ffmpeg-installer');
  });

  test('a second set-up has nothing to do and says nothing on the way to another program', () => {
    writeFileSync(
      path.join(home, 'asked.ts'),
      'console.log(process.argv[2] satisfies string | undefined, Number.parseInt(process.versions.node) >= 24);',
    );
    const { status, stdout, stderr } = run('node', ['setup.mjs', 'exec', path.join(home, 'asked.ts'), 'x']);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'x true\n', stderr: '' });
  });

  test('weights changed in place are refused, and with the download blocked the product goes on without them', () => {
    const weights = path.join(home, 'cache/weights', isnet.file);
    const bytes = readFileSync(weights);
    bytes[1000] = (bytes[1000] as number) ^ 1;
    writeFileSync(weights, bytes);
    const npm = path.join(home, 'npm-cli.js');
    writeFileSync(npm, "process.stderr.write('npm error code E403\\n');process.exit(1)");
    const { status, stderr } = run('node', ['setup.mjs'], { more: { npm_execpath: npm } });
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('is not the file it should be');
    expect(stderr).toMatch(/could not be fetched \(E403\)/);
    expect(existsSync(weights)).toBe(false);
    expect(run('npx', ['--no-install', 'fantascope', 'doctor']).status).toBe(0);
  });

  test('a clone whose npm is blocked altogether stops with one sentence and exit code 4', () => {
    rmSync(path.join(clone, 'node_modules/.fantascope.json'));
    const npm = path.join(home, 'npm-cli.js');
    const { status, stderr } = run('node', ['setup.mjs', '--lang', 'zh'], { more: { npm_execpath: npm } });
    expect(status).toBe(4);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^npm 未能安装依赖包/);
  });
});

describe('a newcomer whose npm runs the install scripts', () => {
  test('has the command after a bare npm install', () => {
    const open = path.join(scratch, 'open');
    cloneInto(open);
    const { PATH: _path, npm_config_cache: _cache, HOME: _home, ...others } = env;
    const PATH = (process.env['PATH'] ?? '')
      .split(path.delimiter)
      .filter((each) => !each.includes('node_modules'))
      .join(path.delimiter);
    const asGiven = {
      cwd: open,
      encoding: 'utf8',
      env: { ...others, PATH, HOME: homedir(), npm_config_ignore_scripts: 'false', npm_config_prefer_offline: 'true' },
    } as const;
    const install = spawnSync('npm', ['install'], asGiven);
    expect(install.status, install.stderr).toBe(0);
    // Said so in ARCHITECTURE.md: Apple silicon has no build of the newest Node 24 to fetch, so the command there needs set-up or Node 24.
    const isReady = process.platform === 'linux' || existsSync(path.join(open, 'node_modules/node/bin/node'));
    const version = spawnSync('npx', ['--no-install', 'fantascope', '--version'], asGiven);
    if (isReady) expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    else expect(version.stderr).toContain('node setup.mjs');
  });
});

describe('the machine the tests run on', () => {
  test('was set up: there is an ffmpeg, and the door to Node 24 is executable', () => {
    accessSync(path.join(root, 'apps/cli/bin/fantascope.mjs'), constants.X_OK);
    expect(spawnSync(process.execPath, ['setup.mjs', '--check'], { cwd: root, encoding: 'utf8' }).stdout).toMatch(/ffmpeg +ready/);
  });
});
