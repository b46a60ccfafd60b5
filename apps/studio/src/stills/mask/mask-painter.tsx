import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isTyping, useKeys } from '../../app/keys.ts';
import { Button } from '../../parts/button.tsx';
import { Trouble, useTroubleWords } from '../../parts/trouble.tsx';
import { sendFile } from '../../parts/upload-send.ts';
import { type History, redone, settled, stepped, undone } from '../../shot/history.ts';
import { useWords } from '../../words/use-words.ts';
import type { StillMask } from '../still-shot.ts';
import { extendedSize, isExtended } from './margins.ts';
import { MaskBar, stepRadius } from './mask-bar.tsx';
import { maskFiles, type PaintedPicture, pictureToPaint } from './mask-files.ts';
import { type Drawn, type Mark, maskOf, paintedRatio, undrawn } from './mask-marks.ts';
import { BoxNumbers, MarginNumbers } from './mask-numbers.tsx';
import { type MaskMode, MaskSheet } from './mask-sheet.tsx';

/** How finely it is looked whether anything is painted at all. */
const LOOK_PX = 256;

type PainterProps = Readonly<{
  projectId: string;
  picture: Readonly<{ id: string; name: string }>;
  history: History<Drawn>;
  onHistory: (next: (history: History<Drawn>) => History<Drawn>) => void;
  onUse: (mask: StillMask) => void;
  onLeave: () => void;
}>;

/** Where it is painted what a model makes anew, and what is added to the picture. What was drawn stays until it is cleared, also where one leaves. */
export function MaskPainter(props: PainterProps) {
  const { t } = useWords();
  const { picture, onLeave } = props;
  const read = useQuery({
    queryKey: ['still', 'painted', picture.id],
    queryFn: ({ signal }) => pictureToPaint(picture.id, signal),
    // The picture itself is held here only as long as it is painted on.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section
      aria-label={t('stills.painter')}
      className="flex min-h-0 min-w-0 flex-1 flex-col gap-3 overflow-y-auto bg-well p-4 max-md:flex-none max-md:overflow-visible"
    >
      {read.error === null ? null : <Trouble error={read.error} retry={() => void read.refetch()} />}
      {read.data === undefined ? (
        <Button className="self-start" onClick={onLeave}>
          {t('stills.leavePainter')}
        </Button>
      ) : (
        <OpenPainter {...props} painted={read.data} />
      )}
    </section>
  );
}

function OpenPainter({
  projectId,
  picture,
  painted,
  history,
  onHistory,
  onUse,
  onLeave,
}: PainterProps & Readonly<{ painted: PaintedPicture }>) {
  const { t } = useWords();
  const said = useTroubleWords();
  const [mode, setMode] = useState<MaskMode>('paint');
  const [radiusRatio, setRadius] = useState(0.04);
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const drawn = history.now;
  const add = (mark: Mark) => onHistory((all) => stepped(all, { ...all.now, marks: [...all.now.marks, mark] }, null));
  const scaleRatio = Math.min(1, LOOK_PX / Math.max(painted.widthPx, painted.heightPx));
  const isPainted = isExtended(drawn.margins) || paintedRatio(maskOf(drawn, { picture: painted, scaleRatio })) > 0;
  const canUndo = history.before.length > 0;
  const canRedo = history.after.length > 0;
  const use = async () => {
    if (!isPainted || isSending) return;
    setSending(true);
    setTrouble(null);
    try {
      const { mask, extended } = await maskFiles(drawn, { picture: painted, name: picture.name });
      const options = { projectId, signal: new AbortController().signal, onSent: () => undefined };
      const sent = extended === null ? picture.id : (await sendFile(extended, options)).id;
      const { widthPx, heightPx } = extendedSize(painted, drawn.margins);
      onUse({ maskId: (await sendFile(mask, options)).id, pictureId: sent, aspectRatio: widthPx / heightPx, widthPx, heightPx });
    } catch (error) {
      // What was drawn stays: nothing painted is lost.
      setTrouble(said(error));
      setSending(false);
    }
  };
  useKeys((event) => {
    const isHeld = event.ctrlKey || event.metaKey;
    if (isTyping(event)) return false;
    if (isHeld && event.key.toLowerCase() === 'z') onHistory(event.shiftKey ? redone : undone);
    else if (isHeld && event.key.toLowerCase() === 'y') onHistory(redone);
    else if (isHeld || event.altKey) return false;
    else if (event.key === '[') setRadius((now) => stepRadius(now, 1 / 1.2));
    else if (event.key === ']') setRadius((now) => stepRadius(now, 1.2));
    else return false;
    return true;
  });
  return (
    <>
      <MaskBar
        picture={painted}
        mode={mode}
        onMode={setMode}
        radiusRatio={radiusRatio}
        onRadius={setRadius}
        onUndo={canUndo ? () => onHistory(undone) : null}
        onRedo={canRedo ? () => onHistory(redone) : null}
        onClear={isPainted ? () => onHistory((all) => stepped(all, undrawn, null)) : null}
      />
      <MaskSheet pictureId={picture.id} picture={painted} drawn={drawn} mode={mode} radiusRatio={radiusRatio} onMark={add} />
      <BoxNumbers picture={painted} onMark={add} />
      <MarginNumbers
        picture={painted}
        margins={drawn.margins}
        onMargins={(margins, gesture) => onHistory((all) => stepped(all, { ...all.now, margins }, gesture))}
        onEnd={() => onHistory(settled)}
      />
      {trouble === null ? null : (
        <p role="alert" className="text-small text-bad">
          {trouble}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!isPainted || isSending} onClick={() => void use()}>
          {isSending ? t('stills.sendingMask') : t('stills.useMask')}
        </Button>
        <Button look="quiet" onClick={onLeave}>
          {t('stills.leavePainter')}
        </Button>
        <span className="min-w-0 flex-1 text-small text-t3">{t('stills.painterHelp')}</span>
      </div>
    </>
  );
}
