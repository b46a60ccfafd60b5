import type { WordTable } from '../words/word-row.ts';

/** Sentences of the parts that every room uses. */
export const partsWords = {
  'parts.close': ['Close', '关闭'],
  'parts.cancel': ['Cancel', '取消'],
  'parts.range': ['{{label}} takes {{low}} to {{high}} {{unit}}', '{{label}}可取 {{low}} 到 {{high}} {{unit}}'],
} as const satisfies WordTable;
