import type { Aspect } from '../frame-size.ts';

/** What stays free at each edge of a frame, as ratios of its height (top, bottom) and width (left, right). */
export type SafeZone = Readonly<{ topRatio: number; rightRatio: number; bottomRatio: number; leftRatio: number }>;

/** Where films are shown. */
export const platformIds = [
  'douyin',
  'kuaishou',
  'channels',
  'xiaohongshu',
  'bilibili',
  'tiktok',
  'reels',
  'shorts',
  'youtube',
  'taobao',
  'amazon',
] as const;
/** One of platformIds. */
export type PlatformId = (typeof platformIds)[number];

/**
 * What a platform takes and what of a frame its own buttons and words leave free. None of these figures is a promise of the platform: they are what its help
 * pages and people who publish there said on the day in `asOf`; `source` says who.
 */
export type Platform = Readonly<{
  id: PlatformId;
  name: Readonly<Record<'en' | 'zh', string>>;
  aspect: Aspect;
  lengthsSec: Readonly<{ least: number; most: number }>;
  mostBytes: number;
  fps: readonly number[];
  safeZone: SafeZone;
  /** Programme loudness it plays at, LUFS, where it is known to bring films to one; null where it says nothing. */
  loudnessLufs: number | null;
  source: string;
  asOf: string;
}>;

const asOf = '2026-11-23';
const usualFps = [24, 25, 30, 50, 60] as const;
const GB = 1e9;
const MB = 1e6;

/** What phone players cover of an upright film: status and tabs above, name and words below, a column of buttons on the right. */
const phone: SafeZone = { topRatio: 0.14, rightRatio: 0.14, bottomRatio: 0.22, leftRatio: 0.05 };
const upright = { aspect: '9:16', fps: usualFps, safeZone: phone, loudnessLufs: null, asOf } as const;
const custom = 'customary among those who publish there; the platform’s own page was not read';

/** Every platform, by its id. */
export const platforms: Readonly<Record<PlatformId, Platform>> = {
  douyin: {
    ...{ id: 'douyin', name: { en: 'Douyin', zh: '抖音' }, ...upright },
    ...{ lengthsSec: { least: 3, most: 900 }, mostBytes: 4 * GB, source: custom },
  },
  kuaishou: {
    ...{ id: 'kuaishou', name: { en: 'Kuaishou', zh: '快手' }, ...upright },
    ...{ lengthsSec: { least: 3, most: 600 }, mostBytes: 4 * GB, source: custom },
  },
  channels: {
    ...{ id: 'channels', name: { en: 'WeChat Channels', zh: '视频号' }, ...upright },
    ...{ lengthsSec: { least: 3, most: 3600 }, mostBytes: 2 * GB, source: custom },
  },
  xiaohongshu: {
    ...{ id: 'xiaohongshu', name: { en: 'Xiaohongshu', zh: '小红书' }, ...upright, aspect: '3:4' },
    ...{ safeZone: { topRatio: 0.08, rightRatio: 0.06, bottomRatio: 0.16, leftRatio: 0.06 } },
    ...{ lengthsSec: { least: 3, most: 900 }, mostBytes: 4 * GB, source: custom },
  },
  bilibili: {
    ...{ id: 'bilibili', name: { en: 'Bilibili', zh: 'B站' }, ...upright, aspect: '16:9' },
    ...{ safeZone: { topRatio: 0.06, rightRatio: 0.06, bottomRatio: 0.1, leftRatio: 0.06 } },
    ...{ lengthsSec: { least: 1, most: 36_000 }, mostBytes: 16 * GB, source: custom },
  },
  tiktok: {
    ...{ id: 'tiktok', name: { en: 'TikTok', zh: 'TikTok' }, ...upright },
    // 150, 150 and 440 pixels of 1080 × 1920.
    ...{ safeZone: { topRatio: 0.08, rightRatio: 0.14, bottomRatio: 0.23, leftRatio: 0.06 } },
    ...{ lengthsSec: { least: 5, most: 600 }, mostBytes: 500 * MB, source: 'TikTok ad specifications as several agencies give them' },
  },
  reels: {
    ...{ id: 'reels', name: { en: 'Instagram Reels', zh: 'Instagram Reels' }, ...upright },
    ...{ safeZone: { topRatio: 0.14, rightRatio: 0.06, bottomRatio: 0.35, leftRatio: 0.06 } },
    ...{ lengthsSec: { least: 3, most: 180 }, mostBytes: 4 * GB, source: 'Meta’s safe zone for Reels as several agencies give it' },
  },
  shorts: {
    ...{ id: 'shorts', name: { en: 'YouTube Shorts', zh: 'YouTube Shorts' }, ...upright },
    ...{ lengthsSec: { least: 1, most: 180 }, mostBytes: 256 * GB, loudnessLufs: -14, source: custom },
  },
  youtube: {
    ...{ id: 'youtube', name: { en: 'YouTube', zh: 'YouTube' }, ...upright, aspect: '16:9' },
    ...{ safeZone: { topRatio: 0.1, rightRatio: 0.1, bottomRatio: 0.1, leftRatio: 0.1 } },
    ...{ lengthsSec: { least: 1, most: 43_200 }, mostBytes: 256 * GB, loudnessLufs: -14 },
    ...{ source: 'YouTube’s upload guide as others give it; title-safe 80 %' },
  },
  taobao: {
    ...{ id: 'taobao', name: { en: 'Taobao product video', zh: '淘宝主图视频' }, ...upright, aspect: '3:4' },
    ...{ safeZone: { topRatio: 0.08, rightRatio: 0.06, bottomRatio: 0.14, leftRatio: 0.06 } },
    ...{ lengthsSec: { least: 5, most: 60 }, mostBytes: 300 * MB, source: 'sellers’ guides' },
  },
  amazon: {
    ...{ id: 'amazon', name: { en: 'Amazon product video', zh: '亚马逊商品视频' }, ...upright, aspect: '16:9' },
    ...{ safeZone: { topRatio: 0.06, rightRatio: 0.06, bottomRatio: 0.12, leftRatio: 0.06 } },
    ...{ lengthsSec: { least: 6, most: 600 }, mostBytes: 5 * GB, source: 'sellers’ guides' },
  },
};
