/**
 * Writes ONNX models byte by byte: for tests, which run the real engine on a real file without weights, and for converting weights kept in other
 * formats. Fields: onnx.proto3, IR version 8. The same graph always gives the same bytes.
 */
export function writeOnnx({ nodes, constants, input, moreInputs = [], output, opset = 17 }: OnnxGraph): Uint8Array {
  const graph = [...nodes.map((node) => field(1, nodeBytes(node))), text(2, 'graph')];
  for (const constant of constants) graph.push(field(5, tensorBytes(constant)));
  graph.push(...[input, ...moreInputs].map((each) => field(11, valueBytes(each))), field(12, valueBytes(output)));
  return join([number(1, 8), text(2, 'fantascope'), field(7, join(graph)), field(8, join([text(1, ''), number(2, opset)]))]);
}

/** What an operation may be told: an integer, a list of integers or a word. */
export type OnnxAttribute = number | readonly number[] | string;

/** One operation. An input that is left out is named ''. */
export type OnnxNode = Readonly<{
  op: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Readonly<Record<string, OnnxAttribute>>;
}>;

/** A constant tensor of float32 or int64. */
export type OnnxConstant = Readonly<{ name: string; dims: readonly number[]; data: Float32Array | BigInt64Array }>;

/** An input or output, float32 unless said otherwise; a dimension given by name is free. */
export type OnnxValue = Readonly<{ name: string; dims: readonly (number | string)[]; type?: 'float32' | 'int64' }>;

/** A graph with one output. */
export type OnnxGraph = Readonly<{
  nodes: readonly OnnxNode[];
  constants: readonly OnnxConstant[];
  input: OnnxValue;
  moreInputs?: readonly OnnxValue[];
  output: OnnxValue;
  opset?: number;
}>;

function nodeBytes({ op, inputs, outputs, attributes = {} }: OnnxNode): Uint8Array {
  const parts = [...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name)), text(4, op)];
  for (const [name, value] of Object.entries(attributes)) parts.push(field(5, join([text(1, name), ...attributeBytes(value)])));
  return join(parts);
}

/** The value and, in field 20, its type: INT 2, STRING 3, INTS 7. */
function attributeBytes(value: OnnxAttribute): Uint8Array[] {
  if (typeof value === 'number') return [number(3, value), number(20, 2)];
  if (typeof value === 'string') return [text(4, value), number(20, 3)];
  return [...value.map((each) => number(8, each)), number(20, 7)];
}

function tensorBytes({ name, dims, data }: OnnxConstant): Uint8Array {
  const type = data instanceof Float32Array ? 1 : 7;
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return join([...dims.map((dim) => number(1, dim)), number(2, type), text(8, name), field(9, raw)]);
}

function valueBytes({ name, dims, type = 'float32' }: OnnxValue): Uint8Array {
  const shape = join(dims.map((dim) => field(1, typeof dim === 'string' ? text(2, dim) : number(1, dim))));
  return join([text(1, name), field(2, field(1, join([number(1, type === 'float32' ? 1 : 7), field(2, shape)])))]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}

function number(id: number, value: number): Uint8Array {
  return join([varint(id * 8), varint(value)]);
}

function field(id: number, bytes: Uint8Array): Uint8Array {
  return join([varint(id * 8 + 2), varint(bytes.length), bytes]);
}

function text(id: number, value: string): Uint8Array {
  return field(id, new TextEncoder().encode(value));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
