import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of peers, installed on demand and never committed. */
const folder = join(import.meta.dirname, 'peers');

const REMOTION = '4.0.529';

/** A still picture moved by scale and shift, the nearest a flat renderer comes to a camera move. */
const composition = `import React from 'react';
import { AbsoluteFill, Composition, Img, interpolate, registerRoot, staticFile, useCurrentFrame } from 'remotion';
const Move = () => {
  const frame = useCurrentFrame();
  const scale = interpolate(frame, [0, 300], [1, 1.2]);
  const shift = interpolate(frame, [0, 300], [-40, 40]);
  return <AbsoluteFill style={{ overflow: 'hidden' }}>
    <Img src={staticFile('picture.jpg')} style={{ width: 1920, height: 1080, transform: \`scale(\${scale}) translateX(\${shift * (scale - 1)}px)\` }} />
  </AbsoluteFill>;
};
registerRoot(() => <Composition id="move" component={Move} width={1920} height={1080} fps={30} durationInFrames={300} />);
`;

/** Bundles once, then renders as asked; only the rendering is timed and printed, in seconds. */
const script = `import { bundle } from '@remotion/bundler';
import { renderMedia, selectComposition } from '@remotion/renderer';
const serveUrl = await bundle({ entryPoint: new URL('./index.jsx', import.meta.url).pathname, publicDir: new URL('./public', import.meta.url).pathname });
const browserExecutable = process.env.CHROME_PATH;
const chromiumOptions = { gl: null };
const chromeMode = 'chrome-for-testing';
const start = performance.now();
const composition = await selectComposition({ serveUrl, id: 'move', browserExecutable, chromiumOptions, chromeMode });
await renderMedia({ composition, serveUrl, codec: 'h264', crf: 20, x264Preset: 'veryfast', imageFormat: 'jpeg', concurrency: 2, outputLocation: process.argv[2], browserExecutable, chromiumOptions, chromeMode, overwrite: true, logLevel: 'error' });
console.log((performance.now() - start) / 1000);
process.exit(0);
`;

/** Installs Remotion under bench/peers when it is not there, lays out a 300-frame composition of \`picture\`, and gives a function that renders it: seconds, bundling not counted. */
export function remotionPeer(picture: string): { command: string; render: (out: string) => number } {
  const home = join(folder, 'remotion');
  mkdirSync(join(home, 'public'), { recursive: true });
  const wanted = ['remotion', '@remotion/bundler', '@remotion/renderer'].map((name) => `${name}@${REMOTION}`);
  const manifest = { name: 'peer', private: true, type: 'module', dependencies: {} };
  if (!existsSync(join(home, 'node_modules', 'remotion', 'package.json'))) {
    writeFileSync(join(home, 'package.json'), JSON.stringify(manifest));
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--workspaces=false', ...wanted, 'react@19', 'react-dom@19'], {
      cwd: home,
      stdio: 'ignore',
    });
  }
  writeFileSync(join(home, 'index.jsx'), composition);
  writeFileSync(join(home, 'render.mjs'), script);
  copyFileSync(picture, join(home, 'public', 'picture.jpg'));
  const chrome =
    process.env.CHROME_PATH ??
    ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
  if (chrome === undefined) throw new Error('no Chromium: set CHROME_PATH');
  return {
    command: `remotion ${REMOTION} renderMedia(codec h264, crf 20, x264Preset veryfast, imageFormat jpeg, concurrency 2), bundling not counted`,
    render: (out) =>
      Number(
        execFileSync(process.execPath, ['render.mjs', out], {
          cwd: home,
          env: { ...process.env, CHROME_PATH: chrome },
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        })
          .trim()
          .split('\n')
          .at(-1),
      ),
  };
}
