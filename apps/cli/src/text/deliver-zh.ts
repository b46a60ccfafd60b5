import type { deliverEn } from './deliver-en.ts';

/** 影片发布去向的中文文案。 */
export const deliverZh: typeof deliverEn = {
  for: (ids) => `发布到哪里，可多个：${ids}；据此设定画幅、让文字避开遮挡区，并检查时长与大小`,
  captions: '同时在影片旁写出字幕文件：srt、vtt 或 both',
  written: (path) => `  字幕：${path}`,
  times: (captions, spoken, offMs, rates) =>
    `  字幕：${captions} 条${offMs === null ? '' : `，其中 ${spoken} 条有配音，均在首词前后 ${offMs} 毫秒内出现`}；最快 ${rates}`,
  read: (language, perSec) => `每秒 ${perSec} 个${language === 'zh' ? '汉字' : '英文字符'}`,
  tooFast: (easy) => `（偏快：超过 ${easy}）`,
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
