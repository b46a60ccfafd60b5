import { Fault } from '@fantascope/film/fault';
import type { ColourCube } from '../look.ts';

/** Largest tables taken: 129 colours a side (ffmpeg and Resolve write at most that), 65536 steps of a curve. */
const MOST_CUBE_SIZE = 129;
const MOST_CURVE_SIZE = 65536;

type Problem = Readonly<{ en: string; zh: string }>;

/**
 * Reads a table of colours in the .cube format (Adobe Cube LUT Specification 1.0): LUT_3D_SIZE 2..129 or LUT_1D_SIZE 2..65536, DOMAIN_MIN and DOMAIN_MAX, TITLE
 * and comments. LUT_1D_INPUT_RANGE and LUT_3D_INPUT_RANGE of Resolve are taken for the domain. `path` is only for the message.
 * Throws `stage.bad-cube` with the number of the first line that cannot be used.
 */
export function readCube(text: string, path: string): ColourCube {
  const refuse = (line: number, { en, zh }: Problem): never => {
    throw new Fault('stage.bad-cube', { path, line, problemEn: en, problemZh: zh });
  };
  const lines = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r\n|\n|\r/);
  let table: { dimensions: 1 | 3; size: number; values: Float32Array } | undefined;
  let low: readonly [number, number, number] = [0, 0, 0];
  let high: readonly [number, number, number] = [1, 1, 1];
  let filled = 0;
  for (const [index, raw] of lines.entries()) {
    const at = index + 1;
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const words = line.split(/\s+/);
    const [key = ''] = words;
    if (/^[-+.\d]/.test(key)) {
      if (table === undefined) return refuse(at, noSize);
      if (filled === table.values.length) return refuse(at, tooMany(table.values.length / 3));
      const colour = threeNumbers(words);
      if (colour === null) return refuse(at, notThree(line));
      table.values.set(colour, filled);
      filled += 3;
      continue;
    }
    switch (key) {
      case 'TITLE':
        break;
      case 'LUT_1D_SIZE':
      case 'LUT_3D_SIZE': {
        if (table !== undefined) return refuse(at, twoTables);
        const dimensions = key === 'LUT_3D_SIZE' ? 3 : 1;
        const most = dimensions === 3 ? MOST_CUBE_SIZE : MOST_CURVE_SIZE;
        const size = words.length === 2 && /^\d{1,6}$/.test(words[1] as string) ? Number(words[1]) : 0;
        if (size < 2 || size > most) return refuse(at, badSize(words.slice(1).join(' '), most));
        table = { dimensions, size, values: new Float32Array((dimensions === 3 ? size ** 3 : size) * 3) };
        break;
      }
      case 'DOMAIN_MIN':
      case 'DOMAIN_MAX': {
        const bound = threeNumbers(words.slice(1));
        if (bound === null) return refuse(at, notThree(line));
        if (key === 'DOMAIN_MIN') low = bound;
        else high = bound;
        break;
      }
      case 'LUT_1D_INPUT_RANGE':
      case 'LUT_3D_INPUT_RANGE': {
        const [from, to] = words.slice(1).map(finite);
        if (words.length !== 3 || from === undefined || to === undefined || Number.isNaN(from + to)) return refuse(at, notTwo(line));
        low = [from, from, from];
        high = [to, to, to];
        break;
      }
      default:
        return refuse(at, unknownWord(key));
    }
    if (filled > 0) return refuse(at, lateWord(key));
  }
  if (table === undefined) return refuse(lines.length, noSize);
  if (filled < table.values.length) return refuse(lines.length, tooFew(filled / 3, table.values.length / 3));
  if (low.some((value, i) => !(value < (high[i] as number)))) return refuse(lines.length, badDomain);
  return { ...table, low, high };
}

/** A finite number as .cube files write them, else NaN. */
function finite(word: string): number {
  const value = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(word) ? Number(word) : Number.NaN;
  return Math.abs(value) < 1e6 ? value : Number.NaN;
}

function threeNumbers(words: readonly string[]): readonly [number, number, number] | null {
  const [r = Number.NaN, g = Number.NaN, b = Number.NaN] = words.map(finite);
  return words.length === 3 && !Number.isNaN(r + g + b) ? [r, g, b] : null;
}

const shown = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const noSize: Problem = { en: 'LUT_3D_SIZE or LUT_1D_SIZE must come before the colours', zh: '颜色之前必须有 LUT_3D_SIZE 或 LUT_1D_SIZE' };
const twoTables: Problem = { en: 'a second table begins here; one is taken', zh: '这里开始了第二张表；只能有一张' };
const badDomain: Problem = { en: 'DOMAIN_MIN must be below DOMAIN_MAX', zh: 'DOMAIN_MIN 必须小于 DOMAIN_MAX' };
const badSize = (told: string, most: number): Problem => ({
  en: `the size "${shown(told)}" is not a whole number from 2 to ${most}`,
  zh: `大小“${shown(told)}”不是 2 到 ${most} 的整数`,
});
const notThree = (line: string): Problem => ({ en: `"${shown(line)}" is not three numbers`, zh: `“${shown(line)}”不是三个数` });
const notTwo = (line: string): Problem => ({ en: `"${shown(line)}" is not a range`, zh: `“${shown(line)}”不是一个范围` });
const unknownWord = (key: string): Problem => ({
  en: `"${shown(key)}" is not a word of the .cube format`,
  zh: `“${shown(key)}”不是 .cube 格式里的词`,
});
const lateWord = (key: string): Problem => ({ en: `${key} stands after the first colour`, zh: `${key} 写在了第一个颜色之后` });
const tooMany = (most: number): Problem => ({ en: `more than the ${most} colours it announced`, zh: `颜色多于它声明的 ${most} 个` });
const tooFew = (found: number, wanted: number): Problem => ({
  en: `it ends after ${found} of ${wanted} colours`,
  zh: `只有 ${found} 个颜色就结束了，应有 ${wanted} 个`,
});
