import { bothAs } from './both.ts';
import { canBring, carry, type Draft, lose } from './draft.ts';
import type { RefusalCode } from './plan.ts';

/** Whether the request has a mask: its picture is then sent whole, since the mask lies over all of it. */
export function isMasked({ shot, entry }: Pick<Draft, 'shot' | 'entry'>): boolean {
  return shot.paintMask !== undefined && shot.picture !== undefined && entry.takes.paintMask !== 'none';
}

/** Puts what is to be painted anew into the request, or says that the model takes no mask. A code where nothing can be made without, or with, it. */
export function carryPaintMask(draft: Draft): RefusalCode | undefined {
  const { entry, facts, request, shot } = draft;
  if (shot.paintMask === undefined) return entry.takes.paintMask === 'required' ? 'needs-mask' : undefined;
  if (!isMasked(draft) || !canBring(draft, 'picture')) {
    lose(draft, 'paintMask', {
      kind: 'dropped',
      severity: 'severe',
      of: ['content'],
      code: 'plan.paint-mask-dropped',
      params: bothAs('name', entry.name),
    });
    return undefined;
  }
  const { pictureSizePx: picture, paintMaskSizePx: mask } = facts;
  const isOther = picture !== undefined && mask !== undefined && (picture.widthPx !== mask.widthPx || picture.heightPx !== mask.heightPx);
  if (isOther) return 'mask-size';
  request.paintMask = { url: 'need:paint-mask' };
  draft.needs.push({ kind: 'paint-mask', path: shot.paintMask });
  carry(draft, 'paintMask', { by: 'field', as: 'paintMask' });
  return undefined;
}

/** The sizes that a refused mask and its picture have, for the sentence. */
export function maskSizes({ facts }: Pick<Draft, 'facts'>): Readonly<{ mask: string; picture: string }> {
  const told = (size: Readonly<{ widthPx: number; heightPx: number }> | undefined) =>
    size === undefined ? '—' : `${size.widthPx} × ${size.heightPx}`;
  return { mask: told(facts.paintMaskSizePx), picture: told(facts.pictureSizePx) };
}
