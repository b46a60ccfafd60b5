import type { WordTable } from '../words/word-row.ts';
import { uploadWords } from './upload-words.ts';

/** Sentences of the parts that every room uses. */
export const partsWords = {
  ...uploadWords,
  'parts.close': ['Close', '关闭'],
  'parts.cancel': ['Cancel', '取消'],
  'parts.noServer': [
    'The server cannot be reached. Nothing was changed; it is tried again when you ask.',
    '连不上服务，没有做任何改动；可以再试一次。',
  ],
  'parts.emulated': ['Emulated', '模拟'],
  'parts.range': ['{{label}} takes {{low}} to {{high}} {{unit}}', '{{label}}可取 {{low}} 到 {{high}} {{unit}}'],
} as const satisfies WordTable;
