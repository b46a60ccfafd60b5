import type { WordTable } from '../words/word-row.ts';

/** Sentences of making a shot into a file. */
export const exportWords = {
  'export.open': ['Export', '导出'],
  'export.title': ['Export this shot', '导出这一镜'],
  'export.where': ['Made by', '由谁制作'],
  'export.where.server': ['The server', '服务器'],
  'export.where.browser': ['This browser', '此浏览器'],
  'export.format': ['Format', '格式'],
  'export.size': ['Size', '尺寸'],
  'export.about.server': [
    'Goes on when this page is closed; the file is kept in the library. Free.',
    '关闭本页也会继续；文件保存在片库。免费。',
  ],
  'export.about.browser': [
    'The page must stay open; of the server only the label is asked. The frames are the same. Free.',
    '须保持本页打开；仅向服务器询问标识要求，画面逐帧相同。免费。',
  ],
  'export.clamped': [
    'Moves that leave what the picture has are shortened, as in the preview’s warning.',
    '超出画面可见范围的运镜会被收短，与预览提示一致。',
  ],
  'export.start': ['Export, free', '导出，免费'],
  'export.stop': ['Stop', '停止'],
  'export.progress': ['{{percent}} %', '{{percent}} %'],
  'export.queued': ['Waiting for its turn …', '正在排队……'],
  'export.ready': ['The file is ready: {{name}}', '文件已就绪：{{name}}'],
  'export.save': ['Save the file', '保存文件'],
  'export.stopped': ['Stopped. Nothing half-made was kept.', '已停止，没有留下半成品。'],
  'export.noEncoder': [
    'This browser cannot encode this size in this format. Choose another format, or the server.',
    '此浏览器无法以该格式编码这个尺寸。请换一种格式，或改由服务器制作。',
  ],
  'export.noScene': ['The picture is still being lifted; try again in a few seconds.', '画面仍在分层，请几秒后再试。'],
} as const satisfies WordTable;
