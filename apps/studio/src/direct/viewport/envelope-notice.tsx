import { useState } from 'react';
import { useLength } from '../../parts/length-unit.ts';
import type { Fitted } from '../../preview/preview-messages.ts';
import { isMoves, type ShotEdit } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useView } from '../direct-context.ts';
import { ignoreOutside, isOutsideIgnored } from './ignored-outside.ts';
import { OutsideMenu } from './outside-menu.tsx';
import { NoteButton, PictureNote } from './picture-note.tsx';

/** Says when the camera leaves what the picture holds, and shrinks the moves concerned on request: one edit, one undo. */
export function EnvelopeNotice() {
  const { t } = useWords();
  const length = useLength();
  const { store, preview, shotId } = useDirect();
  const [isIgnored, setIsIgnored] = useState(() => isOutsideIgnored(shotId));
  const ignore = (next: boolean) => {
    ignoreOutside(shotId, next);
    setIsIgnored(next);
  };
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
  if (isIgnored)
    return (
      <PictureNote act={<NoteButton onClick={() => ignore(false)}>{t('viewport.outsideShow')}</NoteButton>}>
        {t('viewport.outsideIgnored')}
      </PictureNote>
    );
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
    setFigures(figuresOf(fit, length));
  };
  const said =
    outside === null || first === undefined || outside.shareRatio === 0
      ? notice === null
        ? t('viewport.outsideSome', { seconds: (first?.fromSec ?? 0).toFixed(1) })
        : t('viewport.outsideFlaw', { seconds: String(notice.params?.['seconds'] ?? '0') })
      : t(`viewport.outside.${outside.side}`, { seconds: first.fromSec.toFixed(1), share: Math.round(outside.shareRatio * 100) });
  return (
    <PictureNote
      isWarning
      act={
        <>
          <NoteButton isMain onClick={() => void fitInside()}>
            {isFitting ? t('viewport.fitting') : t('viewport.fit')}
          </NoteButton>
          <OutsideMenu onIgnore={() => ignore(true)} />
        </>
      }
    >
      {said}
    </PictureNote>
  );
}

const units: Readonly<Record<Exclude<Fitted['moves'][number]['unit'], 'm'>, (amount: number) => string>> = {
  deg: (amount) => `${amount.toFixed(1)}°`,
  ratio: (amount) => `×${amount.toFixed(2)}`,
  strength: (amount) => amount.toFixed(2),
  share: (amount) => `${Math.round(amount * 100)} %`,
};

function figuresOf({ moves }: Fitted, length: (lengthM: number) => string): string {
  const text = (unit: Fitted['moves'][number]['unit'], amount: number) => (unit === 'm' ? length(amount) : units[unit](amount));
  return moves
    .filter(({ asked, given, isNominal }) => !isNominal && asked !== given)
    .map(({ unit, asked, given }) => `${text(unit, asked)} → ${text(unit, given)}`)
    .join(', ');
}

const places = {
  left: (share: string) => ({ left: 0, top: 0, bottom: 0, width: share }),
  right: (share: string) => ({ right: 0, top: 0, bottom: 0, width: share }),
  top: (share: string) => ({ left: 0, right: 0, top: 0, height: share }),
  bottom: (share: string) => ({ left: 0, right: 0, bottom: 0, height: share }),
} as const;

const edges = {
  left: 'inset-y-0 left-0 border-l-2',
  right: 'inset-y-0 right-0 border-r-2',
  top: 'inset-x-0 top-0 border-t-2',
  bottom: 'inset-x-0 bottom-0 border-b-2',
} as const;

/** The side that is within 2 % of running out is dotted while the playhead is in such a second; nothing is said of it. */
export function NearEdge() {
  const near = usePreview((state) => state.near);
  const tSec = useView((view) => view.tSec);
  if (near === null || !near.spans.some(({ fromSec, toSec }) => tSec >= fromSec - 1e-3 && tSec <= toSec + 1e-3)) return null;
  return <div aria-hidden data-near={near.side} className={`pointer-events-none absolute border-dotted border-warn ${edges[near.side]}`} />;
}

/** The side that runs out is hatched, only while the playhead is in such a second. */
export function OutsideEdge() {
  const outside = usePreview((state) => state.outside);
  const tSec = useView((view) => view.tSec);
  if (outside === null || !outside.spans.some(({ fromSec, toSec }) => tSec >= fromSec - 1e-3 && tSec <= toSec + 1e-3)) return null;
  const share = `${Math.max(2, Math.round(outside.shareRatio * 100))}%`;
  return (
    <div
      aria-hidden
      data-outside-edge={outside.side}
      className="hatched pointer-events-none absolute opacity-70"
      style={places[outside.side](share)}
    />
  );
}
