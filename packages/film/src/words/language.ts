import type { WordRow } from './row.ts';

/** Notices of reading a camera out of words. */
export const language = {
  'language.direction-assumed': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '"{text}" does not say left or right; it goes to the right. Say "left" for the other way.',
    zh: '“{text}”没有说明向左还是向右，已按向右处理。要相反方向请写“向左”。',
  },
  'language.cut-to-most': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '"{text}" asks for more than one move may do; it is cut to {most}. Use several moves or shots to go further.',
    zh: '“{text}”超出了单个运镜的上限，已按 {most} 处理。要走得更远，请用多个运镜或镜头。',
  },
  'language.longer-than-shot': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'The moves are said to last {saidSec} s, but the shot is {lengthSec} s long; they are shortened to fit. Make the shot longer to keep their seconds.',
    zh: '所写运镜共 {saidSec} 秒，而镜头只有 {lengthSec} 秒，已按比例缩短。要保留秒数，请把镜头加长。',
  },
} as const satisfies Record<string, WordRow>;
