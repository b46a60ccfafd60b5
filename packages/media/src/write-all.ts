import type { FileHandle } from 'node:fs/promises';

/** Writes all of `data`, at `position` where one is given. A short write is not an error to the system, but it is a hole in the film. */
export async function writeAll(handle: FileHandle, data: Uint8Array, position?: number): Promise<void> {
  for (let done = 0; done < data.byteLength; ) {
    const at = position === undefined ? null : position + done;
    done += (await handle.write(data, done, data.byteLength - done, at)).bytesWritten;
  }
}
