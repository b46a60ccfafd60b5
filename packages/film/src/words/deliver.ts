import type { WordRow } from './row.ts';

const said = { exit: 0, http: 200, retry: 'never' } as const;

/** What is said of a film before it goes to a platform, and faults of captions beside it. */
export const deliver = {
  'deliver.shape': {
    ...said,
    en: '{platformEn} shows films of {aspect}; this one is {size}. Leave out --size and --aspect to have it made in that shape.',
    zh: '{platformZh} 使用 {aspect} 画幅，本片为 {size}。去掉 --size 与 --aspect 即按该画幅制作。',
  },
  'deliver.length': {
    ...said,
    en: '{platformEn} customarily takes films of {leastSec} to {mostSec} s; this one is {lengthSec} s. Shorten or lengthen it before you publish.',
    zh: '{platformZh} 通常接受 {leastSec} 至 {mostSec} 秒的影片，本片 {lengthSec} 秒。发布前请调整时长。',
  },
  'deliver.fps': {
    ...said,
    en: '{platformEn} customarily takes {allowed} frames a second; this film has {fps}.',
    zh: '{platformZh} 通常接受每秒 {allowed} 帧，本片为 {fps} 帧。',
  },
  'deliver.loudness': {
    ...said,
    en: '{platformEn} plays at {wantedLufs} LUFS; this film is mixed to {lufs} LUFS and will be turned down or sound quiet there. Set loudness: web in its sound.',
    zh: '{platformZh} 以 {wantedLufs} LUFS 播放，本片混音为 {lufs} LUFS，届时会被调低或偏小声。请在声音中设置 loudness: web。',
  },
  'deliver.bytes': {
    ...said,
    en: '{platformEn} customarily takes files up to {mostMb} MB; this film may take up to {mayMb} MB at its size and length. Look at the file before you publish, or make it at a smaller size.',
    zh: '{platformZh} 通常接受不超过 {mostMb} MB 的文件；按本片尺寸与时长，最多可能达到 {mayMb} MB。发布前请查看文件大小，或改用较小尺寸。',
  },
  'deliver.other-shape': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '--for {platform} makes frames of {aspect}, and {option} asks for another shape. Leave one of the two out.',
    zh: '--for {platform} 使用 {aspect} 画幅，而 {option} 要求另一种画幅。请去掉其中之一。',
  },
  'deliver.shapes-differ': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{platforms} show films of different shapes; make one film for each.',
    zh: '{platforms} 的画幅不同，请分别制作。',
  },
  'deliver.no-captions': {
    ...said,
    en: 'The film has no captions in {language}, so no {format} file is written for it.',
    zh: '影片没有该语言（{language}）的字幕，因此不写出对应的 {format} 文件。',
  },
} as const satisfies Record<string, WordRow>;
