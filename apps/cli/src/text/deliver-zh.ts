import type { deliverEn } from './deliver-en.ts';

/** 影片发布去向的中文文案。 */
export const deliverZh: typeof deliverEn = {
  for: (ids) => `发布到哪里，可多个：${ids}；据此设定画幅、让文字避开遮挡区，并检查时长与大小`,
  captions: '同时在影片旁写出字幕文件：srt、vtt 或 both',
  written: (path) => `  字幕：${path}`,
  about: '可用 --for 指定的发布平台',
  columns: {
    id: '平台',
    name: '名称',
    shape: '画幅',
    lengthSec: '时长 秒',
    megabytes: '最大 MB',
    zone: '避让 % 上 / 右 / 下 / 左',
    lufs: 'LUFS',
  },
  unpublished: '—',
  customary: (asOf) => `以上为通行数值，查于 ${asOf}，并非平台的承诺。`,
};
