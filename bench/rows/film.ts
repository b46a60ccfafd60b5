import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import { type MeasuredTimes, measuredFilm, measuredTimes } from '../film-120.ts';
import { benchCache, cli, ffmpeg, folder, forgetFilms, quoted, round, told, x264 } from '../our-process.ts';
import { remotionFilm } from '../peers.ts';
import type { BenchRow } from '../row.ts';
import { peakMb, type TimedRun, timedRun } from '../timed-run.ts';

const FPS = 30;
const FILM_SEC = 120;
const SHOTS = 24;
/** What the peers make of the same film; their times count as often as it goes into the whole. */
const SAMPLE_SEC = 20;
const SAMPLE_SHOTS = 4;
const TIMES = FILM_SEC / SAMPLE_SEC;
const ROUNDS = 2;

const out = (name: string) => join(folder, name);

/** Writes the film of so many shots as a file, one caption told another way if asked. */
function writeFilm(name: string, { shots = SHOTS, changed }: { shots?: number; changed?: number } = {}): string {
  const film = measuredFilm({ shots });
  const caption = film.shots[changed ?? -1]?.captions?.[0];
  if (typeof caption === 'object') caption.text = { zh: '这一句改过了', en: 'This line was changed' };
  writeFileSync(out(name), JSON.stringify(film));
  return out(name);
}

const filmCommand = (file: string, to: string) => [process.execPath, cli, 'film', file, '--out', out(to)];
const run = (cache: string, command: readonly string[]) => timedRun(command.map(quoted).join(' '), { env: { FANTASCOPE_CACHE: cache } });

let prepared: Promise<string> | undefined;
/** A cache in which every photograph is lifted: no peer finds depth either. */
const preparation = () => {
  prepared ??= (async () => {
    mkdirSync(folder, { recursive: true });
    const cache = benchCache();
    await run(cache, filmCommand(writeFilm('film.yaml'), 'film.mp4'));
    return cache;
  })();
  return prepared;
};

/** Ours as a whole process with nothing but the lifts ready; sound, words and joining counted. */
async function wholeFilm(cache: string): Promise<TimedRun> {
  forgetFilms(cache);
  return await run(cache, filmCommand(out('film.yaml'), 'film.mp4'));
}

/** What the peers begin with: pictures of 2560 × 1440 and the music of our film. */
async function peerFiles(): Promise<Readonly<{ shots: readonly MeasuredTimes[]; files: Record<string, string> }>> {
  const files: Record<string, string> = { 'music.wav': out('music.wav') };
  await timedRun(`${ffmpeg()} -nostdin -v error -y -i ${out('film.mp4')} -vn -t ${SAMPLE_SEC} ${out('music.wav')}`);
  const shots: MeasuredTimes[] = [];
  for (const shot of measuredTimes({ shots: SAMPLE_SHOTS, fps: FPS })) {
    const picture = `${parse(shot.picture).name}.jpg`;
    await sharp(shot.picture).resize(2560, 1440, { fit: 'cover', kernel: 'lanczos3' }).jpeg({ quality: 92 }).toFile(out(picture));
    files[picture] = out(picture);
    shots.push({ ...shot, picture });
  }
  return { shots, files };
}

/** The film as an ffmpeg filter graph: zoompan for the move, drawtext for the words, xfade between. */
function filterGraph({ shots, files }: Awaited<ReturnType<typeof peerFiles>>): string {
  const fonts = createRequire(import.meta.resolve('@fantascope/render')).resolve('@fontsource/noto-sans-sc/package.json');
  const font = join(fonts, '../files/noto-sans-sc-latin-500-normal.woff2');
  const drawn = shots.map(({ lines, lengthFrames, captionFrames: [from, to] }, at) => {
    const move = `zoompan=z='1+0.15*on/${lengthFrames}':x='iw/2-(iw/zoom/2)+on/${lengthFrames}*60':y='ih/2-(ih/zoom/2)':d=${lengthFrames}:s=1920x1080:fps=${FPS}`;
    const [fromSec, toSec] = [from / FPS, to / FPS];
    const alpha = `'min(1,min((t-${fromSec})/0.3,(${toSec}-t)/0.3))':enable='between(t,${fromSec},${toSec})'`;
    const words = lines.map((text, line) => {
      writeFileSync(out(`line-${at}-${line}.txt`), text);
      const file = out(`line-${at}-${line}.txt`);
      return `drawtext=fontfile=${font}:textfile=${file}:fontcolor=white:fontsize=46:borderw=2:x=(w-tw)/2:y=h-${170 - line * 60}:alpha=${alpha}`;
    });
    return `[${at}:v]format=yuv420p,${[move, ...words].join(',')},format=yuv420p[v${at}]`;
  });
  const joined = shots.slice(1).map(({ startFrame, fadeFrames }, k) => {
    const before = k === 0 ? 'v0' : `x${k}`;
    return `[${before}][v${k + 1}]xfade=transition=fade:duration=${fadeFrames / FPS}:offset=${startFrame / FPS}[x${k + 1}]`;
  });
  const inputs = shots.map(({ picture }) => `-i ${files[picture]}`).join(' ');
  const maps = `-map "[x${shots.length - 1}]" -map ${shots.length}:a -c:a aac -b:a 192k ${x264} -movflags +faststart -t ${SAMPLE_SEC}`;
  return `${ffmpeg()} -nostdin -v error -y ${inputs} -i ${files['music.wav']} -filter_complex "${[...drawn, ...joined].join(';')}" ${maps} ${out('graph.mp4')}`;
}

