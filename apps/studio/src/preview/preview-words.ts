import type { WordTable } from '../words/word-row.ts';

/** Sentences about the picture in the middle. */
export const previewWords = {
  'preview.noPicture': ['Drop in a still and direct it', '拖一张剧照进来，就能运镜'],
  'preview.picture': ['Preview of the shot at {{time}} s', '镜头在 {{time}} 秒处的预览'],
  'preview.playing': ['Preview of the shot, playing', '镜头预览，正在播放'],
  'preview.step.waiting': ['Waiting for another picture …', '正在等待另一张图片……'],
  'preview.step.reading': ['Reading the picture …', '正在读取图片……'],
  'preview.step.enlarging': ['Enlarging the picture …', '正在放大图片……'],
  'preview.step.cutting out': ['Cutting out the subject …', '正在抠出主体……'],
  'preview.step.measuring depth': ['Measuring depth …', '正在估算深度……'],
  'preview.step.splitting': ['Splitting into layers, filling what they hid …', '正在分层并补全被遮挡处……'],
  'preview.step.keeping': ['Keeping the scene …', '正在保存场景……'],
  'preview.trouble': ['No preview: {{said}}', '无法预览：{{said}}'],
} as const satisfies WordTable;
