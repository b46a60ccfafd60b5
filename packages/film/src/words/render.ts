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
} as const satisfies Record<string, WordRow>;
