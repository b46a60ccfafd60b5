import type { Notice } from '@fantascope/film';
import type { InferenceSession, TypedTensor } from 'onnxruntime-node';
import { resizePlane } from './disparity/plane.ts';
import { type Inference, type LoadInference, loadInference, openSession } from './inference.ts';
import { cleanMatte } from './matte-clean.ts';
import { type Picture, resizeBytes, workSize } from './picture.ts';
import type { Weights } from './weights.ts';

/** Where the subject is: 0 background … 1 subject, at work size. */
export type Matte = Readonly<{
  widthPx: number;
  heightPx: number;
  matte: Float32Array;
  /** 'none' = no subject was found or nothing could look for one; the matte is then 0 everywhere. */
  method: 'isnet-medium' | 'alpha' | 'none';
  /** Milliseconds spent on this picture; the first one carries the model's loading. */
  ms: number;
  notices: readonly Notice[];
}>;

/** A matte maker whose model stays loaded between pictures (about 2 GB while it is open); dispose it to give the memory back. */
export type MatteMaker = Readonly<{ matteOf: (picture: Picture) => Promise<Matte> }> & AsyncDisposable;

/** `weights` from findWeights('isnet-medium'); `load` is replaced only where the engine is known to be absent. */
export type MatteOptions = Readonly<{ weights: Weights; load?: LoadInference }>;

/** A matte covering less than the first share of the picture, or more than the second, is no subject but noise or the whole picture. */
const subjectShare = { least: 0.02, most: 0.95 };

/** The model's square input; it was exported with a fixed size. */
const inputPx = 1024;

/** Opens a matte maker for a batch. Missing weights or engine are no fault: every matte then is 'none' with the notice that says what to do. */
export function openMatte({ weights, load = loadInference }: MatteOptions): MatteMaker {
  let opening: Promise<Opened> | undefined;
  return {
    matteOf: async (picture) => {
      const start = performance.now();
      const size = workSize(picture);
      const finish = (matte: Float32Array | null, method: Matte['method'], notices: Notice[]): Matte => ({
        ...size,
        matte: matte ?? new Float32Array(size.widthPx * size.heightPx),
        method: matte ? method : 'none',
        ms: performance.now() - start,
        notices,
      });
      const cutOut = picture.alpha && (await ownShape(picture.alpha, picture, size));
      if (cutOut) return finish(cutOut, 'alpha', []);
      opening ??= openModel(weights, load);
      const opened = await opening;
      if (opened.outcome === 'absent') return finish(null, 'none', [opened.notice]);
      const raw = await runModel(opened, picture);
      const matte = cleanMatte(resizePlane(raw, { widthPx: inputPx, heightPx: inputPx }, size), size);
      return isSubject(matte) ? finish(matte, 'isnet-medium', []) : finish(null, 'none', [{ code: 'lift.subject-none', params: {} }]);
    },
    [Symbol.asyncDispose]: async () => {
      const opened = await opening;
      opening = undefined;
      if (opened?.outcome === 'open') await opened.session.release();
    },
  };
}

/** The matte of one picture: its own cut-out shape, else ISNet's, else none. The model is opened for it and released again. */
export async function matteOf(picture: Picture, options: MatteOptions): Promise<Matte> {
  await using maker = openMatte(options);
  return await maker.matteOf(picture);
}

type Opened =
  | Readonly<{ outcome: 'open'; inference: Inference; session: InferenceSession }>
  | Readonly<{ outcome: 'absent'; notice: Notice }>;

async function openModel({ outcome, name, path }: Weights, load: LoadInference): Promise<Opened> {
  if (outcome !== 'found') {
    return {
      outcome: 'absent',
      notice: { code: outcome === 'damaged' ? 'lift.weights-damaged' : 'lift.weights-missing', params: { name, path } },
    };
  }
  try {
    const inference = await load();
    return { outcome: 'open', inference, session: await openSession(inference, path) };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    return { outcome: 'absent', notice: { code: 'lift.inference-missing', params: { name, reason } } };
  }
}

/** Runs ISNet: RGB planes as (value − 128) / 256, stretched to the square; the output is already 0..1 (Qin et al. 2022, as exported by img.ly). */
async function runModel({ inference, session }: Extract<Opened, { outcome: 'open' }>, picture: Picture): Promise<Float32Array> {
  const bytes = await resizeBytes(picture.rgb, { ...picture, channels: 3 }, { widthPx: inputPx, heightPx: inputPx });
  const n = inputPx * inputPx;
  const planes = new Float32Array(3 * n);
  for (let i = 0; i < n; i++) {
    planes[i] = ((bytes[3 * i] as number) - 128) / 256;
    planes[i + n] = ((bytes[3 * i + 1] as number) - 128) / 256;
    planes[i + 2 * n] = ((bytes[3 * i + 2] as number) - 128) / 256;
  }
  const input = session.inputNames[0] ?? 'input';
  // of the model's twelve outputs only the first is the matte; asking for one keeps the rest from being copied out
  const outputs = await session.run({ [input]: new inference.Tensor('float32', planes, [1, 3, inputPx, inputPx]) }, ['output']);
  const { data } = outputs.output as TypedTensor<'float32'>;
  return data.map((value) => Math.min(1, Math.max(0, value)));
}

async function ownShape(alpha: Uint8Array, picture: Picture, size: { widthPx: number; heightPx: number }): Promise<Float32Array | null> {
  const bytes = await resizeBytes(alpha, { ...picture, channels: 1 }, size);
  const matte = Float32Array.from(bytes, (value) => value / 255);
  return isSubject(matte) ? matte : null;
}

function isSubject(matte: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < matte.length; i++) sum += matte[i] as number;
  const share = sum / matte.length;
  return share >= subjectShare.least && share <= subjectShare.most;
}
