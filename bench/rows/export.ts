import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cameraPath, Film, parseCamera } from '@fantascope/film';
import { probe } from '@fantascope/media';
import { liftShot } from '@fantascope/render';
import { kernelWasmUrl, openStage, relaxedSimdWorks } from '@fantascope/stage';
import sharp from 'sharp';
import { benchCache, cli, ffmpeg, folder, forgetFilms, quoted, root, round, told, x264 } from '../our-process.ts';
import { remotionPeer } from '../peers.ts';
import type { BenchRow } from '../row.ts';
import { inTurn, peakMb, type TimedRun, timedRun } from '../timed-run.ts';

const CAMERA = 'dolly in 0.3 m while truck right 0.1 m';
const FRAMES = 300;
const ROUNDS = 3;
const cores = availableParallelism();

/** The photograph every peer starts from, 2560 × 1440 JPEG, already lifted. */
let prepared: Promise<{ picture: string; cache: string; out: (name: string) => string }> | undefined;
const preparation = () => {
  prepared ??= (async () => {
    mkdirSync(folder, { recursive: true });
    const picture = join(folder, 'picture.jpg');
    await sharp(join(root, 'examples/photos/astronaut.png'))
      .resize(2560, 1440, { fit: 'cover', kernel: 'lanczos3' })
      .jpeg({ quality: 92 })
      .toFile(picture);
    const cache = benchCache();
    const out = (name: string) => join(folder, name);
    const ready = { picture, cache, out };
    await shoot(ready, { seconds: 1 });
    return ready;
  })();
  return prepared;
};

type Ready = Awaited<ReturnType<typeof preparation>>;

/** Whole process through the command line. Finished segments and camera fits of earlier runs are removed first: only the lift may be found ready. */
async function shoot(ready: Ready, { seconds = FRAMES / 30 }: { seconds?: number } = {}): Promise<TimedRun> {
  forgetFilms(ready.cache);
  return await timedRun(shootCommand(ready, seconds).map(quoted).join(' '), { env: { FANTASCOPE_CACHE: ready.cache } });
}

const shootCommand = ({ picture, out }: Ready, seconds: number) => {
  const asked = ['--camera', CAMERA, '--seconds', String(seconds), '--size', '1920x1080', '--fps', '30', '--outside', 'allow'];
  return [process.execPath, cli, 'shoot', picture, ...asked, '--out', out('ours.mp4')];
};

const wholeProcess: BenchRow = {
  name: 'stage.export.wholeProcess.sec',
  unit: 's',
  measure: async () => {
    const ready = await preparation();
    const [ours] = await inTurn(ROUNDS, [() => shoot(ready)]);
    const run = ours as TimedRun;
    return { value: round(run.sec), note: `best of ${ROUNDS}; ${told(run)}` };
  },
};

const vsZoompan: BenchRow = {
  name: 'stage.export.vsZoompan.ratio',
  unit: 'ours/its',
  measure: async () => {
    const ready = await preparation();
    const move = `zoompan=z='1+0.2*on/300':x='iw/2-(iw/zoom/2)+on/300*60':y='ih/2-(ih/zoom/2)':d=${FRAMES}:s=1920x1080:fps=30`;
    const command = `${ffmpeg()} -v error -y -i ${ready.picture} -vf "${move}" -frames:v ${FRAMES} ${x264} -movflags +faststart ${ready.out('zoompan.mp4')}`;
    const [ours, its] = (await inTurn(ROUNDS, [() => shoot(ready), () => timedRun(command)])) as [TimedRun, TimedRun];
    return { value: round(ours.sec / its.sec), note: `${ours.sec} s / ${its.sec} s, best of ${ROUNDS} in turn; ${told(its)}` };
  },
};

/** Our own drawn frames as one raw file in memory, where the system has such a folder. */
async function rawFrames(ready: Ready): Promise<string> {
  const file = join(existsSync('/dev/shm') ? mkdtempSync('/dev/shm/fantascope-bench-') : folder, 'frames.yuv');
  const { moves } = parseCamera(CAMERA);
  const film = Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: 'bench' },
    shots: [{ camera: { lengthSec: FRAMES / 30, moves } }],
  });
  const camera = film.shots[0]?.camera as Film['shots'][number]['camera'];
  const frame = { widthPx: 1920, heightPx: 1080 };
  const setting = { cache: ready.cache, depth: 'auto', outside: 'allow', refresh: false, fps: 30, isDrawnSoon: true, ...frame } as const;
  const { source } = await liftShot({ picture: ready.picture, camera }, setting);
  const scene = typeof source.scene === 'function' ? await source.scene() : source.scene;
  const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(relaxedSimdWorks() ? 'relaxed' : 'plain'))));
  const path = cameraPath(source.camera);
  const stage = openStage({ module, scene, staging: source.staging, frame, poses: [path(0), path(FRAMES / 30)] });
  const handle = openSync(file, 'w');
  for (let n = 0; n < FRAMES; n++) writeSync(handle, stage.draw(path(n / 30)));
  closeSync(handle);
  return file;
}

