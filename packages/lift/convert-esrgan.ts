/**
 * Converts the weights that enlarge small photographs: node packages/lift/convert-esrgan.ts [folder of the unpacked package]
 *
 * A tool of development, run by hand; nothing runs it at set-up. It fetches @upscalerjs/esrgan-medium@1.0.0 (MIT, Kevin Scott) with `npm pack` into a
 * temporary folder, or takes a folder where it already lies unpacked, reads the ×4 model (a tfjs layers-model: Keras topology as JSON, weights as
 * raw float32) and writes into packages/lift/weights:
 *   esrgan-medium-x4.onnx        the same layers and weights as ONNX, NCHW, RGB 0..255 in and out; always the same bytes
 *   esrgan-medium-x4.LICENSE     the package's licence
 *   esrgan-medium-x4.in.png      the top left 48×48 of the package's sample picture
 *   esrgan-medium-x4.out.png     the top left 192×192 of what TensorFlow.js made of that sample, as shipped in the package
 * No TensorFlow is needed. At the end it runs the whole sample through the engine and says how far the result is from TensorFlow's.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-node';
import sharp from 'sharp';
import { type OnnxConstant, type OnnxNode, writeOnnx } from './src/onnx-writer.ts';

const source = '@upscalerjs/esrgan-medium@1.0.0';
const weightsFolder = fileURLToPath(new URL('weights', import.meta.url));

/** One layer of a Keras functional model, as far as it is read here. */
export type KerasLayer = Readonly<{
  class_name: string;
  name: string;
  config: Readonly<Record<string, unknown>>;
  inbound_nodes: readonly (readonly (readonly [string, ...unknown[]])[])[];
}>;

/** A named array of float32, row-major. */
export type KerasWeights = ReadonlyMap<string, Readonly<{ shape: readonly number[]; data: Float32Array }>>;

/**
 * Writes a Keras functional model (channels last) as an ONNX model (channels first). Two kinds of layers are written as what they amount to, which
 * takes a third of the memory: a convolution of a concatenation is the sum of the convolutions of its parts, and a 3×3 convolution of repeated
 * pixels is one of the pixels themselves that makes every repetition at once. Throws an Error that names a layer it does not know.
 */
