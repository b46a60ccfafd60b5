import { expect, test } from 'vitest';
import { platformAspect } from './deliver-options.ts';

test('a platform sets the shape, and one that fits may be said beside it', () => {
  expect(platformAspect({ for: ['douyin'] })).toBe('9:16');
  expect(platformAspect({ for: ['tiktok', 'reels'], aspect: '9:16' })).toBe('9:16');
  expect(platformAspect({ for: ['taobao'], size: { widthPx: 1280, heightPx: 720 } })).toBe('3:4');
  expect(platformAspect({ aspect: '1:1' })).toBe('1:1');
  expect(platformAspect({})).toBeUndefined();
});

test('another shape beside it is refused, and so are platforms of two shapes', () => {
  const code = (asked: Parameters<typeof platformAspect>[0]) => {
    try {
      return platformAspect(asked);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(code({ for: ['douyin'], aspect: '16:9' })).toBe('deliver.other-shape');
  expect(code({ for: ['youtube'], size: { widthPx: 1080, heightPx: 1920 } })).toBe('deliver.other-shape');
  expect(code({ for: ['douyin', 'youtube'] })).toBe('deliver.shapes-differ');
});
