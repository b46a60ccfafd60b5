import { Fault } from '@fantascope/film';
import { atOnce } from './at-once.ts';
import { type ChildBounds, runBounded } from './bounded-child.ts';
import type { CheckAnswer, CheckAsked } from './check-child.ts';
import type { Figures } from './figures.ts';

const childModule = new URL('./check-child.ts', import.meta.url);

/**
 * Decodes a file in a child with bounds and measures it. Throws jobs.file-unreadable and jobs.file-too-big for what is broken, cut off, not what
 * it seems, or larger inside than is taken; and for one whose decoding takes too much memory or time.
 */
export async function checkFile(file: CheckAsked, bounds: ChildBounds = {}): Promise<Figures> {
  const [figures] = await checkFiles([file], bounds);
  if (figures === undefined)
    throw new Fault('jobs.file-unreadable', { name: file.name, problemEn: 'nothing was measured', problemZh: '没有测得数据' });
  return figures;
}

/** As `checkFile`, for files of our own that come together: one child for all of them, one set of bounds. Figures in the order of the files. */
export async function checkFiles(files: readonly CheckAsked[], bounds: ChildBounds = {}): Promise<readonly Figures[]> {
  const asked = files.map(({ path, name, type }): CheckAsked => ({ path, name, type }));
  const ended = await atOnce(() => runBounded(childModule, asked, bounds));
  const name = files.map((each) => each.name).join(', ');
  if (ended.end === 'answered')
    return (ended.answer as readonly CheckAnswer[]).map((answer, at) => {
      if ('figures' in answer) return answer.figures;
      const own = files[at]?.name ?? name;
      throw new Fault(answer.isTooBig ? 'jobs.file-too-big' : 'jobs.file-unreadable', {
        name: own,
        problemEn: answer.en,
        problemZh: answer.zh,
      });
    });
  const [problemEn, problemZh] = {
    time: ['decoding it takes too long', '解码耗时过长'],
    memory: ['decoding it takes too much memory', '解码占用内存过多'],
    crash: ['the decoder broke down over it', '解码器在处理它时崩溃'],
  }[ended.end] as [string, string];
  throw new Fault(ended.end === 'crash' ? 'jobs.file-unreadable' : 'jobs.file-too-big', { name, problemEn, problemZh });
}
