import { open } from 'node:fs/promises';
import { type Language, say } from '@fantascope/film';
import type { SceneEvent, SceneReport } from '@fantascope/jobs';
import { problemOf } from '../http/problem.ts';

/** The media type of a scene as it comes: messages of one byte of kind, four bytes of length (big-endian), and that many bytes. */
export const sceneStreamType = 'application/vnd.fantascope.scene-stream';

/** The kinds of messages. Steps, report and fault are JSON, the scenes are scene files (docs/scene-file.md). After `full` or `fault` the stream ends. */
const kinds = { step: 1, quick: 2, full: 3, report: 4, fault: 5 } as const;

/** Bytes of a file read at once. */
const PIECE_BYTES = 1 << 20;

function head(kind: keyof typeof kinds, lengthBytes: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes[0] = kinds[kind];
  bytes.writeUInt32BE(lengthBytes, 1);
  return bytes;
}

function json(kind: 'step' | 'report' | 'fault', value: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  return Buffer.concat([head(kind, text.length), text]);
}

async function* sceneFile(kind: 'quick' | 'full', path: string): AsyncGenerator<Uint8Array, void, undefined> {
  await using file = await open(path);
  const { size } = await file.stat();
  yield head(kind, size);
  for (let left = size; left > 0; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(left, PIECE_BYTES)), 0, Math.min(left, PIECE_BYTES));
    // A file that grew shorter cannot be ended properly any more: the reader sees the line break off.
    if (bytesRead === 0) throw new Error('the scene file ended early');
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The report as it is sent: with the sentences of its notices. A photograph's subject stands as far as the camera says, so that distance is null. */
function told({ notices, ...report }: SceneReport) {
  const sentences = notices.map((notice) => ({ ...notice, en: say('en', notice), zh: say('zh', notice) }));
  return { ...report, notices: sentences, subjectDistanceM: null };
}

/** What happens to a picture, as bytes. A fault is a message too, in the reader's language; `onFault` is told of each. */
export async function* sceneMessages(
  events: AsyncIterable<SceneEvent>,
  { language, onFault }: Readonly<{ language: Language; onFault: (error: unknown) => void }>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let isInFile = false;
  try {
    for await (const event of events) {
      if (event.kind === 'step') {
        const { kind: _, ...step } = event;
        yield json('step', step);
        continue;
      }
      if (event.kind === 'full') yield json('report', told(event.report));
      isInFile = true;
      yield* sceneFile(event.kind, event.path);
      isInFile = false;
    }
  } catch (error) {
    onFault(error);
    // In the midst of a file no message would be understood.
    if (isInFile) throw error;
    yield json('fault', problemOf(error, language));
  }
}
