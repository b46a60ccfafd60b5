import type { FrameSize } from '@fantascope/film';
import { carry, type Draft, lose } from './draft.ts';
import { closest } from './length.ts';
import { isMasked } from './paint-mask.ts';

const usual = { widthPx: 1920, heightPx: 1080, fps: 30 } as const;

/** The film's frame; where none is known the usual one, upright for an upright shot. */
function frameFor({ facts, shot }: Draft): NonNullable<Draft['facts']['frame']> {
  if (facts.frame !== undefined) return facts.frame;
  return shot.camera.aspectRatio < 1 ? { ...usual, widthPx: usual.heightPx, heightPx: usual.widthPx } : usual;
}

/** Sets size, shape and frame rate to the nearest the model makes. */
export function carrySize(draft: Draft): void {
  carryAspect(draft);
  if (draft.entry.camera === 'exact') {
    const { fps, ...box } = frameFor(draft);
    const frame = shapedFrame(draft.shot.camera.aspectRatio, box);
    Object.assign(draft.request, { ...frame, fps });
    carry(draft, 'frame', { by: 'field', as: `${frame.widthPx}×${frame.heightPx}` });
    return;
  }
  if (draft.entry.pixels !== undefined) carryPixels(draft, draft.entry.pixels);
  else carryResolution(draft);
  carryFps(draft);
}

/** The largest frame of a shape inside the film's, both sides even: 2.39 in 3840 × 2160 is 3840 × 1606. */
function shapedFrame(ratio: number, { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>): FrameSize {
  const even = (px: number) => Math.max(2, 2 * Math.round(px / 2));
  return { widthPx: Math.min(widthPx, even(heightPx * ratio)), heightPx: Math.min(heightPx, even(widthPx / ratio)) };
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
  if (request.firstFrame !== undefined && isMasked(draft)) {
    const size = draft.facts.pictureSizePx;
    // The picture is sent whole, and comes back in its own shape.
    if (size === undefined || Math.abs(Math.log(size.widthPx / size.heightPx / wanted)) < 0.01)
      carry(draft, part, { by: 'field', as: 'firstFrame' });
    else
      lose(draft, part, {
        kind: 'quantised',
        severity: 'notable',
        of: ['ratio'],
        code: 'plan.ratio-own',
        params: { wanted: aspectName(wanted) },
      });
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
      // What sets its own shape makes it wide, a picture square: cropping that to a tall frame throws most of it away.
      severity: Math.abs(Math.log(wanted / (entry.makes === 'image' ? 1 : 16 / 9))) > 0.1 ? 'notable' : 'slight',
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
  if (distance(sent) > 0.02) reshapePicture(draft, ratioOf(sent));
  if (distance(sent) > 0.02)
    lose(draft, part, {
      kind: 'quantised',
      severity: distance(sent) > 0.4 ? 'severe' : distance(sent) > 0.1 ? 'notable' : 'slight',
      of: ['ratio'],
      code: 'plan.ratio-nearest',
      params: { wanted: aspectName(wanted), sent },
    });
}

/** A first frame of another shape than the film's would be cropped by the provider, and the take once more afterwards. */
function reshapePicture(draft: Draft, ratio: number): void {
  const at = draft.needs.findIndex(({ kind }) => kind === 'picture');
  const need = draft.needs[at];
  if (need?.kind === 'picture' && draft.request.firstFrame !== undefined) draft.needs[at] = { ...need, aspect: aspectName(ratio) };
}

/** Height of the frame as its resolutions are named: the short side of a wide frame, of a tall one too. */
function wantedHeight(draft: Draft): number {
  const { widthPx, heightPx } = frameFor(draft);
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
    carryOwnSize(draft, wanted);
    return;
  }
  const height = (name: string) => entry.heightsPx[name] ?? 0;
  const target = closest(made.map(height), wanted);
  const sent = made.find((name) => height(name) === target) ?? (made[0] as string);
  request.resolution = sent;
  carry(draft, 'frame', { by: 'field', as: sent });
  if (height(sent) >= wanted) return;
  const best = sizes.find((name) => height(name) === closest(sizes.map(height), wanted)) ?? sent;
  lose(draft, 'frame', {
    kind: 'quantised',
    severity: height(sent) < wanted * 0.6 ? 'notable' : 'slight',
    of: ['size'],
    code: best === sent ? 'plan.size-nearest' : 'plan.size-by-length',
    params: {
      wanted: `${wanted}p`,
      sent: height(sent) === Number.parseInt(sent, 10) ? sent : `${sent} (${height(sent)}p)`,
      best,
      lengths: (entry.lengthsAt[best] ?? []).join(' / '),
    },
  });
}

/** A model without resolutions: shapes named by their pixels tell the size, else it is the model's own. */
function carryOwnSize(draft: Draft, wanted: number): void {
  const [width = 0, height = 0] = (draft.request.aspect ?? '').split(':').map(Number);
  const short = Math.min(width, height);
  const isInPixels = short > 100;
  if (isInPixels) carry(draft, 'frame', { by: 'field', as: `${width}×${height}` });
  if (isInPixels && short >= wanted) return;
  const isOfClip = draft.entry.takes.keepsClip && draft.request.baseVideo !== undefined;
  lose(draft, 'frame', {
    kind: 'quantised',
    severity: isInPixels && short < wanted * 0.6 ? 'notable' : 'slight',
    of: ['size'],
    code: isInPixels ? 'plan.size-nearest' : isOfClip ? 'plan.size-of-clip' : 'plan.size-own',
    params: { wanted: `${wanted}p`, sent: `${width}×${height}` },
  });
}

function carryPixels(draft: Draft, { stepPx, mostPx, leastPx = 0 }: NonNullable<Draft['entry']['pixels']>): void {
  const { widthPx, heightPx } = frameFor(draft);
  const aspect = draft.shot.camera.aspectRatio;
  const ratio = Math.max(aspect, 1 / aspect);
  const tall = Math.max(Math.min(widthPx, heightPx), Math.ceil(Math.sqrt(leastPx / ratio) / stepPx) * stepPx);
  const share = Math.min(1, Math.sqrt(mostPx / (tall * tall * ratio)));
  // The short side first, then the long side nearest to the shape: both rounded down would miss it.
  const short = Math.max(stepPx, Math.floor((tall * share) / stepPx + 1e-6) * stepPx);
  const room = Math.max(stepPx, Math.floor(mostPx / short / stepPx) * stepPx);
  const long = Math.min(room, Math.max(stepPx, Math.round((short * ratio) / stepPx) * stepPx));
  Object.assign(draft.request, aspect >= 1 ? { widthPx: long, heightPx: short } : { widthPx: short, heightPx: long });
  const sent = `${draft.request.widthPx}×${draft.request.heightPx}`;
  carry(draft, 'frame', { by: 'field', as: sent });
  if (short < tall * 0.99)
    lose(draft, 'frame', {
      kind: 'quantised',
      severity: short < tall * 0.6 ? 'notable' : 'slight',
      of: ['size'],
      code: 'plan.size-nearest',
      params: { wanted: `${tall}p`, sent },
    });
}

function carryFps(draft: Draft): void {
  const { entry, request } = draft;
  const wanted = frameFor(draft).fps;
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
