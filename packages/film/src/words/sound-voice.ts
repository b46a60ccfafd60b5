import type { WordRow } from './row.ts';

/** Faults of voices. */
export const soundVoice = {
  'sound.voice-missing': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'There is no voice on this machine: the package @echogarden/espeak-ng-emscripten is missing. Run `npm install` again, or make the film without narration (`--voice off`).',
    zh: '本机没有可用的语音：缺少 @echogarden/espeak-ng-emscripten 包。请重新运行 `npm install`，或不要旁白（`--voice off`）。',
  },
  'sound.voice-failed': {
    exit: 6,
    http: 500,
    retry: 'now',
    en: 'The voice could not speak: {reason}. Nothing was made; run the same command again, or without narration (`--voice off`).',
    zh: '语音合成失败：{reason}。没有生成任何内容；请重新运行同一命令，或不要旁白（`--voice off`）。',
  },
  'sound.no-such-voice': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'There is no voice {name}. Known are: {known}; auto takes the usual one.',
    zh: '没有名为 {name} 的声音。可用的有：{known}；auto 为默认声音。',
  },
  'sound.line-too-long': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The line “{text}” is longer than {most} characters. Cut it into several.',
    zh: '台词“{text}”超过 {most} 个字符。请拆成几句。',
  },
} as const satisfies Record<string, WordRow>;
