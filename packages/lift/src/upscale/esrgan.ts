import type { TypedTensor } from 'onnxruntime-node';
import { type LoadInference, loadInference, openSession } from '../inference.ts';
import type { Size } from '../layers/size.ts';
import type { Box } from './tiles.ts';

/** The model, open: RGB bytes of a part of a picture in, that part four times as wide and high out. Past the picture's edge its edge is repeated. */
export type Esrgan = Readonly<{ enlarge: (picture: Rgb, part: Box) => Promise<Rgb> }> & AsyncDisposable;

/** RGB bytes, row-major, three a pixel. */
export type Rgb = Size & Readonly<{ rgb: Uint8Array }>;

/** Opens the model. Throws where the engine does not load or the file is no model. */
export async function openEsrgan(path: string, load: LoadInference = loadInference): Promise<Esrgan> {
  const inference = await load();
  const session = await openSession(inference, path);
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  return {
    enlarge: async (picture, part) => {
      const tensor = new inference.Tensor('float32', planesOf(picture, part), [1, 3, part.heightPx, part.widthPx]);
      const { data } = (await session.run({ [input]: tensor }))[output] as TypedTensor<'float32'>;
      return { widthPx: 4 * part.widthPx, heightPx: 4 * part.heightPx, rgb: bytesOf(data) };
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

function planesOf(picture: Rgb, part: Box): Float32Array {
  const n = part.widthPx * part.heightPx;
  const planes = new Float32Array(3 * n);
  for (let y = 0, i = 0; y < part.heightPx; y++) {
    const row = Math.max(0, Math.min(picture.heightPx - 1, part.yPx + y)) * picture.widthPx;
    for (let x = 0; x < part.widthPx; x++, i++) {
      const at = 3 * (row + Math.max(0, Math.min(picture.widthPx - 1, part.xPx + x)));
      planes[i] = picture.rgb[at] as number;
      planes[i + n] = picture.rgb[at + 1] as number;
      planes[i + 2 * n] = picture.rgb[at + 2] as number;
    }
  }
  return planes;
}

function bytesOf(planes: Float32Array): Uint8Array {
  const n = planes.length / 3;
  const rgb = new Uint8Array(planes.length);
  for (let i = 0, at = 0; i < n; i++) {
    for (let c = 0; c < 3; c++) rgb[at++] = Math.max(0, Math.min(255, Math.round(planes[i + c * n] as number)));
  }
  return rgb;
}
