import { createHash } from 'node:crypto';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { convertLayers, type KerasLayer } from './convert-esrgan.ts';

const layer = (class_name: string, name: string, from: readonly string[], config: Record<string, unknown> = {}): KerasLayer => ({
  class_name,
  name,
  config: { activation: 'linear', strides: [1, 1], dilation_rate: [1, 1], padding: 'same', ...config },
  inbound_nodes: from.length === 0 ? [] : [from.map((each) => [each] as const)],
});

const layers = [
  layer('InputLayer', 'in', []),
  layer('Conv2D', 'a', ['in']),
  layer('Activation', 'b', ['a'], { activation: 'relu' }),
  layer('Concatenate', 'both', ['in', 'b']),
  layer('Conv2D', 'mixed', ['both'], { padding: 'valid' }),
  layer('Add', 'sum', ['mixed', 'in']),
  layer('UpSampling2D', 'up', ['sum'], { size: [4, 4], interpolation: 'nearest' }),
  layer('Conv2D', 'out', ['up']),
];

/** Small numbers that differ from place to place. */
const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => ((i * 37) % 23) / 23 - 0.45);
const weights = new Map([
  ['a/kernel', { shape: [3, 3, 3, 3], data: numbers(81) }],
  ['a/bias', { shape: [3], data: numbers(3) }],
  ['mixed/kernel', { shape: [1, 1, 6, 3], data: numbers(18) }],
  ['mixed/bias', { shape: [3], data: numbers(3) }],
  ['out/kernel', { shape: [3, 3, 3, 3], data: numbers(81) }],
  ['out/bias', { shape: [3], data: numbers(3) }],
]);

type Image = Readonly<{ side: number; at: (c: number, x: number, y: number) => number }>;

/** Keras's own definition of each layer, pixel by pixel. */
const image = (side: number, at: Image['at']): Image => ({
  side,
  at: (c, x, y) => (x < 0 || y < 0 || x >= side || y >= side ? 0 : at(c, x, y)),
});
const convolve = ({ side, at }: Image, name: string): Image => {
  const { shape, data } = weights.get(`${name}/kernel`) as { shape: number[]; data: Float32Array };
  const [size = 0, , ins = 0, outs = 0] = shape;
  const half = size >> 1;
  return image(side, (o, x, y) => {
    let sum = weights.get(`${name}/bias`)?.data[o] as number;
    for (let v = 0; v < size; v++)
      for (let u = 0; u < size; u++)
        for (let i = 0; i < ins; i++) sum += at(i, x + u - half, y + v - half) * (data[((v * size + u) * ins + i) * outs + o] as number);
    return sum;
  });
};

test('a converted model does what the layers say, also where they are written as something shorter; always in the same bytes', async () => {
  const model = convertLayers(layers, weights, 'out');
  const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  expect(hash(convertLayers(layers, weights, 'out'))).toBe(hash(model));
  const side = 5;
  const data = numbers(3 * side * side);
  const input = image(side, (c, x, y) => data[(c * side + y) * side + x] as number);
  const a = convolve(input, 'a');
  const both = image(side, (c, x, y) => (c < 3 ? input.at(c, x, y) : Math.max(0, a.at(c - 3, x, y))));
  const mixed = convolve(both, 'mixed');
  const up = image(4 * side, (c, x, y) => mixed.at(c, x >> 2, y >> 2) + input.at(c, x >> 2, y >> 2));
  const expected = convolve(up, 'out');

  const session = await ort.InferenceSession.create(model);
  const { out } = await session.run({ in: new ort.Tensor('float32', data, [1, 3, side, side]) });
  await session.release();
  expect(out?.dims).toEqual([1, 3, 4 * side, 4 * side]);
  const got = out?.data as Float32Array;
  for (let c = 0, i = 0; c < 3; c++)
    for (let y = 0; y < 4 * side; y++) for (let x = 0; x < 4 * side; x++, i++) expect(got[i]).toBeCloseTo(expected.at(c, x, y), 3);
});

test('a layer that is not known is named', () => {
  expect(() => convertLayers([layer('InputLayer', 'in', []), layer('LSTM', 'odd', ['in'])], weights, 'odd')).toThrow('odd: a LSTM layer');
});
