import { type KeyboardEvent, useRef, useState } from 'react';
import { useLength } from '../../parts/length-unit.ts';
import { ScrubField } from '../../parts/scrub-field.tsx';
import type { PicturePoint } from '../../preview/distance-at.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, usePreview, useShot } from '../direct-context.ts';
import { DepthOverlay } from './depth-overlay.tsx';
import { type FocusAnchor, focusSet, sharpBand } from './focus-pull.ts';
import { NoteButton, PictureNote } from './picture-note.tsx';
import type { ShownPose } from './shown-camera.ts';
import { pointOf, ToolSurface } from './tool-surface.tsx';
import { useAltHeld } from './use-alt-held.ts';
import { useGesture } from './use-gesture.ts';

/** The lens opening that the first click brings, where there is none. */
const FIRST_F_STOP = 2.8;

/** F: what is clicked is sharp at the playhead. */
export function FocusTool({ shown }: Readonly<{ shown: ShownPose }>) {
  const { t } = useWords();
  const length = useLength();
  const isMeasured = usePreview((state) => state.report?.methods['depth'] === 'file');
  const { store, view, preview, film } = useDirect();
  const aperture = useShot((state) => state.shot.aperture);
  const gesture = useGesture();
  const [reticle, setReticle] = useState<PicturePoint>({ xRatio: 0.5, yRatio: 0.5 });
  const [asked, setAsked] = useState<number | null>(null);
  const anchor = useRef<FocusAnchor>(null);
  const isDepthSeen = useAltHeld();
  const focusM = shown.pose.focusM;
  const band = aperture === undefined ? null : sharpBand({ lensMm: shown.pose.lensMm, fStop: aperture.fStop, focusM });

  const put = (distanceM: number, tSec = view.state().tSec) => {
    const { shot } = store.state();
    const edits = focusSet(shot.camera, distanceM, { tSec, fps: film.document.fps, anchor: anchor.current });
    const opening = shot.aperture === undefined ? [{ kind: 'put', field: 'aperture', value: { fStop: FIRST_F_STOP } } as const] : [];
    if (!gesture.isOn()) anchor.current = { tSec, distanceM };
    gesture.edit([...edits, ...opening]);
    view.set({ isPlaying: false });
  };
  const aim = async (point: PicturePoint) => {
    setReticle(point);
    setAsked(null);
    // The moment of the click: by the time the answer is there, the playhead may stand elsewhere.
    const { tSec } = view.state();
    const [seen] = await preview.seenAt(tSec, [point]);
    if (seen === undefined || seen === null) return setAsked(focusM);
    put(seen.distanceM, tSec);
    gesture.end();
  };
  const rack = (steps: number) => {
    put(focusM * 1.02 ** steps);
    gesture.endSoon();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const step = event.shiftKey ? 0.05 : 0.01;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const way = steps[event.key];
    if (way !== undefined) {
      const cut = (ratio: number) => Math.max(0, Math.min(1, ratio));
      setReticle({ xRatio: cut(reticle.xRatio + way[0]), yRatio: cut(reticle.yRatio + way[1]) });
    } else if (event.key === 'Enter') void aim(reticle);
    else if (event.key === 'PageUp' || event.key === 'PageDown') rack(event.key === 'PageUp' ? 1 : -1);
    else if (event.key === 'Escape' && asked !== null) setAsked(null);
    else return;
    event.preventDefault();
  };
  return (
    <>
      {isDepthSeen ? <DepthOverlay /> : null}
      <ToolSurface
        label={t('viewport.focusSurface')}
        cursor="crosshair"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button === 0) void aim(pointOf(event, event.currentTarget));
        }}
        onTurn={(event) => rack(-Math.sign(event.deltaY))}
      />
      <div className="pointer-events-none absolute" style={{ left: `${reticle.xRatio * 100}%`, top: `${reticle.yRatio * 100}%` }}>
        <svg viewBox="-20 -20 40 40" className="absolute -top-5 -left-5 size-10" fill="none" aria-hidden>
          {['stroke-casing', 'stroke-focus'].map((stroke) => (
            <path
              key={stroke}
              d="M-17-9V-17H-9M9-17H17V-9M17 9V17H9M-9 17H-17V9"
              className={stroke}
              strokeWidth={stroke === 'stroke-casing' ? 4.5 : 2}
            />
          ))}
        </svg>
        <p
          className={`absolute -top-3 rounded-sm bg-scrim px-2 py-1 text-small whitespace-nowrap text-t1 ${reticle.xRatio > 0.7 ? 'right-7' : 'left-7'}`}
        >
          {t('viewport.focusAt', { about: isMeasured ? '' : t('say.about'), distance: length(focusM) })}
          <span className="block text-micro text-t2">
            {band === null ? t('viewport.allSharp') : t('viewport.sharpBand', { from: length(band.fromM), to: length(band.toM) })}
          </span>
        </p>
      </div>
      {asked === null ? null : (
        <div className="absolute inset-x-2 bottom-2 flex justify-center">
          <PictureNote
            isWarning
            act={
              <>
                <ScrubField
                  label={t('viewport.metres')}
                  value={asked}
                  unit="m"
                  step={0.01}
                  min={0.1}
                  max={1000}
                  onChange={setAsked}
                  onEnd={() => undefined}
                  isLabelHidden
                />
                <NoteButton
                  onClick={() => {
                    put(asked);
                    gesture.end();
                    setAsked(null);
                  }}
                >
                  {t('viewport.setFocus')}
                </NoteButton>
              </>
            }
          >
            {t('viewport.noDepth')}
          </PictureNote>
        </div>
      )}
    </>
  );
}
