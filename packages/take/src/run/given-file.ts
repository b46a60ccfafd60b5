import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Fault } from '@fantascope/film';
import { formOf } from '@fantascope/models/transport';
import type { Plan } from '@fantascope/plan';
import type { Supplied } from './supplied.ts';

/** The path a person has given for a placeholder: a reference, a last picture, a clip to be changed, a mask and its whole picture; undefined for what has to be made. */
export function givenPath({ needs }: Pick<Plan, 'needs'>, name: string): string | undefined {
  for (const need of needs) {
    if (need.kind === 'reference' && name === `reference/${need.index}`) return need.path;
    if ((need.kind === 'last-picture' || need.kind === 'base-video' || need.kind === 'paint-mask') && name === need.kind) return need.path;
    if (need.kind === 'picture' && need.isWhole === true && name === 'picture') return need.path;
  }
  return undefined;
}

/** Reads a file that a person has given, and looks at its first bytes whether it is what is wanted. Throws take.no-file, take.bad-picture and take.bad-clip. */
export async function givenFile(path: string, { kind }: Readonly<{ kind: 'picture' | 'clip' }>): Promise<Supplied> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('take.no-file', { path, problem: error.code ?? error.message });
  });
  const form = formOf(bytes.subarray(0, 16));
  const isClip = kind === 'clip';
  const isRight = form?.kinds.includes(isClip ? 'video' : 'image') === true && form.mime.startsWith(isClip ? 'video/' : 'image/');
  if (form === undefined || !isRight) throw new Fault(isClip ? 'take.bad-clip' : 'take.bad-picture', { path });
  return { bytes, mime: form.mime, fileName: basename(path) };
}
