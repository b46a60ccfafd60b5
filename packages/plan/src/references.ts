import { bothAs } from './both.ts';
import { canBring, carry, type Draft, lose, loseFile } from './draft.ts';
import { carryPaintMask, isMasked } from './paint-mask.ts';
import type { RefusalCode } from './plan.ts';
import { aspectName } from './size.ts';

/** Puts pictures, clips, seed, sound and what must not be seen into the request, or says that they have no place. A code where nothing can be made without, or with, them. */
export function carryReferences(draft: Draft): RefusalCode | undefined {
  const { entry, facts, request, shot } = draft;
  const { takes } = entry;
  if (takes.needsBaseVideo && facts.baseVideo === undefined) return 'needs-video';
  if (takes.needsBaseVideo && !canBring(draft, 'clip')) return 'needs-file-store';
  if (shot.picture === undefined) {
    if (takes.firstFrame === 'required') return 'needs-picture';
  } else if (takes.firstFrame !== 'none' && !canBring(draft, 'picture')) {
    if (takes.firstFrame === 'required') return 'needs-file-store';
    loseFile(draft, 'picture', { kind: 'picture', what: 'plan.part-first-picture', severity: 'severe' });
  } else if (takes.firstFrame !== 'none') {
    request.firstFrame = { url: 'need:picture' };
    needPicture(draft, shot.picture);
    carry(draft, 'picture', { by: 'field', as: 'firstFrame' });
  } else if (takes.control && canBring(draft, 'clip')) {
    needPicture(draft, shot.picture);
    carry(draft, 'picture', { by: 'control-video', as: 'colour' });
  } else if (takes.references > 0 && !canBring(draft, 'picture')) return 'needs-file-store';
  else if (takes.references > 0) {
    request.references = [{ url: 'need:picture' }];
    needPicture(draft, shot.picture);
    carry(draft, 'picture', { by: 'field', as: 'references.0' });
    // A picture model is asked to look at it; a film would have begun with it.
    if (entry.makes === 'video')
      lose(draft, 'picture', { kind: 'approximated', severity: 'notable', of: ['reference'], code: 'plan.picture-only-reference' });
  } else if (!takes.needsBaseVideo) return 'no-picture';
  else
    lose(draft, 'picture', {
      kind: 'dropped',
      severity: 'slight',
      of: ['reference'],
      code: 'plan.rig-dropped',
      params: { whatEn: 'The picture', whatZh: '图片' },
    });
  carryCrop(draft);
  carryWishes(draft);
  return carryPaintMask(draft);
}

/** Where a reference clip cannot stand beside a first frame, the picture becomes a reference. */
export function yieldToReferenceClip(draft: Draft): void {
  const { entry, request } = draft;
  const excludes = entry.exclusions.some((set) => set.includes('firstFrame') && set.includes('referenceVideos'));
  if (request.referenceVideos === undefined || request.firstFrame === undefined || !excludes) return;
  const first = request.firstFrame;
  delete request.firstFrame;
  draft.carriers.splice(
    draft.carriers.findIndex(({ part, by }) => part === 'picture' && by === 'field'),
    1,
  );
  if (entry.takes.references > 0) {
    request.references = [first, ...(request.references ?? [])];
    carry(draft, 'picture', { by: 'field', as: 'references.0' });
  } else carry(draft, 'picture', { by: 'reference-video', as: 'referenceVideos.0' });
  lose(draft, 'picture', { kind: 'approximated', severity: 'notable', of: ['reference'], code: 'plan.picture-as-reference' });
}

function needPicture(draft: Draft, path: string): void {
  const { startCropRatio, startCentre, fit, camera } = draft.shot;
  if (isMasked(draft)) {
    draft.needs.push({ kind: 'picture', path, isWhole: true });
    return;
  }
  draft.needs.push({
    kind: 'picture',
    path,
    aspect: aspectName(camera.aspectRatio),
    ...(startCropRatio === undefined ? {} : { cropRatio: startCropRatio }),
    ...(startCentre === undefined ? {} : { centre: startCentre }),
    ...(fit === undefined ? {} : { fit }),
  });
}

