import { MovesCamera, type Shot, type WordCode } from '@fantascope/film';
import { both, bothAs } from './both.ts';
import { carry, type Draft, lose } from './draft.ts';

const usual = MovesCamera.parse({});

/** Carries what a shot says of lens, focus, look, motions, air and depth: exactly where the stage draws, in words where a model reads, else not at all. */
export function carryLook(draft: Draft): void {
  const { entry } = draft;
  // The stage draws the whole shot, or the control video that leads the model.
  if (entry.camera === 'exact') {
    carryExactly(draft);
    return;
  }
  carryRig(draft);
  carryAperture(draft);
  carryMotions(draft);
  carryAir(draft);
  carryGrade(draft);
  if (draft.shot.shutter !== undefined) dropped(draft, 'shutter', 'plan.part-shutter');
  carryLift(draft);
  carryEdit(draft.shot, draft);
}

/** The parts of a shot's camera and picture beside its moves that differ from the default. */
function rigParts({ camera }: Shot): readonly Readonly<{ part: string; code: WordCode }>[] {
  const isUsualSubject = JSON.stringify(camera.subject) === JSON.stringify(usual.subject);
  return [
    ...(camera.subjectDistanceM === usual.subjectDistanceM
      ? []
      : [{ part: 'camera.subjectDistanceM', code: 'plan.part-distance' } as const]),
    ...(isUsualSubject ? [] : [{ part: 'camera.subject', code: 'plan.part-subject-place' } as const]),
    ...(camera.head === undefined ? [] : [{ part: 'camera.head', code: 'plan.part-head' } as const]),
    ...(camera.focusM === undefined ? [] : [{ part: 'camera.focusM', code: 'plan.part-focus' } as const]),
  ];
}

function liftParts(shot: Shot): readonly ('depth' | 'depthBrush' | 'layers')[] {
  return (['depth', 'depthBrush', 'layers'] as const).filter((part) => shot[part] !== undefined);
}

function carryExactly(draft: Draft): void {
  const { shot } = draft;
  const named = ['aperture', 'grade', 'shutter'] as const;
  const parts = [
    ...(shot.camera.lensMm === usual.lensMm ? [] : ['camera.lensMm']),
    ...rigParts(shot).map(({ part }) => part),
    ...named.filter((part) => shot[part] !== undefined),
    ...shot.motions.map((_, i) => `motions.${i}`),
    ...shot.air.map((_, i) => `air.${i}`),
    ...liftParts(shot),
    ...(['animatic', 'cast'] as const).filter((part) => shot[part] !== undefined),
  ];
  for (const part of parts) carry(draft, part, { by: 'number', as: 'shot' });
  carryEdit(shot, draft);
}

/** Laid over the finished take by the edit, exactly: no model is asked to draw letters. */
function carryEdit(shot: Shot, draft: Draft): void {
  for (const [i] of shot.captions.entries()) carry(draft, `captions.${i}`, { by: 'edit', as: 'caption' });
  for (const i of (shot.lines ?? []).keys()) carry(draft, `lines.${i}`, { by: 'edit', as: 'voice' });
  for (const i of (shot.effects ?? []).keys()) carry(draft, `effects.${i}`, { by: 'edit', as: 'effect' });
  if (shot.transition.kind !== 'cut') carry(draft, 'transition', { by: 'edit', as: shot.transition.kind });
  if (shot.fadeInSec > 0) carry(draft, 'fadeInSec', { by: 'edit', as: 'fade' });
  if (shot.fadeOutSec > 0) carry(draft, 'fadeOutSec', { by: 'edit', as: 'fade' });
}

/** What leads the camera by a clip of the stage has lens and distances in it. */
function ledBy(draft: Draft): 'control-video' | 'reference-video' | 'number' | undefined {
  if (draft.request.control !== undefined) return 'control-video';
  if (draft.request.referenceVideos !== undefined) return 'reference-video';
  return draft.entry.camera === 'poses' && draft.answers.camera !== 'words' ? 'number' : undefined;
}