type Compared = Readonly<{ ours: readonly TimedRun[]; its: readonly TimedRun[] }>;
let compared: Promise<Compared> | undefined;
/** Ours, whole, and on both sides of it the filter graph's sample: being short, its best run would be the machine's best moment, so means are compared. */
const comparison = () => {
  compared ??= (async () => {
    const cache = await preparation();
    const graph = filterGraph(await peerFiles());
    const its = [await timedRun(graph)];
    const ours: TimedRun[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await wholeFilm(cache));
      its.push(await timedRun(graph));
    }
    return { ours, its };
  })();
  return compared;
};
const meanSec = (runs: readonly TimedRun[]) => runs.reduce((sum, { sec }) => sum + sec, 0) / runs.length;
const quickest = (runs: readonly TimedRun[]) => runs.reduce((best, run) => (run.sec < best.sec ? run : best));

const realtime: BenchRow = {
  name: 'film.120s.realtime.ratio',
  unit: 'seconds/second of film',
  measure: async () => {
    const ours = quickest((await comparison()).ours);
    const note = `${ours.sec} s for ${FILM_SEC} s (${SHOTS} shots, 1080p30, crossfades, captions, music), best of ${ROUNDS}; lifts cached, segments not; ${told(ours)}`;
    return { value: round(ours.sec / FILM_SEC), note };
  },
};

const vsFfmpegGraph: BenchRow = {
  name: 'film.vsFfmpegGraph.ratio',
  unit: 'its/ours',
  measure: async () => {
    const { ours, its } = await comparison();
    const [oursSec, itsSec] = [meanSec(ours), meanSec(its)];
    const note = `${round(itsSec)} s × ${TIMES} (a sample of ${SAMPLE_SEC} s) / ${round(oursSec)} s, means of ${its.length} and ${ours.length} in turn; ${told(its[0] as TimedRun)}`;
    return { value: round((itsSec * TIMES) / oursSec, 2), note };
  },
};

const vsRemotion: BenchRow = {
  name: 'film.vsRemotion.ratio',
  unit: 'its/ours',
  measure: async () => {
    const ours = quickest((await comparison()).ours);
    const { shots, files } = await peerFiles();
    const peer = remotionFilm({ shots, files, frames: SAMPLE_SEC * FPS });
    const sec = peer.render(out('remotion.mp4'));
    const note = `${round(sec)} s × ${TIMES} (a sample of ${SAMPLE_SEC} s, once) / ${ours.sec} s; ${peer.command}`;
    return { value: round((sec * TIMES) / ours.sec, 2), note };
  },
};

const captionChange: BenchRow = {
  name: 'film.captionChange.sec',
  unit: 's',
  measure: async () => {
    const cache = await preparation();
    await run(cache, filmCommand(out('film.yaml'), 'film.mp4'));
    const ours = await run(cache, filmCommand(writeFilm('changed.yaml', { changed: 11 }), 'changed.mp4'));
    return {
      value: round(ours.sec, 2),
      note: `one caption of ${SHOTS} told another way, all other segments kept; whole process; ${told(ours)}`,
    };
  },
};

const memory = (shots: number): BenchRow => ({
  name: `film.memory.peakMb.${shots}shots`,
  unit: 'MB',
  measure: async () => {
    const cache = await preparation();
    forgetFilms(cache);
    const value = await peakMb(filmCommand(writeFilm(`film-${shots}.yaml`, { shots }), `film-${shots}.mp4`), { FANTASCOPE_CACHE: cache });
    return { value: Math.round(value), note: `greatest sum of VmHWM of the process and its encoders, ${shots * 5} s of film` };
  },
});

/** The rows of finished films. */
export const rows: readonly BenchRow[] = [realtime, vsFfmpegGraph, vsRemotion, captionChange, memory(12), memory(SHOTS), memory(48)];
