import { Fault } from '@fantascope/film';
import type { FileType } from '../file-type.ts';
import { atOnce } from './at-once.ts';
import { type ChildBounds, runBounded } from './bounded-child.ts';
import type { CheckAnswer, CheckAsked } from './check-child.ts';
import type { Figures } from './figures.ts';

const childModule = new URL('./check-child.ts', import.meta.url);

/**
 * Decodes a file in a child with bounds and measures it. Throws jobs.file-unreadable and jobs.file-too-big for what is broken, cut off, not what
 * it seems, or larger inside than is taken; and for one whose decoding takes too much memory or time.
 */
export async function checkFile(
  { path, name, type }: Readonly<{ path: string; name: string; type: FileType }>,
  bounds: ChildBounds = {},
): Promise<Figures> {
  const asked: CheckAsked = { path, name, type };
  const ended = await atOnce(() => runBounded(childModule, asked, bounds));
  if (ended.end === 'answered') {
    const answer = ended.answer as CheckAnswer;
    if ('figures' in answer) return answer.figures;
    throw new Fault(answer.isTooBig ? 'jobs.file-too-big' : 'jobs.file-unreadable', { name, problemEn: answer.en, problemZh: answer.zh });
  }
  const [problemEn, problemZh] = {
    time: ['decoding it takes too long', '解码耗时过长'],
    memory: ['decoding it takes too much memory', '解码占用内存过多'],
    crash: ['the decoder broke down over it', '解码器在处理它时崩溃'],
  }[ended.end] as [string, string];
  throw new Fault(ended.end === 'crash' ? 'jobs.file-unreadable' : 'jobs.file-too-big', { name, problemEn, problemZh });
}