function carryRig(draft: Draft): void {
  const { shot, prompt } = draft;
  const led = ledBy(draft);
  const { lensMm } = shot.camera;
  if (lensMm !== usual.lensMm) {
    const figure = Number(lensMm.toFixed(1));
    if (led !== undefined) carry(draft, 'camera.lensMm', { by: led, as: `${figure} mm` });
    // A picture that is there already keeps its own perspective.
    // A clip that is re-shot has its lens already.
    else if (
      draft.entry.takes.text &&
      !draft.entry.takes.needsBaseVideo &&
      (draft.entry.makes === 'video' || draft.entry.camera === 'words')
    ) {
      prompt.look.push({ part: 'camera.lensMm', text: lensWords(draft, figure) });
      carry(draft, 'camera.lensMm', { by: 'words', as: 'prompt' });
      lose(draft, 'camera.lensMm', { kind: 'words', severity: 'slight', of: ['look'], code: 'plan.lens-said', params: { lensMm: figure } });
    } else
      lose(draft, 'camera.lensMm', {
        kind: 'dropped',
        severity: 'slight',
        of: ['look'],
        code: 'plan.lens-dropped',
        params: { lensMm: figure },
      });
  }
  for (const { part, code } of rigParts(shot)) {
    // Neither a clip that is drawn sharp nor poses say what is in focus.
    if (led !== undefined && part !== 'camera.focusM') carry(draft, part, { by: led, as: 'stage' });
    else
      lose(draft, part, {
        kind: 'dropped',
        severity: 'slight',
        of: ['look'],
        code: 'plan.rig-dropped',
        params: bothAs('what', both(code)),
      });
  }
}

function lensWords({ language }: Draft, lensMm: number): string {
  const kind = lensMm < 28 ? ['wide-angle ', '广角'] : lensMm > 70 ? ['telephoto ', '长焦'] : ['', ''];
  return language === 'zh' ? `${lensMm}毫米${kind[1]}镜头` : `${lensMm} mm ${kind[0]}lens`;
}

function said(
  draft: Draft,
  part: string,
  {
    text,
    code,
    severity = 'slight',
  }: Readonly<{ text: readonly [en: string, zh: string]; code: WordCode; severity?: 'slight' | 'notable' }>,
): void {
  if (!draft.entry.takes.text) {
    dropped(draft, part, code);
    return;
  }
  const as = draft.language === 'zh' ? text[1] : text[0];
  draft.prompt.look.push({ part, text: as });
  carry(draft, part, { by: 'words', as: 'prompt' });
  lose(draft, part, {
    kind: 'words',
    severity,
    of: ['look'],
    code: 'plan.look-said',
    params: { ...bothAs('what', capital(both(code))), as },
  });
}

function dropped(draft: Draft, part: string, code: WordCode): void {
  lose(draft, part, {
    kind: 'dropped',
    severity: 'notable',
    of: ['look'],
    code: 'plan.look-dropped',
    params: bothAs('what', capital(both(code))),
  });
}

function capital({ en, zh }: Readonly<{ en: string; zh: string }>): { en: string; zh: string } {
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh };
}

function carryAperture(draft: Draft): void {
  const { aperture } = draft.shot;
  if (aperture === undefined) return;
  const { fStop } = aperture;
  const text: readonly [string, string] =
    fStop < 4
      ? [`shallow depth of field, f/${fStop}`, `浅景深，f/${fStop}`]
      : fStop < 8
        ? [`f/${fStop}`, `f/${fStop}`]
        : [`deep focus, f/${fStop}`, `深景深，f/${fStop}`];
  said(draft, 'aperture', { text, code: 'plan.part-aperture' });
}

const motionWords = {
  flow: ['flows steadily', '缓缓流动'],
  sway: ['sways gently', '轻轻摇曳'],
  drift: ['drifts slowly', '缓缓飘移'],
  flicker: ['flickers softly', '光线微微闪烁'],
} as const;

function carryMotions(draft: Draft): void {
  const { shot, entry, facts, request } = draft;
  const canBrush =
    entry.takes.motionMasks > 0 &&
    facts.pictureSizePx !== undefined &&
    request.firstFrame !== undefined &&
    !entry.exclusions.some(
      (set) =>
        set.includes('motionMasks') &&
        ((set.includes('camera') && request.camera !== undefined) || (set.includes('lastFrame') && request.lastFrame !== undefined)),
    );
  for (const [i, motion] of shot.motions.entries()) {
    const part = `motions.${i}`;
    if (canBrush && motion.kind !== 'flicker' && (request.motionMasks?.length ?? 0) < entry.takes.motionMasks) {
      request.motionMasks = [
        ...(request.motionMasks ?? []),
        { mask: { url: `need:motion-mask/${i}` }, way: wayPx(motion, facts.pictureSizePx as { widthPx: number; heightPx: number }) },
      ];
      draft.needs.push({ kind: 'motion-mask', index: i });
      carry(draft, part, { by: 'field', as: 'motionMasks' });
      continue;
    }
    const place =
      'matte' in motion.place
        ? motion.place.matte === 'subject'
          ? ['the subject', '主体']
          : ['the background', '背景']
        : ['part of the picture', '画面局部'];
    const text = [`${place[0]} ${motionWords[motion.kind][0]}`, `${place[1]}${motionWords[motion.kind][1]}`] as const;
    const code = `plan.motion-${motion.kind}` as const;
    if (!entry.takes.text) dropped(draft, part, code);
    else {
      const as = draft.language === 'zh' ? text[1] : text[0];
      draft.prompt.look.push({ part, text: as });
      carry(draft, part, { by: 'words', as: 'prompt' });
      lose(draft, part, {
        kind: 'words',
        severity: 'notable',
        of: ['direction', 'magnitude'],
        code: 'plan.mask-said',
        params: { ...bothAs('what', both(code)), as },
      });
    }
  }
}

