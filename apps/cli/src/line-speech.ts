import { type BoughtLine, usdText } from '@fantascope/take';
import type { Door } from './door.ts';

/** What a bought line is called at the command line: line_ and the beginning of its hash. */
export function lineIdOf({ line }: BoughtLine): string {
  return `line_${line.slice(0, 26)}`;
}

/** A bought line as data: its money as of takes, unknown where nobody knows what became of its POST. */
export function lineReceipt(post: BoughtLine) {
  const { atMs, host, model, voice, characters, state, usdMicros } = post;
  return { line: lineIdOf(post), begunAt: new Date(atMs).toISOString(), host, model, voice, characters, state, usdMicros };
}

/** A bought line in the list of takes. */
export function sayLine(post: BoughtLine, door: Door): void {
  const { begunAt, host, model, voice, state, usdMicros, ...rest } = lineReceipt(post);
  const when = begunAt.slice(0, 16).replace('T', ' ');
  door.line(
    `${rest.line}  ${when}  ${`${model}/${voice} · ${host}`.padEnd(28)} ${door.text.take.lineStates[state].padEnd(12)} ${usdText(usdMicros)}`,
  );
}
