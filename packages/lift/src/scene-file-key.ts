import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const endBytes = 22;

/**
 * Names what a scene file holds, from its zip directory alone: the checksums of all planes stand there, so that two files of one key draw the
 * same, and a scene lifted anew under an old name does not pass for the old one. Throws Node's error when the file cannot be read.
 */
export async function sceneFileKey(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(endBytes);
    await file.read(end, 0, endBytes, Math.max(0, size - endBytes));
    const directory = Buffer.alloc(Math.min(size, end.readUInt32LE(12)));
    await file.read(directory, 0, directory.length, size - endBytes - directory.length);
    return createHash('sha256').update(directory).digest('hex');
  } finally {
    await file.close();
  }
}
