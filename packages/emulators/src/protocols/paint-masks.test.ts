import { execFileSync } from 'node:child_process';
import { locateFfmpeg } from '@fantascope/media';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, askEmulator, askUntil, at } from '../ask-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { startEmulator } from '../emulators.ts';
import { pictureSize, pngOf } from '../media/png.ts';

const size = { widthPx: 96, heightPx: 64 };
/** A picture of which every pixel is another, and a mask that is white in its right half. */
const coloured = pixels(size, (x, y) => [x * 2, y * 3, 128]);
const rightHalf = pixels(size, (x) => (x >= 48 ? [255, 255, 255] : [0, 0, 0]));

function pixels(of: typeof size, colour: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const rgb = new Uint8Array(of.widthPx * of.heightPx * 3);
  for (let at = 0; at < of.widthPx * of.heightPx; at++) rgb.set(colour(at % of.widthPx, Math.floor(at / of.widthPx)), at * 3);
  return pngOf({ ...of, rgb }, of);
}

function rawOf(file: Uint8Array): Buffer {
  const args = ['-v', 'error', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'];
  return execFileSync(locateFfmpeg({ env: process.env }).path, args, { input: file });
}

/** How many pixels of each half are others than those of the picture. */
function changed(file: Uint8Array): Readonly<{ left: number; right: number }> {
  const [before, after] = [rawOf(coloured), rawOf(file)];
  const count = { left: 0, right: 0 };
  for (let at = 0; at < before.length; at += 3) {
    if (before.compare(after, at, at + 3, at, at + 3) !== 0) count[(at / 3) % size.widthPx < 48 ? 'left' : 'right']++;
  }
  return count;
}

const dataUri = (file: Uint8Array) => `data:image/png;base64,${Buffer.from(file).toString('base64')}`;

describe('fal', () => {
  let fal: Emulator;
  beforeAll(async () => {
    fal = await startEmulator('fal-queue', { workMs: 20 });
  });
  afterAll(() => fal.close());
  const headers = { authorization: 'Key emulated-fal-id:emulated-fal-secret' };
  const submit = (json: unknown) => askEmulator(fal, { method: 'POST', path: '/fal-ai/flux-pro/v1/fill', json, headers });

  test('what is painted anew lies where the mask is white, and nothing else is touched', async () => {
    const { json } = await submit({ prompt: 'a boat', image_url: dataUri(coloured), mask_url: dataUri(rightHalf) });
    await askUntil(
      () => askEmulator(fal, { path: String(json['status_url']), headers }),
      ({ status }) => status === 200,
    );
    const result = await askEmulator(fal, { path: String(json['response_url']), headers });
    expect(at(result.json, 'images.0')).toMatchObject({ width: 96, height: 64 });
    const file = new Uint8Array(await (await fetch(String(at(result.json, 'images.0.url')))).arrayBuffer());
    expect(pictureSize(file)).toEqual(size);
    const { left, right } = changed(file);
    expect(left).toBe(0);
    expect(right).toBeGreaterThan(48 * 64 * 0.9);
  });

  test('a request without a mask, or with one of another size, is not taken', async () => {
    const small = pixels({ widthPx: 48, heightPx: 64 }, () => [255, 255, 255]);
    const none = await submit({ prompt: 'a boat', image_url: dataUri(coloured) });
    const other = await submit({ prompt: 'a boat', image_url: dataUri(coloured), mask_url: dataUri(small) });
    for (const { status, json } of [none, other]) {
      expect(status).toBe(422);
      expect(at(json, 'detail.0.loc')).toContain('mask_url');
    }
    expect(at(other.json, 'detail.0.msg')).toContain('48 x 64');
  });
});

describe('ComfyUI', () => {
  let comfy: Emulator;
  beforeAll(async () => {
    comfy = await startEmulator('comfyui', { workMs: 20 });
  });
  afterAll(() => comfy.close());
  const put = async (name: string, file: Uint8Array) => {
    const form = new FormData();
    form.set('overwrite', 'true');
    form.set('image', new File([Uint8Array.from(file)], name, { type: 'image/png' }));
    await fetch(`${comfy.baseUrl}/upload/image`, { method: 'POST', body: form });
  };
  const graph = {
    '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'inpainting.safetensors' } },
    '2': { class_type: 'CLIPTextEncode', inputs: { text: 'a boat', clip: ['1', 1] } },
    '3': { class_type: 'LoadImage', inputs: { image: 'picture.png' } },
    '4': { class_type: 'LoadImageMask', inputs: { image: 'mask.png', channel: 'red' } },
    '5': { class_type: 'VAEEncodeForInpaint', inputs: { pixels: ['3', 0], vae: ['1', 2], mask: ['4', 0], grow_mask_by: 6 } },
    '6': {
      class_type: 'KSampler',
      inputs: {
        ...{ model: ['1', 0], positive: ['2', 0], negative: ['2', 0], latent_image: ['5', 0], seed: 1, steps: 20, cfg: 7 },
        ...{ sampler_name: 'euler', scheduler: 'normal', denoise: 1 },
      },
    },
    '7': { class_type: 'VAEDecode', inputs: { samples: ['6', 0], vae: ['1', 2] } },
    '8': { class_type: 'SaveImage', inputs: { images: ['7', 0], filename_prefix: 'still' } },
  };
  const queue = (id: string) => askEmulator(comfy, { method: 'POST', path: '/prompt', json: { prompt: graph, prompt_id: id } });

  test('a mask of another size than its picture is a complaint of its node', async () => {
    await put('picture.png', coloured);
    await put(
      'mask.png',
      pixels({ widthPx: 96, heightPx: 32 }, () => [255, 255, 255]),
    );
    const { status, json } = await queue('small');
    expect(status).toBe(400);
    expect(at(json, 'node_errors.5.errors.0.details')).toContain('96 x 32');
  });

  test('the picture comes back in its size, changed where the mask is white', async () => {
    await put('picture.png', coloured);
    await put('mask.png', rightHalf);
    expect((await queue('whole')).status).toBe(200);
    const { json }: Answer = await askUntil(
      () => askEmulator(comfy, { path: '/history/whole' }),
      (answer) => 'whole' in answer.json,
    );
    const name = String(at(json, 'whole.outputs.8.images.0.filename'));
    const file = new Uint8Array(await (await fetch(`${comfy.baseUrl}/view?filename=${name}&subfolder=&type=output`)).arrayBuffer());
    const { left, right } = changed(file);
    expect(left).toBe(0);
    expect(right).toBeGreaterThan(48 * 64 * 0.9);
  });
});