export function convertLayers(layers: readonly KerasLayer[], weights: KerasWeights, outputName: string): Uint8Array {
  const nodes: OnnxNode[] = [];
  const constants: OnnxConstant[] = [];
  const joined = new Map<string, readonly string[]>();
  const repeated = new Map<string, Readonly<{ from: string; times: number }>>();
  let inputName = '';
  const convolve = (output: string, from: string, kernel: Kernel, bias?: Float32Array): void => {
    constants.push({ name: `${output}/kernel`, dims: [kernel.outs, kernel.ins, kernel.side, kernel.side], data: kernel.data });
    if (bias) constants.push({ name: `${output}/bias`, dims: [kernel.outs], data: bias });
    const inputs = [from, `${output}/kernel`, ...(bias ? [`${output}/bias`] : [])];
    const pad = kernel.side >> 1;
    nodes.push({
      op: 'Conv',
      inputs,
      outputs: [output],
      attributes: { kernel_shape: [kernel.side, kernel.side], pads: [pad, pad, pad, pad] },
    });
  };
  for (const { class_name: kind, name, config, inbound_nodes: inbound } of layers) {
    const inputs = (inbound[0] ?? []).map(([from]) => from);
    const [first = ''] = inputs;
    const refuse = (why: string): never => {
      throw new Error(`${name}: a ${kind} layer ${why}`);
    };
    switch (kind) {
      case 'InputLayer':
        inputName = name;
        break;
      case 'Concatenate':
        joined.set(name, inputs);
        break;
      case 'UpSampling2D': {
        const [y = 1, x = 1] = config.size as number[];
        if (config.interpolation !== 'nearest' || x !== y) refuse('of another make');
        repeated.set(name, { from: first, times: x });
        break;
      }
      case 'Conv2D': {
        if (config.activation !== 'linear' || `${config.strides}` !== '1,1' || `${config.dilation_rate}` !== '1,1')
          refuse('of another make');
        const kernel = channelsFirst(weights.get(`${name}/kernel`) ?? refuse('without a kernel'));
        const bias = (weights.get(`${name}/bias`) ?? refuse('without a bias')).data;
        // 'valid' keeps the size only for 1×1, where it is the same as 'same'
        if (config.padding !== 'same' && kernel.side !== 1) refuse('that crops');
        const parts = joined.get(first);
        const small = repeated.get(first);
        if (parts) {
          for (const [i, part] of parts.entries())
            convolve(`${name}/${i}`, part, partOf(kernel, i, parts.length), i === 0 ? bias : undefined);
          for (let i = 1; i < parts.length; i++) {
            const sum = i === 1 ? `${name}/0` : `${name}/sum${i - 1}`;
            nodes.push({ op: 'Add', inputs: [sum, `${name}/${i}`], outputs: [i === parts.length - 1 ? name : `${name}/sum${i}`] });
          }
        } else if (small) {
          if (kernel.side !== 3) refuse('of repeated pixels that is not 3×3');
          const { times } = small;
          const biases = Float32Array.from(
            { length: bias.length * times * times },
            (_, i) => bias[Math.floor(i / (times * times))] as number,
          );
          convolve(`${name}/all`, small.from, everyRepetition(kernel, times), biases);
          nodes.push({ op: 'DepthToSpace', inputs: [`${name}/all`], outputs: [name], attributes: { blocksize: times, mode: 'CRD' } });
        } else convolve(name, first, kernel, bias);
        break;
      }
      case 'Activation':
        if (config.activation !== 'relu') refuse(`of ${config.activation}`);
        nodes.push({ op: 'Relu', inputs, outputs: [name] });
        break;
      case 'Add':
        nodes.push({ op: 'Sum', inputs, outputs: [name] });
        break;
      default:
        refuse('is not known here');
    }
  }
  const input = { name: inputName, dims: [1, 3, 'height', 'width'] };
  return writeOnnx({ nodes, constants, input, output: { name: outputName, dims: [1, 3, 'outHeight', 'outWidth'] } });
}

/** A square kernel, out × in × side × side. */
type Kernel = Readonly<{ outs: number; ins: number; side: number; data: Float32Array }>;

/** side × side × in × out → out × in × side × side. */
function channelsFirst({ shape, data }: { shape: readonly number[]; data: Float32Array }): Kernel {
  const [side = 0, width = 0, ins = 0, outs = 0] = shape;
  if (side !== width) throw new Error(`a kernel of ${side}×${width}`);
  const turned = new Float32Array(data.length);
  let from = 0;
  for (let at = 0; at < side * side; at++)
    for (let i = 0; i < ins; i++) for (let o = 0; o < outs; o++) turned[(o * ins + i) * side * side + at] = data[from++] as number;
  return { outs, ins, side, data: turned };
}

/** What a kernel does with one of `count` equal parts of its input's channels. */
function partOf({ outs, ins, side, data }: Kernel, index: number, count: number): Kernel {
  const length = (ins / count) * side * side;
  const part = new Float32Array(outs * length);
  for (let o = 0; o < outs; o++) part.set(data.subarray((o * count + index) * length, (o * count + index + 1) * length), o * length);
  return { outs, ins: ins / count, side, data: part };
}

/** The kernel that makes of every pixel what `kernel` makes of it repeated `times` × `times`: channel (out × times + y) × times + x is repetition (x, y). */
function everyRepetition({ outs, ins, data }: Kernel, times: number): Kernel {
  const all = new Float32Array(outs * times * times * ins * 9);
  // tap −1, 0 or 1 of a repetition reads this neighbour of the pixel
  const tapOf = (repetition: number, tap: number): number => Math.floor((repetition + tap - 1) / times) + 1;
  for (let o = 0; o < outs; o++)
    for (let y = 0; y < times; y++)
      for (let x = 0; x < times; x++)
        for (let i = 0; i < ins; i++)
          for (let tap = 0; tap < 9; tap++) {
            const to = (((o * times + y) * times + x) * ins + i) * 9 + tapOf(y, Math.floor(tap / 3)) * 3 + tapOf(x, tap % 3);
            all[to] = (all[to] as number) + (data[(o * ins + i) * 9 + tap] as number);
          }
  return { outs: outs * times * times, ins, side: 3, data: all };
}

