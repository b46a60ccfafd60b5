import type { WordTable } from '../words/word-row.ts';

/** Sentences about keeping a shot. */
export const shotWords = {
  'shot.noRoom': [
    'This browser has no room for a copy; keep the page open until the server answers.',
    '浏览器空间不足，无法另存一份；服务器恢复前请勿关闭本页。',
  ],
  'shot.conflict': [
    'Somebody else has changed this shot meanwhile. Nothing is overwritten until you choose.',
    '此镜头期间已被他人修改；在你选择之前不会覆盖任何内容。',
  ],
  'shot.refused': ['The server refused this change. It is kept here.', '服务器拒绝了此改动，改动仍保存在这里。'],
  'shot.keepMine': ['Keep mine', '保留我的'],
  'shot.takeTheirs': ['Take theirs', '采用对方的'],
  'shot.mine': ['Mine', '我的'],
  'shot.theirs': ['Theirs', '对方的'],
} as const satisfies WordTable;