const vsEncodeOnly: BenchRow = {
  name: 'stage.export.vsEncodeOnly.ratio',
  unit: 'its/ours',
  measure: async () => {
    const ready = await preparation();
    const raw = await rawFrames(ready);
    try {
      const command = `${ffmpeg()} -v error -y -f rawvideo -pix_fmt yuv420p -s 1920x1080 -r 30 -i ${raw} ${x264} ${ready.out('encode.mp4')}`;
      const [ours, its] = (await inTurn(ROUNDS, [() => shoot(ready), () => timedRun(command)])) as [TimedRun, TimedRun];
      return {
        value: round(its.sec / ours.sec),
        note: `${its.sec} s / ${ours.sec} s, best of ${ROUNDS} in turn, our own ${FRAMES} frames from a file in memory; ${told(its)}`,
      };
    } finally {
      rmSync(raw, { force: true });
      if (raw.startsWith('/dev/shm/')) rmSync(join(raw, '..'), { recursive: true, force: true });
    }
  },
};

const vsRemotion: BenchRow = {
  name: 'stage.export.vsRemotion.ratio',
  unit: 'its/ours',
  measure: async () => {
    const ready = await preparation();
    const peer = remotionPeer(ready.picture);
    const its = async () => ({ sec: peer.render(ready.out('remotion.mp4')), cpuSec: 0, command: peer.command });
    const [ours, theirs] = (await inTurn(2, [() => shoot(ready), its])) as [TimedRun, TimedRun];
    return { value: round(theirs.sec / ours.sec, 2), note: `${round(theirs.sec)} s / ${ours.sec} s, best of 2 in turn; ${peer.command}` };
  },
};

const cpuUse: BenchRow = {
  name: 'stage.export.cpuUse.ratio',
  unit: 'ratio',
  measure: async () => {
    const ready = await preparation();
    const [ours] = (await inTurn(ROUNDS, [() => shoot(ready)])) as [TimedRun];
    const value = ours.cpuSec / (cores * ours.sec);
    return {
      value: round(value),
      note: `(user + system) / (${cores} cores × wall) = ${round(ours.cpuSec)} / (${cores} × ${ours.sec}); time ${told(ours)}`,
    };
  },
};

const wishRealtime: BenchRow = {
  name: 'stage.film.wishRealtime.ratio',
  unit: 'seconds/second of film',
  measure: async () => {
    const ready = await preparation();
    const film = join(root, 'examples/wish/film.yaml');
    const command = [process.execPath, cli, 'film', film, '--out', ready.out('wish.mp4')].map(quoted).join(' ');
    // The first run lifts what was never lifted and is not counted.
    const env = { FANTASCOPE_CACHE: ready.cache };
    await timedRun(command, { env });
    const run = async () => {
      forgetFilms(ready.cache);
      return await timedRun(command, { env });
    };
    const [ours] = (await inTurn(2, [run])) as [TimedRun];
    const { durationSec } = await probe(ready.out('wish.mp4'));
    return {
      value: round(ours.sec / durationSec),
      note: `${ours.sec} s for ${round(durationSec, 2)} s, lifts cached, segments not; ${told(ours)}`,
    };
  },
};

const memory = (seconds: 10 | 120): BenchRow => ({
  name: `stage.memory.peakMb.${seconds}s`,
  unit: 'MB',
  measure: async () => {
    const ready = await preparation();
    forgetFilms(ready.cache);
    const command = shootCommand(ready, seconds);
    const value = await peakMb(command, { FANTASCOPE_CACHE: ready.cache });
    const note = `greatest sum of VmHWM of the process and its encoders; ${told({ command: command.map(quoted).join(' ') })}`;
    return { value: Math.round(value), note };
  },
});

/** The export rows of the stage suite. */
export const rows: readonly BenchRow[] = [wholeProcess, vsZoompan, vsEncodeOnly, vsRemotion, cpuUse, wishRealtime, memory(10), memory(120)];
