import { crc32, deflateSync } from 'node:zlib';
import { Fault, type Shot } from '@fantascope/film';
import { findWeights, openMatte, readMaskFile, readPicture } from '@fantascope/lift';

type Size = Readonly<{ widthPx: number; heightPx: number }>;
type Place = Shot['motions'][number]['place'];

/** A region that moves as a provider takes it: a PNG as large as the picture, white where it moves. Throws the faults of painted masks and pictures. */
export async function motionMask(
  place: Place,
  { image, size, cache }: Readonly<{ image: string; size: Size; cache: string }>,
): Promise<Uint8Array> {
  const { widthPx, heightPx } = size;
  const share = await shareOf(place, { image, cache });
  const plane = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1) plane[y * widthPx + x] = share((x + 0.5) / widthPx, (y + 0.5) / heightPx) > 0.5 ? 255 : 0;
  return greyPng(plane, size);
}

/** How much of a point of the picture moves, 0..1; the point is given in ratios. */
async function shareOf(
  place: Place,
  { image, cache }: Readonly<{ image: string; cache: string }>,
): Promise<(xRatio: number, yRatio: number) => number> {
  if ('region' in place) {
    const { xRatio, yRatio, widthRatio, heightRatio } = place.region;
    return (x, y) => (x >= xRatio && x <= xRatio + widthRatio && y >= yRatio && y <= yRatio + heightRatio ? 1 : 0);
  }
  if ('mask' in place) {
    const painted = await readMaskFile(place.mask);
    return sampled(painted.values, painted);
  }
  await using maker = openMatte({ weights: await findWeights('isnet-medium', { cache }) });
  const matte = await maker.matteOf(await readPicture(image));
  if (matte.method === 'none') throw new Fault('lift.motion-no-subject', { place: place.matte });
  const subject = sampled(matte.matte, matte);
  return place.matte === 'subject' ? subject : (x, y) => 1 - subject(x, y);
}

function sampled(values: Float32Array, { widthPx, heightPx }: Size): (xRatio: number, yRatio: number) => number {
  return (x, y) => values[Math.min(heightPx - 1, Math.floor(y * heightPx)) * widthPx + Math.min(widthPx - 1, Math.floor(x * widthPx))] ?? 0;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A grey PNG of 8 bits (PNG, second edition). */
function greyPng(plane: Uint8Array, { widthPx, heightPx }: Size): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPx, 0);
  head.writeUInt32BE(heightPx, 4);
  head[8] = 8;
  const lines = Buffer.alloc((widthPx + 1) * heightPx);
  for (let y = 0; y < heightPx; y += 1) lines.set(plane.subarray(y * widthPx, (y + 1) * widthPx), y * (widthPx + 1) + 1);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]);
}
