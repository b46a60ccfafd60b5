import type { Notice } from '@fantascope/film';
import { type HubFile, type HubOptions, hubFile, hubHost } from '../hub-file.ts';
import { type LoadInference, loadInference, openSession } from '../inference.ts';
import { type Picture, resizeBytes } from '../picture.ts';
import { weightsFiles } from '../weights.ts';
import type { Size } from './plane.ts';

/** Depth Anything V2 small (Yang et al. 2024, Apache-2.0) as ONNX, pinned to one revision. */
export const depthAnything: HubFile = {
  ...weightsFiles['depth-anything-v2-small'],
  hubPath: 'onnx-community/depth-anything-v2-small/resolve/4472b7362082ad9968fee890ca0f1e5aca36b93d/onnx/model.onnx',
};

/** Settings for reaching and running the model. */
export type DepthModelOptions = HubOptions & Readonly<{ model?: HubFile; load?: LoadInference }>;

/** The model's disparity at its own size, 0..1, or why there is none. `silent` = switched off by the setting, nobody need be told. */
export type DepthModelResult =
  | (Size & Readonly<{ outcome: 'done'; disparity: Float32Array }>)
  | Readonly<{ outcome: 'absent'; notice: Notice; host: string; reason: string; isSilent: boolean }>;

/**
 * Runs the depth model, fetching its weights once when the hub can be reached. The hub is FANTASCOPE_HUB_URL, else huggingface.co; the value `off`
 * keeps it from being asked.
 */
export async function runDepthModel(picture: Picture, options: DepthModelOptions): Promise<DepthModelResult> {
  const { model = depthAnything, load = loadInference } = options;
  const host = hubHost(options.env);
  const absent = (
    code: 'lift.depth-model-unreachable' | 'lift.depth-model-failed',
    reason: string,
    isSilent = false,
  ): DepthModelResult => ({
    outcome: 'absent',
    notice: { code, params: { host, reason } },
    host,
    reason,
    isSilent,
  });
  const weights = await hubFile(model, options);
  if (weights.outcome === 'absent') return absent('lift.depth-model-unreachable', weights.reason, weights.isSilent);
  try {
    return { outcome: 'done', ...(await infer(picture, { path: weights.path, load })) };
  } catch (error) {
    return absent('lift.depth-model-failed', (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '');
  }
}

/** The model's patches are 14 px; it was trained with the shorter side at 518. */
const patchPx = 14;
const shortSidePx = 518;

const mean = [0.485, 0.456, 0.406];
const deviation = [0.229, 0.224, 0.225];

async function infer(picture: Picture, { path, load }: { path: string; load: LoadInference }): Promise<Size & { disparity: Float32Array }> {
  const inference = await load();
  const session = await openSession(inference, path);
  try {
    const size = inputSize(picture);
    const n = size.widthPx * size.heightPx;
    const bytes = await resizeBytes(picture.rgb, { ...picture, channels: 3 }, size);
    const planes = new Float32Array(3 * n);
    for (let c = 0; c < 3; c++) {
      for (let i = 0; i < n; i++) planes[c * n + i] = ((bytes[3 * i + c] as number) / 255 - (mean[c] as number)) / (deviation[c] as number);
    }
    const input = new inference.Tensor('float32', planes, [1, 3, size.heightPx, size.widthPx]);
    const outputs = await session.run({ [session.inputNames[0] ?? 'pixel_values']: input });
    const depth = outputs[session.outputNames[0] ?? 'predicted_depth'];
    const [heightPx, widthPx] = (depth?.dims ?? []).slice(-2) as [number, number];
    return { widthPx, heightPx, disparity: stretched(depth?.data as Float32Array) };
  } finally {
    await session.release();
  }
}

/** The model's input for a picture: shorter side 518, longer side at most twice that, both whole patches. */
function inputSize({ widthPx, heightPx }: Size): Size {
  const scale = Math.min(shortSidePx / Math.min(widthPx, heightPx), (2 * shortSidePx) / Math.max(widthPx, heightPx));
  const patches = (length: number) => patchPx * Math.max(1, Math.round((length * scale) / patchPx));
  return { widthPx: patches(widthPx), heightPx: patches(heightPx) };
}

/** Stretches values to 0..1 between their 0.5 and 99.5 per cent points: single stray pixels would otherwise flatten all others. */
export function stretched(values: Float32Array): Float32Array {
  const sorted = values.slice().sort();
  const low = sorted[Math.floor(0.005 * (sorted.length - 1))] as number;
  const high = sorted[Math.ceil(0.995 * (sorted.length - 1))] as number;
  const range = high - low || 1;
  return values.map((value) => Math.min(1, Math.max(0, (value - low) / range)));
}
