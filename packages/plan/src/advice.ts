import type { Shot } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { type Both, both } from './both.ts';
import type { Loss, Plan, Refusal } from './plan.ts';

/** The one thing to do about a plan, short enough for a line of a table: what matters most comes first. */
export function adviceOf(plan: Plan | Refusal, { shot, entry }: Readonly<{ shot: Shot; entry: CatalogueEntry }>): Both {
  if ('refused' in plan) return both(`plan.short-${plan.refused.code}`, { date: entry.endOfLife?.date ?? '' });
  const lost = (test: (loss: Loss) => boolean) => plan.losses.some(test);
  const isCamera = ({ part }: Loss) => part.startsWith('camera.moves') || part === 'camera.keyframes';
  if (plan.needs.some(({ kind }) => kind === 'workflow')) return both('plan.advice-workflow');
  if (lost(({ part, severity }) => part === 'action' && severity === 'severe')) return both('plan.advice-action-still');
  // A picture, or a clip that would show the camera, that only a place for files keeps out.
  if (lost(({ part, kind }) => kind === 'dropped' && ['picture', 'controlVideo', 'referenceVideo'].includes(part)))
    return both('plan.short-needs-file-store');
  if (shot.picture === undefined && entry.takes.control) return both('plan.advice-give-picture');
  const isOutOfOrder = lost(
    (loss) => isCamera(loss) && loss.aspects.includes('combination') && loss.aspects.includes('timing') && loss.severity !== 'slight',
  );
  if (isOutOfOrder && shot.picture === undefined && entry.takes.referenceVideos > 0) return both('plan.advice-give-reference');
  if (isOutOfOrder && 'moves' in shot.camera && entry.takes.firstFrame !== 'none') return both('plan.advice-split');
  if (lost(({ aspects, severity }) => aspects.includes('language') && severity !== 'slight')) return both('plan.advice-translate');
  const length = plan.losses.find(({ part, severity }) => part === 'camera.lengthSec' && severity !== 'slight');
  if (length !== undefined) {
    const sentSec = plan.request.lengthSec ?? (plan.request.frames ?? 0) / (plan.request.fps ?? 24);
    return both(sentSec < shot.camera.lengthSec ? 'plan.advice-shorter' : 'plan.advice-cut-after');
  }
  if (lost(({ part, severity }) => part === 'picture' && severity !== 'slight')) return both('plan.advice-picture-loose');
  // A sentence that only fills an empty prompt says nothing about the camera's carrier.
  if (lost((loss) => isCamera(loss) && loss.kind === 'words' && !loss.aspects.includes('content'))) return both('plan.advice-check-words');
  if (lost((loss) => isCamera(loss) && loss.severity !== 'slight')) return both('plan.advice-check-amount');
  return both('plan.advice-as-it-is');
}
