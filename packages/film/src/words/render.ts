import type { WordRow } from './row.ts';

/** Faults and notices of render. */
export const render = {
  'render.font-missing': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'Captions cannot be drawn: the font {name} is missing. Run `npm install` in the Fantascope folder.',
    zh: '无法绘制字幕：缺少字体 {name}。请在 Fantascope 目录运行 `npm install`。',
  },
  'render.canvas-missing': {
    exit: 4,
    http: 500,
    retry: 'never',
    en: 'Captions cannot be drawn: the text rasteriser @napi-rs/canvas has no build for this machine. Run `npm install`, or make the film without captions.',
    zh: '无法绘制字幕：文字渲染库 @napi-rs/canvas 没有适合本机的版本。请运行 `npm install`，或制作无字幕的影片。',
  },
  'render.glyphs-missing': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'The caption fonts have no sign for: {characters}. They are drawn as boxes or in whatever font this machine has; write them another way.',
    zh: '字幕字体中没有这些字符：{characters}。它们会显示为方框，或改用本机的其他字体；请换一种写法。',
  },
  'render.worker-failed': {
    exit: 6,
    http: 500,
    retry: 'now',
    en: 'A drawing thread failed: {reason}. Nothing half-finished was kept; run the same command again, or with fewer threads if memory is short.',
    zh: '绘制线程出错：{reason}。没有留下未完成的文件；请重新运行同一命令，内存不足时请减少线程数。',
  },
  'render.control-not-empty': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The control package is not written: {path} is there and not an empty folder. Name a new folder, or empty this one.',
    zh: '没有写出控制包：{path} 已存在，且不是空文件夹。请换一个新文件夹，或先清空它。',
  },
  'render.control-depth': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'Depth in the control package is estimated ({method}) and becomes metres by putting the subject {metres} m away; set --subject-distance, or give --depth, for other metres.',
    zh: '控制包里的深度是估计值（{method}），按主体在 {metres} 米处换算成米；要更准确请用 --subject-distance 或 --depth 指定。',
  },
  'render.control-length': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'The ComfyUI workflows take the first {length} of {frames} frames: Wan models make 4n + 1 frames, 81 at most. --control-frames {length} spreads them over the whole shot.',
    zh: 'ComfyUI 工作流只取 {frames} 帧中的前 {length} 帧：Wan 模型生成 4n + 1 帧，最多 81 帧。用 --control-frames {length} 可让它们覆盖整个镜头。',
  },
  'render.control-reference': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'reference.mp4 holds the first {lengthSec} s of the shot, the most that hosted models take.',
    zh: 'reference.mp4 只含镜头的前 {lengthSec} 秒，这是在线模型能接受的最长时间。',
  },
  'render.interrupted': {
    exit: 130,
    http: 499,
    retry: 'now',
    en: 'Interrupted. Nothing half-finished was kept; finished segments wait in the cache, so the same command goes on from here.',
    zh: '已中断。没有留下未完成的文件；已完成的片段保存在缓存里，重新运行同一命令会从这里继续。',
  },
  'render.cube-file': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The LUT {path} cannot be read: {problem}. Give a .cube file of at most 128 MB; in a film file its path counts from that file.',
    zh: '无法读取 LUT 文件 {path}：{problem}。请给一个不超过 128 MB 的 .cube 文件；写在影片文件里的路径从影片文件所在目录算起。',
  },
} as const satisfies Record<string, WordRow>;
