import { describeDepiction } from '@fantascope/film/brief';
import { carry, type Draft, lose } from './draft.ts';

const texts = ['subject', 'setting', 'light'] as const;

/**
 * A painted shot on a model: what the painter would draw is said in words, as far as the shot has none of its own for it. Under a photograph nothing of it is
 * seen, so nothing is lost.
 */
export function carryAnimatic(draft: Draft): void {
  const { shot, entry, language, prompt } = draft;
  if (shot.animatic === undefined || entry.camera === 'exact') return;
  if (shot.picture !== undefined) {
    carry(draft, 'animatic', { by: 'field', as: 'picture' });
    return;
  }
  if (!entry.takes.text) {
    lose(draft, 'animatic', { kind: 'dropped', of: ['reference'], severity: 'slight', code: 'plan.animatic-unsent' });
    return;
  }
  const seen = describeDepiction(shot.animatic, language);
  for (const part of texts) {
    const text = seen[part];
    if (text === undefined || (shot[part]?.trim() ?? '') !== '') continue;
    // Who is in the shot by name stands where the painter puts a figure.
    if (part === 'subject' && (shot.cast?.length ?? 0) > 0) continue;
    (part === 'light' ? prompt.light : prompt.body).push({ part, text });
  }
  carry(draft, 'animatic', { by: 'words', as: 'prompt' });
  lose(draft, 'animatic', { kind: 'words', of: ['reference'], severity: 'slight', code: 'plan.animatic-said' });
}