/** The way of a motion over the picture, pixels from its top left corner. */
function wayPx(
  motion: Shot['motions'][number],
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
): { xPx: number; yPx: number }[] {
  const px = (point: Readonly<{ xRatio: number; yRatio: number }>) => ({
    xPx: Math.round(point.xRatio * widthPx),
    yPx: Math.round(point.yRatio * heightPx),
  });
  if (motion.way !== undefined) return motion.way.map(px);
  const start =
    'region' in motion.place
      ? {
          xRatio: motion.place.region.xRatio + motion.place.region.widthRatio / 2,
          yRatio: motion.place.region.yRatio + motion.place.region.heightRatio / 2,
        }
      : { xRatio: 0.5, yRatio: 0.5 };
  const reach = motion.amountRatio ?? 0.1;
  const turn = (motion.towardDeg * Math.PI) / 180;
  const clamp = (value: number) => Math.max(0, Math.min(1, value));
  // Up is less y; the reach is a share of the width.
  const end = {
    xRatio: clamp(start.xRatio + reach * Math.cos(turn)),
    yRatio: clamp(start.yRatio - (reach * Math.sin(turn) * widthPx) / heightPx),
  };
  return [px(start), px(end)];
}

function carryAir(draft: Draft): void {
  for (const [i, { kind }] of draft.shot.air.entries()) {
    const code = `plan.air-${kind}` as const;
    const { en, zh } = both(code);
    said(draft, `air.${i}`, { text: [en, zh], code });
  }
}

function carryGrade(draft: Draft): void {
  const { grade } = draft.shot;
  if (grade === undefined) return;
  const words: (readonly [string, string])[] = [];
  const tell = (amount: number, plus: readonly [string, string], minus: readonly [string, string]) => {
    if (Math.abs(amount) >= 0.1) words.push(amount > 0 ? plus : minus);
  };
  tell(grade.exposureStops / 4, ['bright exposure', '曝光偏亮'], ['dark, low-key exposure', '曝光偏暗']);
  tell(grade.warmthRatio, ['warm colours', '暖色调'], ['cool colours', '冷色调']);
  tell(grade.contrastRatio, ['high contrast', '高对比度'], ['soft contrast', '低对比度']);
  if (grade.saturationRatio <= -0.9) words.push(['black and white', '黑白']);
  else tell(grade.saturationRatio, ['rich colours', '色彩浓郁'], ['muted colours', '色彩淡雅']);
  if (grade.vignetteRatio > 0.1) words.push(['vignette', '暗角']);
  if (grade.grainRatio > 0.1) words.push(['film grain', '胶片颗粒']);
  if (words.length === 0) {
    dropped(draft, 'grade', 'plan.part-grade');
    return;
  }
  said(draft, 'grade', {
    text: [words.map(([en]) => en).join(', '), words.map(([, zh]) => zh).join('，')],
    code: 'plan.part-grade',
    severity: grade.lut === undefined ? 'slight' : 'notable',
  });
}

function carryLift(draft: Draft): void {
  const led = ledBy(draft);
  for (const part of liftParts(draft.shot)) {
    if (led === 'control-video' || led === 'reference-video') carry(draft, part, { by: led, as: 'stage' });
    else
      lose(draft, part, {
        kind: 'dropped',
        severity: 'slight',
        of: ['look'],
        code: 'plan.stage-only',
        params: bothAs('what', capital(both(part === 'depthBrush' ? 'plan.part-depth-brush' : `plan.part-${part}`))),
      });
  }
}
