import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { saysGenerated } from './says-generated.ts';

const folder = mkdtempSync(join(tmpdir(), 'says-generated-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (...parts: readonly (string | Buffer)[]) => {
  const file = join(folder, 'a.png');
  writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return file;
};
const iptc = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

test.each([
  ['the IPTC term', `<Iptc4xmpExt:DigitalSourceType>${iptc}trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>`],
  ['a part of it', `digitalSourceType\x78\x53${iptc}compositeWithTrainedAlgorithmicMedia`],
  ['AIGC data of a PNG', 'tEXtAIGC\0{"Label":"1","ContentProducer":"someone","ProduceID":"x"}'],
  ['AIGC data of EXIF', 'ASCII\0\0\0{"AIGC":{"Label":"2","ContentProducer":"someone"}}'],
  ['AIGC data of XMP', '<TC260:AIGC>{&quot;ContentProducer&quot;:&quot;someone&quot;,&quot;Label&quot;:&quot;3&quot;}</TC260:AIGC>'],
  ['the words of a Stable Diffusion program', `tEXtparameters\0${'a castle, '.repeat(200)}\nSteps: 20, Sampler: Euler a, CFG scale: 7`],
  ['the same in Chinese', 'iTXtparameters\0\0\0\0\0城堡\nNegative prompt: 模糊\nSteps: 28, Sampler: DPM++ 2M'],
  ['a graph of ComfyUI', 'tEXtprompt\0{"3": {"inputs": {"seed": 1}, "class_type": "KSampler"}}'],
  ['NovelAI', 'tEXtSoftware\0NovelAI'],
])('%s is a claim', async (_, claim) => {
  expect(await saysGenerated(written('\x89PNG', Buffer.alloc(3000, 7), claim, Buffer.alloc(100)))).toBe(true);
});

test.each([
  ['nothing', ''],
  ['another source', `${iptc}digitalCapture and ${iptc}algorithmicallyEnhanced`],
  ['a picture of which it is said that no machine had a part in it', '{"AIGC":{"Label":"0"}}'],
  ['a title that speaks of AIGC', 'tEXtTitle\0My thoughts on AIGC and labels'],
  ['words of a person', 'tEXtparameters\0Steps: 20'],
])('%s is none', async (_, words) => {
  expect(await saysGenerated(written('\x89PNG', words))).toBe(false);
});

/** A chunk of a PNG, its sum left at nothing. */
const chunk = (kind: string, ...parts: readonly (string | Buffer)[]) => {
  const data = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind), data, Buffer.alloc(4)]);
};
const packed = (text: string) => deflateSync(text);

test('packed text chunks are unpacked, and what unpacks to too much or to nothing is let be', async () => {
  const term = `${iptc}trainedAlgorithmicMedia`;
  const parameters = 'a castle\nSteps: 20, Sampler: Euler a';
  for (const part of [
    chunk('zTXt', 'XML:com.adobe.xmp\0\0', packed(term)),
    chunk('zTXt', 'parameters\0\0', packed(parameters)),
    chunk('iTXt', 'XML:com.adobe.xmp\0\x01\0zh\0\0', packed(term)),
  ])
    expect(await saysGenerated(written('\x89PNG', part))).toBe(true);
  for (const part of [
    chunk('zTXt', 'XML:com.adobe.xmp\0\0', packed('x'.repeat(3 * 2 ** 20) + term)),
    chunk('zTXt', 'XML:com.adobe.xmp\0\0', 'not packed'),
    chunk('zTXt', `${'n'.repeat(90)}\0\0`, packed(term)),
    chunk('iTXt', 'Title\0\x01'),
    'zTXt',
  ])
    expect(await saysGenerated(written('\x89PNG', part))).toBe(false);
});

test('a claim is found wherever it stands in a long file, also where one is read in two halves', async () => {
  const claim = `${iptc}trainedAlgorithmicMedia`;
  for (const before of [4 * 2 ** 20 - 20, 4 * 2 ** 20 - 60, 9 * 2 ** 20])
    expect(await saysGenerated(written(Buffer.alloc(before, 1), claim)), String(before)).toBe(true);
});

test('a file made of nothing but beginnings is read in a moment', async () => {
  const startMs = performance.now();
  expect(await saysGenerated(written('tEXtparameters\0'.repeat(1_500_000)))).toBe(false);
  expect(performance.now() - startMs).toBeLessThan(5000);
});

test('no photograph that comes with Fantascope says so; a file that is not there throws', async () => {
  const photos = join(import.meta.dirname, '../../../examples/photos');
  const files = readdirSync(photos).filter((name) => /\.(jpg|png)$/.test(name));
  expect(files.length).toBeGreaterThanOrEqual(9);
  for (const name of files) expect(await saysGenerated(join(photos, name)), name).toBe(false);
  await expect(saysGenerated(join(folder, 'gone.png'))).rejects.toThrow('ENOENT');
});
