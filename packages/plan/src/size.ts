import { carry, type Draft, lose } from './draft.ts';
import { closest } from './length.ts';

const usual = { widthPx: 1920, heightPx: 1080, fps: 30 } as const;

/** Sets size, shape and frame rate to the nearest the model makes. */
export function carrySize(draft: Draft): void {
  carryAspect(draft);
  if (draft.entry.camera === 'exact') {
    const frame = draft.facts.frame ?? usual;
    Object.assign(draft.request, { widthPx: frame.widthPx, heightPx: frame.heightPx, fps: frame.fps });
    carry(draft, 'frame', { by: 'field', as: `${frame.widthPx}×${frame.heightPx}` });
    return;
  }
  if (draft.entry.pixels !== undefined) carryPixels(draft, draft.entry.pixels);
  else carryResolution(draft);
  carryFps(draft);
}

/** A shape's ratio: 16:9, 1280:720, 2.39. */
export function ratioOf(aspect: string): number {
  const [width = 1, height = 1] = aspect.split(':').map(Number);
  return width / height;
}

/** A ratio by its usual name. */
export function aspectName(ratio: number): string {
  const known = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21', '3:2', '2:3', '2.39:1'];
  return known.find((name) => Math.abs(Math.log(ratioOf(name) / ratio)) < 0.01) ?? `${Number(ratio.toFixed(3))}:1`;
}

function carryAspect(draft: Draft): void {
  const { entry, request, shot } = draft;
  const wanted = shot.camera.aspectRatio;
  const part = 'camera.aspectRatio';
  if (entry.takes.keepsClip && request.baseVideo !== undefined) {
    lose(draft, part, { kind: 'dropped', severity: 'slight', of: ['ratio'], code: 'plan.ratio-of-clip' });
    return;
  }
  // A first frame is cropped to the wanted shape before it is sent, and such models keep its shape.
  if (request.firstFrame !== undefined && entry.aspectFrom === 'picture') {
    carry(draft, part, { by: 'field', as: 'firstFrame' });
    return;
  }
  if (entry.pixels !== undefined || entry.camera === 'exact') {
    carry(draft, part, { by: 'field', as: 'widthPx:heightPx' });
    return;
  }
  if (entry.makes === 'image' && request.firstFrame !== undefined) {
    carry(draft, part, { by: 'field', as: 'firstFrame' });
    return;
  }
  if (entry.aspects.length === 0) {
    if (request.firstFrame !== undefined) {
      carry(draft, part, { by: 'field', as: 'firstFrame' });
      return;
    }
    lose(draft, part, {
      kind: 'quantised',
      severity: 'slight',
      of: ['ratio'],
      code: 'plan.ratio-own',
      params: { wanted: aspectName(wanted) },
    });
    return;
  }
  const distance = (aspect: string) => Math.abs(Math.log(ratioOf(aspect) / wanted));
  const sent = entry.aspects.reduce((best, aspect) => (distance(aspect) < distance(best) ? aspect : best));
  request.aspect = sent;
  carry(draft, part, { by: 'field', as: sent });
  if (distance(sent) > 0.02)
    lose(draft, part, {
      kind: 'quantised',
      severity: distance(sent) > 0.4 ? 'severe' : distance(sent) > 0.1 ? 'notable' : 'slight',
      of: ['ratio'],
      code: 'plan.ratio-nearest',
      params: { wanted: aspectName(wanted), sent },
    });
}

/** Height of the frame as its resolutions are named: the short side of a wide frame, of a tall one too. */
function wantedHeight(draft: Draft): number {
  const { widthPx, heightPx } = draft.facts.frame ?? usual;
  return Math.min(widthPx, heightPx);
}

function carryResolution(draft: Draft): void {
  const { entry, request } = draft;
  const wanted = wantedHeight(draft);
  const sizes = entry.resolutions.filter((name) => entry.heightsPx[name] !== undefined);
  const lengthSec = request.lengthSec;
  const isMade = (name: string) => lengthSec === undefined || (entry.lengthsAt[name]?.includes(lengthSec) ?? true);
  const made = sizes.filter(isMade);
  if (made.length === 0) {
    const own = entry.aspects.map((aspect) => entry.heightsPx[aspect]).find((height) => height !== undefined);
    const sent = own === undefined ? undefined : `${own}p`;
    lose(draft, 'frame', {
      kind: 'quantised',
      severity: 'slight',
      of: ['size'],
      code: sent === undefined ? 'plan.size-own' : 'plan.size-nearest',
      params: { wanted: `${wanted}p`, sent: sent ?? '' },
    });
    return;
  }
  const height = (name: string) => entry.heightsPx[name] ?? 0;
  const target = closest(made.map(height), wanted);
  const sent = made.find((name) => height(name) === target) ?? (made[0] as string);
  request.resolution = sent;
  carry(draft, 'frame', { by: 'field', as: sent });
  if (height(sent) < wanted)
    lose(draft, 'frame', {
      kind: 'quantised',
      severity: height(sent) < wanted * 0.6 ? 'notable' : 'slight',
      of: ['size'],
      code: 'plan.size-nearest',
      params: { wanted: `${wanted}p`, sent: height(sent) === Number.parseInt(sent, 10) ? sent : `${sent} (${height(sent)}p)` },
    });
}

function carryPixels(draft: Draft, { stepPx, mostPx }: Readonly<{ stepPx: number; mostPx: number }>): void {
  const { widthPx, heightPx } = draft.facts.frame ?? usual;
  const aspect = draft.shot.camera.aspectRatio;
  const tall = Math.min(widthPx, heightPx);
  const [across, down] = aspect >= 1 ? [tall * aspect, tall] : [tall, tall / aspect];
  const share = Math.min(1, Math.sqrt(mostPx / (across * down)));
  const step = (px: number) => Math.max(stepPx, Math.floor((px * share) / stepPx + 1e-6) * stepPx);
  draft.request.widthPx = step(across);
  draft.request.heightPx = step(down);
  const sent = `${draft.request.widthPx}×${draft.request.heightPx}`;
  carry(draft, 'frame', { by: 'field', as: sent });
  if (share < 0.99)
    lose(draft, 'frame', {
      kind: 'quantised',
      severity: 'slight',
      of: ['size'],
      code: 'plan.size-nearest',
      params: { wanted: `${tall}p`, sent },
    });
}

function carryFps(draft: Draft): void {
  const { entry, request } = draft;
  const wanted = draft.facts.frame?.fps ?? usual.fps;
  if (entry.fps.length === 0 || entry.makes === 'image') return;
  const sent = closest(entry.fps, wanted);
  if (entry.fps.length > 1) request.fps = sent;
  carry(draft, 'fps', { by: 'field', as: String(sent) });
  if (sent !== wanted)
    lose(draft, 'fps', {
      kind: 'quantised',
      severity: sent < 20 ? 'notable' : 'slight',
      of: ['size'],
      code: 'plan.fps-other',
      params: { wanted, sent },
    });
}
