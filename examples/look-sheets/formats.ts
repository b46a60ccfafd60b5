import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aspects, Film, frameInside } from '@fantascope/film';
import { locateFfmpeg } from '@fantascope/media';
import { type FilmFormat, filmFormats, formatsWith, listEncoders } from '@fantascope/media/formats';
import { renderFilm } from '@fantascope/render';
import { firstWindow } from '@fantascope/stage';
import sharp from 'sharp';
import { fitted, type SheetGround, type Tile } from './contact-sheet.ts';

const names: Readonly<Record<FilmFormat, string>> = {
  h264: 'film.mp4',
  vp9: 'vp9.webm',
  av1: 'av1.webm',
  prores: 'film.mov',
  png: 'frames/',
  gif: 'film.gif',
  webp: 'film.webp',
};
/** The frame looked at: in the middle of the move, and no key frame. */
const FRAME = 20;

/** One moment of a photograph in every format that the installed ffmpeg can write, and in every shape of frame. */
export async function formatTiles({ lifted }: SheetGround): Promise<readonly Tile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fantascope-sheet-'));
  const ffmpegPath = locateFfmpeg({ env: process.env }).path;
  const { scene } = await lifted('dandelion.jpg');
  const shoot = async (format: FilmFormat, out: string, size: Readonly<{ widthPx: number; heightPx: number }>) => {
    const film = Film.parse({
      format: 'fantascope/film',
      version: 1,
      title: { en: 'formats' },
      ...size,
      shots: [{ camera: { lengthSec: 1, moves: [{ kind: 'truck', distanceM: -0.1 }] } }],
    });
    const staging = { window: firstWindow(scene, { aspectRatio: size.widthPx / size.heightPx }), lensMm: 35, subjectDistanceM: 3 };
    const scenes = async (shot: Film['shots'][number]) => ({ scene, sceneKey: 'sheet', staging, camera: shot.camera });
    await renderFilm({ film, scenes, out, format });
    return await frameOf(out, ffmpegPath);
  };
  const tiles: Tile[] = [];
  const can = new Map(formatsWith(await listEncoders(ffmpegPath)).map(({ format, encoder }) => [format, encoder]));
  for (const format of filmFormats) {
    if (can.get(format) == null) continue;
    const image = await shoot(format, join(folder, names[format]), { widthPx: 640, heightPx: 360 });
    tiles.push({ label: `${format}, frame ${FRAME}`, image });
  }
  for (const aspect of aspects) {
    const size = frameInside(aspect, { widthPx: 640, heightPx: 360 });
    const image = await shoot('h264', join(folder, `${size.widthPx}x${size.heightPx}.mp4`), size);
    tiles.push({ label: `${aspect}: ${size.widthPx}x${size.heightPx}`, image });
  }
  await rm(folder, { recursive: true });
  return tiles;
}

/** Decoded by ffmpeg, and animated WebP, which it does not read, by libvips. */
async function frameOf(file: string, ffmpegPath: string): Promise<Buffer> {
  if (file.endsWith('.webp')) return await fitted(sharp(file, { page: FRAME }));
  const input = file.endsWith('/') ? `${file}frame_${String(FRAME + 1).padStart(5, '0')}.png` : file;
  const pick = file.endsWith('/') ? [] : ['-vf', `select=eq(n\\,${FRAME})`];
  return await fitted(
    sharp(
      execFileSync(ffmpegPath, ['-v', 'error', '-i', input, ...pick, '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', '-'], {
        maxBuffer: 2 ** 26,
      }),
    ),
  );
}
