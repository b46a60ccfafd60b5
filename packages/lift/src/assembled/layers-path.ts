import { stat } from 'node:fs/promises';
import { extname } from 'node:path';

const documentEndings = ['.yaml', '.yml', '.json'];

/** Whether a path names layers rather than one picture: a folder, or a document. */
export async function isLayersPath(path: string): Promise<boolean> {
  if (documentEndings.includes(extname(path).toLowerCase())) return true;
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
