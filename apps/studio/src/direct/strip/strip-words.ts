import type { WordTable } from '../../words/word-row.ts';

/** Sentences of this part of the studio. */
export const stripWords = {
  'strip.title': ['Moves', '运镜'],
  'strip.search': ['Search moves', '搜索运镜'],
  'strip.searchHint': ['Name, or dolly zoom, hjq…', '名称，或 hjq、dolly……'],
  'strip.grid': [
    'Moves: Enter adds, Alt Enter replaces, Shift Enter runs together, hold Space to preview',
    '运镜：回车添加，Alt+回车替换，Shift+回车同时进行，按住空格预览',
  ],
  'strip.inUse': ['{{name}}, in use', '{{name}}，已用'],
  'strip.usual': ['Most used', '常用'],
  'strip.own': ['Own moves', '我的运镜'],
  'strip.none': ['No move is called that', '没有叫这个名字的运镜'],
  'strip.strength': ['Strength', '幅度'],
  'strip.weak': ['Low', '轻'],
  'strip.medium': ['Mid', '中'],
  'strip.strong': ['High', '强'],
  'strip.preview': ['Preview: {{name}}', '预览：{{name}}'],
  'strip.pathReplaced': ['The free path gave way to this move. Undo brings it back.', '自由路径已让位给这个运镜；撤销可还原。'],
  'strip.save': ['Save as move', '存为预设'],
  'strip.saveName': ['Name of the move', '预设名称'],
} as const satisfies WordTable;
