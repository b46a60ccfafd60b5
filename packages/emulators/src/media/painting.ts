import { spawn } from 'node:child_process';
import { locateFfmpeg } from '@fantascope/media';
import { drawPlacard, type Made, type Painting, type Placard } from './placard.ts';
import { pictureSize, pngOf } from './png.ts';

/** A mask held against its picture; a text says what is wrong with them. */
export function paintingOf(picture: Uint8Array, mask: Uint8Array): Painting | string {
  const [size, own] = [pictureSize(picture), pictureSize(mask)];
  if (size === undefined) return 'The image cannot be read';
  if (own === undefined) return 'The mask cannot be read';
  if (size.widthPx === own.widthPx && size.heightPx === own.heightPx) return { picture, mask, ...size };
  return `The mask is ${own.widthPx} x ${own.heightPx}, the image ${size.widthPx} x ${size.heightPx}: they must have the same dimensions`;
}

/** The picture as a PNG, with the placard of what was asked for where the mask is white; grey mixes the two. */
export async function paintOver({ picture, mask, ...size }: Painting, made: Made, signal: AbortSignal): Promise<Uint8Array> {
  const { widthPx, heightPx } = size;
  const rgb = await rawOf(picture, { format: 'rgb24', bytes: widthPx * heightPx * 3, signal });
  const grey = await rawOf(mask, { format: 'gray', bytes: widthPx * heightPx, signal });
  const box = boxOf(grey, widthPx);
  if (box !== null) {
    const placard = drawPlacard({ ...made, ...shapeOf(box) }, { doneRatio: 1 });
    for (let y = box.top; y <= box.bottom; y++) {
      for (let x = box.left; x <= box.right; x++) {
        const at = y * widthPx + x;
        const share = (grey[at] as number) / 255;
        if (share > 0) mix(rgb, { at: at * 3, share, placard, from: placardAt(placard, box, { x, y }) });
      }
    }
  }
  return pngOf({ ...size, rgb }, size);
}

type Box = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** What of the mask is not black, ends included; null where all of it is. */
function boxOf(grey: Uint8Array, widthPx: number): Box | null {
  let [left, top, right, bottom] = [widthPx, -1, -1, -1];
  for (let at = 0; at < grey.length; at++) {
    if (grey[at] === 0) continue;
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return top < 0 ? null : { left, top, right, bottom };
}

/** A placard's shape for a box: a thin stripe would need one that is too long to draw. */
function shapeOf({ left, top, right, bottom }: Box): Pick<Made, 'widthPx' | 'heightPx'> {
  const [widthPx, heightPx] = [right - left + 1, bottom - top + 1];
  return { widthPx: Math.max(widthPx, Math.ceil(heightPx / 6)), heightPx: Math.max(heightPx, Math.ceil(widthPx / 6)) };
}

function placardAt({ widthPx, heightPx }: Placard, { left, top, right, bottom }: Box, { x, y }: { x: number; y: number }): number {
  const column = Math.floor(((x - left) * widthPx) / (right - left + 1));
  return (Math.floor(((y - top) * heightPx) / (bottom - top + 1)) * widthPx + column) * 3;
}

function mix(rgb: Uint8Array, { at, share, placard, from }: { at: number; share: number; placard: Placard; from: number }): void {
  for (let part = 0; part < 3; part++) {
    const [old, anew] = [rgb[at + part] as number, placard.rgb[from + part] as number];
    rgb[at + part] = Math.round(old + (anew - old) * share);
  }
}

/** The plain pixels of a picture file, as it lies on the disk: turned by nothing that it says of itself. */
async function rawOf(
  file: Uint8Array,
  { format, bytes, signal }: { format: 'rgb24' | 'gray'; bytes: number; signal: AbortSignal },
): Promise<Uint8Array> {
  const scale = format === 'gray' ? ['-vf', 'format=gray,scale=in_range=full:out_range=full'] : [];
  const args = ['-v', 'error', '-noautorotate', '-i', 'pipe:0', ...scale, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', format, 'pipe:1'];
  const child = spawn(locateFfmpeg({ env: process.env }).path, args, { stdio: ['pipe', 'pipe', 'pipe'], signal });
  const [made, said]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (each: Buffer) => made.push(each));
  child.stderr.on('data', (each: Buffer) => said.push(each));
  // ffmpeg closes its input once it has the one picture; its exit code is what counts.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.end(file);
  const code = await ended;
  const raw = Buffer.concat(made);
  if (code === 0 && raw.length === bytes) return raw;
  throw new Error(`ffmpeg ended with ${code} and ${raw.length} of ${bytes} bytes: ${Buffer.concat(said).toString('utf8').trim()}`);
}
