import type { WordRow } from './row.ts';

/** Faults and notices of stage. */
export const stage = {
  'stage.transition-first': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'Shot {shot} is the first, so there is nothing for its transition to come out of. Make it a cut; fadeInSec fades in from black.',
    zh: '镜头 {shot} 是第一个，它的转场没有前一个镜头可接。请改为直接切入（cut）；要从黑场淡入请用 fadeInSec。',
  },
  'stage.transition-too-long': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The transition into shot {shot} takes {lengthSec} s, but the two shots leave room for {roomSec} s. Make it shorter, or the shots longer.',
    zh: '进入镜头 {shot} 的转场长 {lengthSec} 秒，而两个镜头只容得下 {roomSec} 秒。请缩短转场，或加长镜头。',
  },
  'stage.caption-outside': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The caption "{text}" of shot {shot} is never on screen: its times leave nothing inside the {lengthSec} s of the shot. Correct startSec and endSec.',
    zh: '镜头 {shot} 的字幕“{text}”不会出现：它的时间不在镜头的 {lengthSec} 秒之内。请改正 startSec 和 endSec。',
  },
  'stage.scene-too-large': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The scene has {what}, but the stage draws at most {most}. Lift the picture again at a smaller size.',
    zh: '场景有 {what}，而舞台最多能画 {most}。请缩小图片后重新分层。',
  },
  'stage.bad-cube': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The LUT {path} cannot be used, line {line}: {problemEn}. Export it again as a .cube file.',
    zh: 'LUT 文件 {path} 无法使用，第 {line} 行：{problemZh}。请重新导出为 .cube 文件。',
  },
} as const satisfies Record<string, WordRow>;
