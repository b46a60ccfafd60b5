import { type Camera, describeCamera } from '@fantascope/film';

/** What hosted models take as a reference video: at most 10 s, 1280 × 720 pixels in either direction. */
export const REFERENCE_MOST = { lengthSec: 10, longPx: 1280, shortPx: 720 } as const;

/** The prompt that goes with the reference video, one sentence a language: follow its camera. Keyframed cameras have no words for their path. */
export function referencePrompt(camera: Camera): Readonly<{ en: string; zh: string }> {
  const { subjectDistanceM } = camera;
  const words = (language: 'en' | 'zh') => ('moves' in camera ? describeCamera(camera.moves, language, { subjectDistanceM }) : '');
  const [en, zh] = [words('en'), words('zh')];
  return {
    en: `Follow the camera of the reference video exactly, its path, speed and framing${en === '' ? '' : `: ${en}`}. Keep the scene as the reference shows it.`,
    zh: `严格跟随参考视频1的运镜，路径、速度与构图都与其一致${zh === '' ? '' : `：${zh}`}。画面内容以参考视频为准。`,
  };
}

/** The largest even size of a shape that a hosted model takes as reference, never larger than the frame itself. */
export function referenceSize({
  widthPx,
  heightPx,
}: Readonly<{ widthPx: number; heightPx: number }>): Readonly<{ widthPx: number; heightPx: number }> {
  const { longPx, shortPx } = REFERENCE_MOST;
  const share = Math.min(1, longPx / Math.max(widthPx, heightPx), shortPx / Math.min(widthPx, heightPx));
  const even = (px: number) => Math.max(64, Math.round((px * share) / 2) * 2);
  return { widthPx: even(widthPx), heightPx: even(heightPx) };
}
