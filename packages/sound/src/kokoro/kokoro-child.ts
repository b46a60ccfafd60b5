// A program of its own, so that a model that grows too large or breaks takes nobody with it. It reads what is to be said as JSON from stdin and writes, for each line, four
// bytes of how many samples follow and the samples (float32, both little-endian), so that whoever waits sees each line come.
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type KokoroTask, noRuntimeCode } from './kokoro-task.ts';

/** A style: 256 numbers. */
const STYLE = 256;

const { model, lines } = JSON.parse(await text(process.stdin)) as KokoroTask;
const inference = await import('onnxruntime-node').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(noRuntimeCode);
});
const { InferenceSession, Tensor } = inference;
const session = await InferenceSession.create(model, { executionProviders: ['cpu'], intraOpNumThreads: 2, logSeverityLevel: 3 });
const wanted = ['input_ids', 'style', 'speed'];
if (!wanted.every((name) => session.inputNames.includes(name)) || !session.outputNames.includes('waveform'))
  throw new Error(`the model takes ${session.inputNames.join(', ')} and gives ${session.outputNames.join(', ')}: it is not Kokoro`);

for (const { styles, speedRatio, pieces } of lines) {
  const bytes = await readFile(styles);
  const all = new Float32Array(Uint8Array.from(bytes).buffer, 0, Math.floor(bytes.length / 4));
  const rows = Math.floor(all.length / STYLE);
  if (rows === 0) throw new Error(`there is no style in ${styles}`);
  const said: Float32Array[] = [];
  for (const numbers of pieces) {
    const row = Math.min(numbers.length, rows - 1);
    const { waveform } = await session.run({
      input_ids: new Tensor('int64', BigInt64Array.from([0, ...numbers, 0], BigInt), [1, numbers.length + 2]),
      style: new Tensor('float32', all.slice(row * STYLE, (row + 1) * STYLE), [1, STYLE]),
      speed: new Tensor('float32', Float32Array.of(speedRatio), [1]),
    });
    const samples = waveform?.data;
    if (!(samples instanceof Float32Array) || samples.length === 0 || !samples.every(Number.isFinite))
      throw new Error('what the model gave is no sound');
    said.push(samples.slice());
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(said.reduce((sum, { length: many }) => sum + many, 0));
  process.stdout.write(
    Buffer.concat([length, ...said.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))]),
  );
}