/** The picture is cropped on our side before it is sent. */
function carryCrop(draft: Draft): void {
  for (const part of ['startCropRatio', 'startCentre', 'fit'] as const) {
    if (draft.shot[part] === undefined) continue;
    if (draft.shot.picture === undefined || isMasked(draft))
      lose(draft, part, {
        kind: 'dropped',
        severity: 'slight',
        of: ['reference'],
        code: 'plan.rig-dropped',
        params: { whatEn: 'The crop of the picture', whatZh: '图片的裁切' },
      });
    else carry(draft, part, { by: 'field', as: 'picture' });
  }
}

function carryWishes(draft: Draft): void {
  const { entry, facts, request } = draft;
  const { takes } = entry;
  if (facts.clientKey !== undefined) request.clientKey = facts.clientKey;
  if (facts.baseVideo !== undefined) {
    if (takes.baseVideo && !canBring(draft, 'clip'))
      loseFile(draft, 'baseVideo', { kind: 'clip', what: 'plan.part-base-video', severity: 'severe' });
    else if (takes.baseVideo) {
      request.baseVideo = { url: 'need:base-video' };
      draft.needs.push({ kind: 'base-video', path: facts.baseVideo });
      carry(draft, 'baseVideo', { by: 'field', as: 'baseVideo' });
    } else
      lose(draft, 'baseVideo', {
        kind: 'dropped',
        severity: 'severe',
        of: ['reference'],
        code: 'plan.base-video-dropped',
        params: { path: facts.baseVideo },
      });
  }
  if (facts.lastPicture !== undefined) {
    if (takes.lastFrame && !canBring(draft, 'picture'))
      loseFile(draft, 'lastPicture', { kind: 'picture', what: 'plan.part-last-picture', severity: 'severe' });
    else if (takes.lastFrame) {
      request.lastFrame = { url: 'need:last-picture' };
      draft.needs.push({ kind: 'last-picture', path: facts.lastPicture });
      carry(draft, 'lastPicture', { by: 'field', as: 'lastFrame' });
    } else
      lose(draft, 'lastPicture', {
        kind: 'dropped',
        severity: 'severe',
        of: ['reference'],
        code: 'plan.last-picture-dropped',
        params: { path: facts.lastPicture },
      });
  }
  carryReferencePictures(draft);
  if (facts.seed !== undefined) {
    if (takes.seed) {
      request.seed = facts.seed;
      carry(draft, 'seed', { by: 'field', as: String(facts.seed) });
    } else lose(draft, 'seed', { kind: 'dropped', severity: 'slight', of: ['content'], code: 'plan.seed-dropped' });
  }
  if (facts.hasAudio !== undefined) {
    if (takes.audio) {
      request.hasAudio = facts.hasAudio;
      carry(draft, 'hasAudio', { by: 'field', as: String(facts.hasAudio) });
    } else if (facts.hasAudio)
      lose(draft, 'hasAudio', { kind: 'dropped', severity: 'notable', of: ['content'], code: 'plan.audio-dropped' });
  } else if (takes.audio) request.hasAudio = false;
  if (facts.negativePrompt !== undefined) {
    if (takes.negativePrompt) {
      request.negativePrompt = facts.negativePrompt;
      carry(draft, 'negativePrompt', { by: 'field', as: 'negativePrompt' });
    } else lose(draft, 'negativePrompt', { kind: 'dropped', severity: 'slight', of: ['content'], code: 'plan.negative-dropped' });
  }
}

function carryReferencePictures(draft: Draft): void {
  const { entry, facts, request } = draft;
  const given = facts.references ?? [];
  if (given.length === 0) return;
  if (entry.takes.references > 0 && !canBring(draft, 'picture')) {
    loseFile(draft, 'references', { kind: 'picture', what: 'plan.part-references', severity: 'severe' });
    return;
  }
  const room = Math.max(0, entry.takes.references - (request.references?.length ?? 0));
  const sent = given.slice(0, room);
  if (sent.length > 0) {
    request.references = [...(request.references ?? []), ...sent.map((_, i) => ({ url: `need:reference/${i}` }))];
    for (const [i, path] of sent.entries()) {
      draft.needs.push({ kind: 'reference', path, index: i });
      carry(draft, `references.${i}`, { by: 'field', as: 'references' });
    }
  }
  if (sent.length < given.length)
    lose(draft, 'references', {
      kind: 'dropped',
      severity: sent.length === 0 ? 'severe' : 'notable',
      of: ['reference'],
      code: room === 0 ? 'plan.references-none' : 'plan.references-dropped',
      params: { count: given.length, most: room, ...bothAs('name', entry.name) },
    });
}
