import type { WordTable } from '../words/word-row.ts';

/** Sentences of the frame around every room. */
export const frameWords = {
  'frame.product': ['Fantascope', '幻镜'],
  'frame.rooms': ['Rooms', '房间'],
  'frame.library': ['Library', '片库'],
  'frame.direct': ['Direct', '运镜'],
  'frame.film': ['Film', '成片'],
  'frame.lab': ['Lab', '评测'],
  'frame.ledger': ['Ledger', '账本'],
  'frame.settings': ['Settings', '设置'],
  'frame.language': ['中 / EN', '中 / EN'],
  'frame.languageSwitch': ['中 / EN: switch the language to Chinese', '中 / EN：切换到英文'],
  'frame.skip': ['Skip to the room', '跳到内容'],
  'frame.undo': ['Undo', '撤销'],
  'frame.redo': ['Redo', '重做'],
  'frame.previousShot': ['Previous shot', '上一镜'],
  'frame.nextShot': ['Next shot', '下一镜'],
  'frame.shotPlace': ['Shot {{number}}', '镜 {{number}}'],
  'frame.loading': ['Loading …', '正在载入……'],
  'frame.notFound': ['There is no such page.', '没有这个页面。'],
  'frame.toLibrary': ['Go to the library', '去片库'],
  'frame.broken': ['This part of the page has failed. Your edits are kept.', '这一部分出错了，你的改动都还在。'],
  'frame.nowhere': [
    'There is nothing at this address, or it is not open to you. Nothing was changed.',
    '这个地址没有内容，或者没有向你开放。没有做任何改动。',
  ],
  'frame.brokenDetail': ['Details', '详情'],
  'frame.tryAgain': ['Try again', '再试一次'],
  'frame.reload': ['Load the page again', '重新载入页面'],
  'frame.serverGone': ['Server not reachable, changes kept here', '连不上本机服务，改动先存在这里'],
  'frame.signedOut': [
    'This browser is no longer signed in. Your edits are kept here: open the link from the terminal (or sign in), then come back.',
    '此浏览器已退出登录，改动仍保存在这里：请打开终端里的链接（或重新登录），再回到本页。',
  ],
} as const satisfies WordTable;
