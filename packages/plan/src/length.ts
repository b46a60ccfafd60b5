import type { WordCode } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { both, bothAs } from './both.ts';
import { carry, type Draft, lose } from './draft.ts';

/** The length that is sent, in seconds, and in frames where the model counts those. */
type Length = Readonly<{ sec: number; frames?: number; fps?: number }>;

/** The lengths that something else in the request leaves, and what that is. */
export type AllowedLengths = Readonly<{ choicesSec: readonly number[]; by: WordCode }>;

/** Sets the length nearest to the wanted one that the model makes; `only` are the lengths that its camera, frames or references allow. */
export function carryLength(draft: Draft, only: AllowedLengths | undefined): void {
  const { entry, request, shot } = draft;
  const wantedSec = shot.camera.lengthSec;
  const part = 'camera.lengthSec';
  if (entry.makes === 'image') {
    lose(draft, part, {
      kind: 'dropped',
      severity: 'slight',
      of: ['length'],
      code: 'plan.length-still',
      params: { wantedSec: figure(wantedSec) },
    });
    return;
  }
  if (entry.takes.keepsClip && request.baseVideo !== undefined) {
    lose(draft, part, { kind: 'dropped', severity: 'slight', of: ['length'], code: 'plan.length-of-clip' });
    return;
  }
  const sent = nearest(entry, { wantedSec, only: only?.choicesSec });
  if (sent === undefined) {
    lose(draft, part, {
      kind: 'dropped',
      severity: 'notable',
      of: ['length'],
      code: 'plan.length-fixed',
      params: { wantedSec: figure(wantedSec) },
    });
    return;
  }
  carry(draft, part, { by: 'field', as: sent.frames === undefined ? `${figure(sent.sec)} s` : `${sent.frames} frames at ${sent.fps}/s` });
  if (sent.frames === undefined) {
    if (entry.isLengthAsked) request.lengthSec = sent.sec;
  } else {
    request.frames = sent.frames;
    if (sent.fps !== undefined) request.fps = sent.fps;
  }
  const off = Math.abs(sent.sec - wantedSec) / wantedSec;
  // A difference of a frame or two is no other length.
  if (Math.abs(sent.sec - wantedSec) < 0.13) return;
  const choices = choicesOf(entry, only?.choicesSec);
  // Only where the model makes a nearer length otherwise is what stands in the way worth naming.
  const isHindered = only !== undefined && nearest(entry, { wantedSec, only: undefined })?.sec !== sent.sec;
  lose(draft, part, {
    kind: 'quantised',
    severity: off >= 0.5 ? 'severe' : off > 0.2 ? 'notable' : 'slight',
    of: ['length'],
    code: isHindered ? 'plan.length-with' : 'plan.length-nearest',
    params: {
      wantedSec: figure(wantedSec),
      sentSec: figure(sent.sec),
      choicesEn: choices.en,
      choicesZh: choices.zh,
      ...(only === undefined ? {} : bothAs('what', both(only.by))),
    },
  });
}

function nearest(
  entry: CatalogueEntry,
  { wantedSec, only }: Readonly<{ wantedSec: number; only: readonly number[] | undefined }>,
): Length | undefined {
  const { lengths } = entry;
  if (lengths === undefined) return undefined;
  if ('choicesSec' in lengths) return { sec: closest(only ?? lengths.choicesSec, wantedSec) };
  if ('leastSec' in lengths) {
    const { leastSec, mostSec, stepSec } = lengths;
    const held = Math.max(leastSec, Math.min(mostSec, wantedSec));
    // A length that must hold the whole action is rounded like any other: nearest, and said.
    return { sec: Math.min(mostSec, Number((leastSec + Math.round((held - leastSec) / stepSec) * stepSec).toFixed(4))) };
  }
  const { leastFrames, mostFrames, stepFrames, fps } = lengths;
  const most = leastFrames + Math.floor((mostFrames - leastFrames) / stepFrames) * stepFrames;
  const frames = Math.max(leastFrames, Math.min(most, leastFrames + Math.round((wantedSec * fps - leastFrames) / stepFrames) * stepFrames));
  return { sec: frames / fps, frames, fps };
}

/** The choice nearest to a wanted value; of two as near, the longer: a take can be cut, not stretched. */
export function closest(choices: readonly number[], wanted: number): number {
  return choices.reduce((best, choice) => {
    const [own, least] = [Math.abs(choice - wanted), Math.abs(best - wanted)];
    return own < least || (own === least && choice > best) ? choice : best;
  });
}

function choicesOf(entry: CatalogueEntry, only: readonly number[] | undefined): Readonly<{ en: string; zh: string }> {
  const { lengths } = entry;
  if (lengths === undefined) return { en: '', zh: '' };
  if ('choicesSec' in lengths) {
    const all = (only ?? lengths.choicesSec).map(figure);
    return { en: `${all.join(', ').replace(/, (\S+)$/, ' or $1')} s`, zh: `${all.join('、')} 秒` };
  }
  const [least, most] =
    'leastSec' in lengths ? [lengths.leastSec, lengths.mostSec] : [lengths.leastFrames / lengths.fps, lengths.mostFrames / lengths.fps];
  if (least === most) return { en: `${figure(most)} s only`, zh: `${figure(most)} 秒` };
  return { en: `${figure(least)} to ${figure(most)} s`, zh: `${figure(least)} 到 ${figure(most)} 秒` };
}

function figure(value: number): string {
  return String(Number(value.toFixed(2)));
}
