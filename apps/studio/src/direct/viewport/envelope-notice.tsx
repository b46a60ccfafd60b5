import { say } from '@fantascope/film';
import { useState } from 'react';
import type { Fitted } from '../../preview/preview-messages.ts';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useView } from '../direct-context.ts';
import { NoteButton, PictureNote } from './picture-note.tsx';

/** Says when the camera leaves what the picture holds, and shrinks the moves concerned on request: one edit, one undo. */
export function EnvelopeNotice() {
  const { t, language } = useWords();
  const { store, preview } = useDirect();
  const notice = usePreview((state) => state.fit?.notices.find(({ code }) => code === 'lift.move-outside-allowed') ?? null);
  const outside = usePreview((state) => state.outside);
  const [isFitting, setIsFitting] = useState(false);
  const [figures, setFigures] = useState<string | null>(null);
  const first = outside?.spans[0];
  if (notice === null && first === undefined) {
    return figures === null ? null : (
      <PictureNote act={<NoteButton onClick={() => setFigures(null)}>{t('parts.close')}</NoteButton>}>
        {t('viewport.fitted', { figures })}
      </PictureNote>
    );
  }
  const fitInside = async () => {
    setIsFitting(true);
    const fit = await preview.fitInside();
    setIsFitting(false);
    const { shot } = store.state();
    if (fit === null || isMoves(shot.camera) !== isMoves(fit.camera)) return;
    const edits: ShotEdit[] = [];
    if (isMoves(shot.camera) && isMoves(fit.camera)) {
      const given = fit.camera.moves;
      // Presets shrink by themselves: only what was asked for in figures is written anew.
      edits.push({ kind: 'moves', moves: shot.camera.moves.map((move, i) => (move.isNominal === true ? move : (given[i] ?? move))) });
    } else if (!isMoves(fit.camera)) edits.push({ kind: 'keyframes', keyframes: fit.camera.keyframes });
    if (fit.notices.some(({ code }) => code === 'lift.start-crop-raised'))
      edits.push({ kind: 'put', field: 'startCropRatio', value: fit.startCropRatio });
    store.edit(edits);
    setFigures(figuresOf(fit));
  };
  const said =
    outside === null || first === undefined || outside.shareRatio === 0
      ? notice === null
        ? t('viewport.outsideSome', { seconds: (first?.fromSec ?? 0).toFixed(1) })
        : say(language, notice)
      : t(`viewport.outside.${outside.side}`, { seconds: first.fromSec.toFixed(1), share: Math.round(outside.shareRatio * 100) });
  return (
    <PictureNote
      isWarning
      act={
        <NoteButton isMain onClick={() => void fitInside()}>
          {isFitting ? t('viewport.fitting') : t('viewport.fit')}
        </NoteButton>
      }
    >
      {said}
    </PictureNote>
  );
}

const units: Readonly<Record<Fitted['moves'][number]['unit'], (amount: number) => string>> = {
  m: (amount) => `${amount.toFixed(2)} m`,
  deg: (amount) => `${amount.toFixed(1)}°`,
  ratio: (amount) => `×${amount.toFixed(2)}`,
  strength: (amount) => amount.toFixed(2),
  share: (amount) => `${Math.round(amount * 100)} %`,
};

function figuresOf({ moves }: Fitted): string {
  return moves
    .filter(({ asked, given, isNominal }) => !isNominal && asked !== given)
    .map(({ unit, asked, given }) => `${units[unit](asked)} → ${units[unit](given)}`)
    .join(', ');
}

const places = {
  left: (share: string) => ({ left: 0, top: 0, bottom: 0, width: share }),
  right: (share: string) => ({ right: 0, top: 0, bottom: 0, width: share }),
  top: (share: string) => ({ left: 0, right: 0, top: 0, height: share }),
  bottom: (share: string) => ({ left: 0, right: 0, bottom: 0, height: share }),
} as const;

/** The side that runs out is hatched, only while the playhead is in such a second. */
export function OutsideEdge() {
  const outside = usePreview((state) => state.outside);
  const tSec = useView((view) => view.tSec);
  if (outside === null || !outside.spans.some(({ fromSec, toSec }) => tSec >= fromSec - 1e-3 && tSec <= toSec + 1e-3)) return null;
  const share = `${Math.max(2, Math.round(outside.shareRatio * 100))}%`;
  return <div aria-hidden className="hatched pointer-events-none absolute opacity-70" style={places[outside.side](share)} />;
}
