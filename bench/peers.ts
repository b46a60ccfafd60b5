import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredTimes } from './film-120.ts';

/** The folder of peers, installed on demand and never committed. */
const folder = join(import.meta.dirname, 'peers');

const REMOTION = '4.0.529';

/** A still picture moved by scale and shift, the nearest a flat renderer comes to a camera move. */
const move = `import React from 'react';
import { AbsoluteFill, Composition, Img, interpolate, registerRoot, staticFile, useCurrentFrame } from 'remotion';
const Move = () => {
  const frame = useCurrentFrame();
  const scale = interpolate(frame, [0, 300], [1, 1.2]);
  const shift = interpolate(frame, [0, 300], [-40, 40]);
  return <AbsoluteFill style={{ overflow: 'hidden' }}>
    <Img src={staticFile('picture.jpg')} style={{ width: 1920, height: 1080, transform: \`scale(\${scale}) translateX(\${shift * (scale - 1)}px)\` }} />
  </AbsoluteFill>;
};
registerRoot(() => <Composition id="peer" component={Move} width={1920} height={1080} fps={30} durationInFrames={300} />);
`;

/** Stills that run into each other, words in two lines on each, and music; `shots` says them. */
const film = (shots: readonly MeasuredTimes[], frames: number) => `import React from 'react';
import { AbsoluteFill, Audio, Composition, Img, Sequence, interpolate, registerRoot, staticFile, useCurrentFrame } from 'remotion';
const shots = ${JSON.stringify(shots)};
const Shot = ({ picture, lines, lengthFrames, fadeFrames, captionFrames: [from, to] }) => {
  const frame = useCurrentFrame();
  const scale = interpolate(frame, [0, lengthFrames], [1, 1.15]);
  const opacity = fadeFrames === 0 ? 1 : interpolate(frame, [0, fadeFrames], [0, 1], { extrapolateRight: 'clamp' });
  const words = interpolate(frame, [from, from + 9, to - 9, to], [0, 1, 1, 0], { extrapolateLeft: 'clamp', extrapolateRight: 'clamp' });
  return <AbsoluteFill style={{ overflow: 'hidden', opacity }}>
    <Img src={staticFile(picture)} style={{ width: 1920, height: 1080, transform: \`scale(\${scale}) translateX(\${30 * (scale - 1)}px)\` }} />
    {words > 0 && <AbsoluteFill style={{ justifyContent: 'flex-end', alignItems: 'center', paddingBottom: 80, opacity: words, color: 'white', font: '46px sans-serif', textShadow: '0 2px 6px black' }}>
      {lines.map((line) => <div key={line}>{line}</div>)}
    </AbsoluteFill>}
  </AbsoluteFill>;
};
const Film = () => <AbsoluteFill style={{ background: 'black' }}>
  <Audio src={staticFile('music.wav')} />
  {shots.map((shot) => <Sequence key={shot.startFrame} from={shot.startFrame} durationInFrames={shot.lengthFrames}><Shot {...shot} /></Sequence>)}
</AbsoluteFill>;
registerRoot(() => <Composition id="peer" component={Film} width={1920} height={1080} fps={30} durationInFrames={${frames}} />);
`;

/** Bundles once, then renders as asked; only the rendering is timed and printed, in seconds. */
const script = `import { bundle } from '@remotion/bundler';
import { renderMedia, selectComposition } from '@remotion/renderer';
const [, , name, outputLocation] = process.argv;
const at = (path) => new URL(path, import.meta.url).pathname;
const serveUrl = await bundle({ entryPoint: at(\`./\${name}.jsx\`), publicDir: at(\`./\${name}\`) });
const browserExecutable = process.env.CHROME_PATH;
const chromiumOptions = { gl: null };
const chromeMode = 'chrome-for-testing';
const start = performance.now();
const composition = await selectComposition({ serveUrl, id: 'peer', browserExecutable, chromiumOptions, chromeMode });
await renderMedia({ composition, serveUrl, codec: 'h264', crf: 20, x264Preset: 'veryfast', imageFormat: 'jpeg', concurrency: 2, outputLocation, browserExecutable, chromiumOptions, chromeMode, overwrite: true, logLevel: 'error' });
console.log((performance.now() - start) / 1000);
process.exit(0);
`;

type Peer = Readonly<{ command: string; render: (out: string) => number }>;

/** Remotion with a 300-frame composition of `picture`; `render` gives seconds, bundling not counted. */
export function remotionPeer(picture: string): Peer {
  return openRemotion('move', { composition: move, files: { 'picture.jpg': picture } });
}

/** Remotion with a film of shots. `files` are found by their names in the shots; `music.wav` is among them. */
export function remotionFilm({
  shots,
  frames,
  files,
}: Readonly<{ shots: readonly MeasuredTimes[]; frames: number; files: Record<string, string> }>): Peer {
  return openRemotion('film', { composition: film(shots, frames), files });
}

/** Installs Remotion under bench/peers when it is not there, and lays a composition out. */
function openRemotion(name: string, { composition, files }: Readonly<{ composition: string; files: Record<string, string> }>): Peer {
  const home = join(folder, 'remotion');
  mkdirSync(join(home, name), { recursive: true });
  const wanted = ['remotion', '@remotion/bundler', '@remotion/renderer'].map((each) => `${each}@${REMOTION}`);
  const manifest = { name: 'peer', private: true, type: 'module', dependencies: {} };
  if (!existsSync(join(home, 'node_modules', 'remotion', 'package.json'))) {
    writeFileSync(join(home, 'package.json'), JSON.stringify(manifest));
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--workspaces=false', ...wanted, 'react@19', 'react-dom@19'], {
      cwd: home,
      stdio: 'ignore',
    });
  }
  writeFileSync(join(home, `${name}.jsx`), composition);
  writeFileSync(join(home, 'render.mjs'), script);
  for (const [file, from] of Object.entries(files)) copyFileSync(from, join(home, name, file));
  const chrome =
    process.env.CHROME_PATH ??
    ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
  if (chrome === undefined) throw new Error('no Chromium: set CHROME_PATH');
  return {
    command: `remotion ${REMOTION} renderMedia(codec h264, crf 20, x264Preset veryfast, imageFormat jpeg, concurrency 2), bundling not counted`,
    render: (out) =>
      Number(
        execFileSync(process.execPath, ['render.mjs', name, out], {
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
