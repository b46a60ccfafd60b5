import { frameInside, type PlatformId, platformIds, platforms, safeZoneOf } from '@fantascope/film';
import { expect, test } from 'vitest';
import { drawCaption } from './draw-caption.ts';

const long = {
  zh: '很久很久以前，雪落在群山之间，夜里只有月亮醒着，山谷里的小屋里住着一只爱看月亮的小兔，它每天晚上都要问同一个问题',
  en: 'Once upon a time the snow fell between the mountains and only the moon was awake, and a rabbit who loved the moon asked one question every night',
};
const texts = [
  { zh: '你冷吗？', en: 'Are you cold?' },
  long,
  { en: 'https://example.com/a-very-long-address-without-a-single-space-in-it-anywhere' },
];

/** The edges of what is really drawn: of every pixel that is not wholly clear; of titles and end cards without the dark around them, which may run under anything. */
async function drawnBox(
  id: PlatformId | undefined,
  caption: Parameters<typeof drawCaption>[0],
  languages: readonly ('en' | 'zh')[],
  box: { widthPx: number; heightPx: number },
) {
  const frame = frameInside(id === undefined ? '16:9' : platforms[id].aspect, box);
  const plane = await drawCaption(caption, { ...frame, languages, zone: safeZoneOf({ platforms: id === undefined ? [] : [id] }) });
  let [left, top, right, bottom] = [frame.widthPx, frame.heightPx, 0, 0];
  for (let at = 3, n = 0; at < plane.rgba.length; at += 4, n++) {
    const isDark = (plane.rgba[at - 1] as number) < 24 && (caption.style === 'title' || caption.style === 'end-card');
    if (plane.rgba[at] === 0 || isDark) continue;
    const [x, y] = [plane.xPx + (n % plane.widthPx), plane.yPx + Math.floor(n / plane.widthPx)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
  }
  return { frame, left, top, right, bottom };
}

/** What stays free where no platform is named (EBU R 95). */
const usual = { topRatio: 0.05, rightRatio: 0.05, bottomRatio: 0.05, leftRatio: 0.05 };

test.each([...platformIds, undefined])(
  'on %s no pixel of a caption, a title, an end card or the label lies where it would be covered',
  async (id) => {
    const zone = id === undefined ? usual : platforms[id].safeZone;
    // The longest is set at every size; at the large one it is the one that may come too far out.
    for (const box of [
      { widthPx: 1920, heightPx: 1080 },
      { widthPx: 640, heightPx: 360 },
    ])
      for (const style of ['caption', 'title', 'end-card', 'label'] as const)
        for (const text of box.widthPx > 1000 ? [long] : texts)
          for (const languages of [['zh', 'en'], ['zh'], ['en']] as const) {
            const { frame, left, top, right, bottom } = await drawnBox(id, { text, style }, languages, box);
            const what = `${style} ${JSON.stringify(text).slice(0, 30)} ${languages} ${frame.widthPx}x${frame.heightPx}`;
            expect(right, what).toBeGreaterThan(left);
            expect(left, what).toBeGreaterThanOrEqual(Math.floor(frame.widthPx * zone.leftRatio));
            expect(right, what).toBeLessThanOrEqual(Math.ceil(frame.widthPx * (1 - zone.rightRatio)));
            expect(top, what).toBeGreaterThanOrEqual(Math.floor(frame.heightPx * zone.topRatio));
            expect(bottom, what).toBeLessThanOrEqual(Math.ceil(frame.heightPx * (1 - zone.bottomRatio)));
          }
  },
);

test.each(['title', 'end-card'] as const)(
  'a %s brings dark along for a bright sky, which fades out before its picture ends',
  async (style) => {
    const { rgba, widthPx, heightPx } = await drawCaption(
      { text: texts[0] ?? {}, style },
      { widthPx: 1920, heightPx: 1080, languages: ['zh', 'en'] },
    );
    const alphaAt = (x: number, y: number) => rgba[(y * widthPx + x) * 4 + 3] as number;
    const edge = [0, widthPx - 1].flatMap((x) => Array.from({ length: heightPx }, (_, y) => alphaAt(x, y)));
    const rim = [0, heightPx - 1].flatMap((y) => Array.from({ length: widthPx }, (_, x) => alphaAt(x, y)));
    expect(Math.max(...edge, ...rim)).toBeLessThanOrEqual(2);
    // White on what white becomes under it: how far a letter stands out from the ground right beside it.
    const darks: number[] = [];
    for (let at = 0; at < rgba.length; at += 4)
      if ((rgba[at] as number) < 24 && (rgba[at + 3] as number) > 40) darks.push((rgba[at + 3] as number) / 255);
    expect(darks.length).toBeGreaterThan(widthPx * heightPx * 0.1);
  },
);
