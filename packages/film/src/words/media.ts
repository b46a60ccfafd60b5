import type { WordRow } from './row.ts';

/** Faults and notices of media. */
export const media = {
  'media.no-ffmpeg': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'No ffmpeg was found: not in FFMPEG_PATH, not on PATH, and not among the npm packages. Install it (for example `apt install ffmpeg` or `brew install ffmpeg`) or set FFMPEG_PATH to one.',
    zh: '找不到 ffmpeg：FFMPEG_PATH、PATH 和 npm 包里都没有。请安装它（例如 `apt install ffmpeg` 或 `brew install ffmpeg`），或把 FFMPEG_PATH 指向一个 ffmpeg。',
  },
  'media.ffmpeg-not-there': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'FFMPEG_PATH points to {path}, and no program is there. Correct it, or unset it to use the ffmpeg on PATH.',
    zh: 'FFMPEG_PATH 指向 {path}，那里没有可运行的程序。请改正它，或取消设置以使用 PATH 上的 ffmpeg。',
  },
  'media.ffmpeg-unusable': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'The ffmpeg at {path} cannot be used: {reason}. Install another one, or set FFMPEG_PATH to one that works.',
    zh: '{path} 处的 ffmpeg 无法使用：{reason}。请另装一个，或把 FFMPEG_PATH 指向可用的 ffmpeg。',
  },
  'media.ffmpeg-without-x264': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'The ffmpeg at {path} was built without libx264 and cannot write H.264. Install a full build, or set FFMPEG_PATH to one.',
    zh: '{path} 处的 ffmpeg 不含 libx264，无法写出 H.264。请安装完整版本，或把 FFMPEG_PATH 指向完整版本。',
  },
  'media.encoder-died': {
    exit: 6,
    http: 500,
    retry: 'now',
    en: 'ffmpeg stopped in the middle of {file} ({how}): {lastLine}. Nothing half-finished was kept; run the same command again.',
    zh: 'ffmpeg 在写 {file} 的中途停止（{how}）：{lastLine}。没有留下未完成的文件；请重新运行同一命令。',
  },
  'media.disk-full': {
    exit: 6,
    http: 507,
    retry: 'later',
    en: 'No space left on the disk that holds {file}. Free some space, or choose another place with --out or FANTASCOPE_CACHE; nothing half-finished was kept.',
    zh: '{file} 所在的磁盘已满。请腾出空间，或用 --out 或 FANTASCOPE_CACHE 换一个位置；没有留下未完成的文件。',
  },
  'media.write-failed': {
    exit: 6,
    http: 500,
    retry: 'later',
    en: '{file} could not be written: {reason}. Check that the folder exists and may be written to.',
    zh: '无法写入 {file}：{reason}。请检查文件夹是否存在、是否可写。',
  },
  'media.segment-broken': {
    exit: 6,
    http: 500,
    retry: 'now',
    en: 'The segment {file} is not whole: {reason}. Run the same command again; it will be made anew.',
    zh: '片段 {file} 不完整：{reason}。请重新运行同一命令，它会被重新生成。',
  },
  'media.unreadable': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: '{file} cannot be read as a video: {reason}. Give an MP4, MOV, MKV or WebM file.',
    zh: '无法把 {file} 当作视频读取：{reason}。请提供 MP4、MOV、MKV 或 WebM 文件。',
  },
  'media.fast-costs': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'Fast export: about a quarter less encoding time for 2 to 10 % more bytes and a slightly lower likeness to the drawn frames (SSIM about 0.0001 less).',
    zh: '快速导出：编码时间约少四分之一，文件大 2% 到 10%，与原画面的相似度略低（SSIM 约低 0.0001）。',
  },
} as const satisfies Record<string, WordRow>;