/** Reads a tfjs layers-model and writes it as ONNX. */
async function convertFolder(folder: string): Promise<Uint8Array> {
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const [{ paths, weights: entries }] = weightsManifest as [{ paths: string[]; weights: { name: string; shape: number[] }[] }];
  const bytes = Uint8Array.from(Buffer.concat(await Promise.all(paths.map((path) => readFile(join(folder, path))))));
  const weights = new Map<string, { shape: number[]; data: Float32Array }>();
  let at = 0;
  for (const { name, shape } of entries) {
    const count = shape.reduce((product, size) => product * size, 1);
    weights.set(name, { shape, data: new Float32Array(bytes.buffer, at, count) });
    at += 4 * count;
  }
  if (at !== bytes.length) throw new Error(`${folder}: ${bytes.length} bytes of weights, ${at} expected`);
  const { layers, output_layers: outputs } = modelTopology.model_config.config;
  return convertLayers(layers, weights, outputs[0][0]);
}

/** Largest difference, in levels of 255, between the engine's result for the sample and the one shipped beside it. */
async function farthestFrom(model: Uint8Array, sample: string, expected: string): Promise<number> {
  const session = await ort.InferenceSession.create(model);
  const { data, info } = await sharp(sample).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const n = info.width * info.height;
  const planes = Float32Array.from({ length: 3 * n }, (_, i) => data[(i % n) * 3 + Math.floor(i / n)] as number);
  const [input = ''] = session.inputNames;
  const result = (await session.run({ [input]: new ort.Tensor('float32', planes, [1, 3, info.height, info.width]) }))[
    session.outputNames[0] ?? ''
  ];
  const out = result?.data as Float32Array;
  const wanted = await sharp(expected).removeAlpha().raw().toBuffer();
  let farthest = 0;
  for (let i = 0; i < out.length; i++) {
    const value = Math.max(0, Math.min(255, out[i] as number));
    farthest = Math.max(farthest, Math.abs(value - (wanted[(i % (16 * n)) * 3 + Math.floor(i / (16 * n))] as number)));
  }
  await session.release();
  return farthest;
}

async function main(given: string | undefined): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'esrgan-'));
  try {
    if (given === undefined) {
      const archive = execFileSync('npm', ['pack', source, '--silent'], { cwd: temporary, encoding: 'utf8' }).trim();
      execFileSync('tar', ['-xzf', archive], { cwd: temporary });
    }
    const folder = given ?? join(temporary, 'package');
    const sample = join(folder, 'assets', 'fixture.png');
    const expected = join(folder, 'assets', 'samples', '4x', 'result.png');
    const model = await convertFolder(join(folder, 'models', 'x4'));
    await mkdir(weightsFolder, { recursive: true });
    const file = (ending: string): string => join(weightsFolder, `esrgan-medium-x4.${ending}`);
    await writeFile(file('onnx'), model);
    await copyFile(join(folder, 'LICENSE'), file('LICENSE'));
    const corner = (path: string, px: number) => sharp(path).removeAlpha().extract({ left: 0, top: 0, width: px, height: px }).png();
    await corner(sample, 48).toFile(file('in.png'));
    await corner(expected, 192).toFile(file('out.png'));
    const sha256 = createHash('sha256').update(model).digest('hex');
    const farthest = await farthestFrom(model, sample, expected);
    process.stdout.write(
      `${file('onnx')}\n${model.length} bytes, sha256 ${sha256}\nat most ${farthest.toFixed(3)}/255 from TensorFlow's sample\n`,
    );
  } finally {
    await rm(temporary, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2]);
