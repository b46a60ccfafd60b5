import type { Move } from '@fantascope/film';
import { useLength } from '../../parts/length-unit.ts';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { Slider } from '../../parts/slider.tsx';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot, useView } from '../direct-context.ts';
import { keyAdded } from '../tracks/retime.ts';
import { type Ease, easeOf, eases, setEase } from '../tracks/track-acts.ts';
import { useShownPath } from '../tracks/use-shown-path.ts';
import { sharpBand, viewDeg } from './lens-figures.ts';

const stops = [18, 24, 35, 50, 85, 135];
const irises = ['off', '1.4', '2', '2.8', '4', '5.6', '8', '11'] as const;
const FARTHEST_M = 30;

/** Lens, focus and iris. On a free path with a key at the playhead, lens and focus are that key's; else the shot's. */
export function LensFields() {
  const { t } = useWords();
  const length = useLength();
  const { store } = useDirect();
  const { camera, aperture } = useShot(({ shot }) => ({ camera: shot.camera, aperture: shot.aperture }));
  const tSec = useView((state) => state.tSec);
  const { path } = useShownPath();
  const pose = path(tSec);
  const hand = { onEnd: store.endGesture, onCancel: store.cancelGesture };
  const racks = isMoves(camera) ? camera.moves.flatMap((move, index) => (move.kind === 'rack-focus' ? [{ move, index }] : [])) : [];
  const put = (field: 'lensMm' | 'focusM', value: number, gesture: string) => {
    const { camera: now } = store.state().shot;
    const own = isMoves(now) ? undefined : now.keyframes.find((key) => Math.abs(key.tSec - tSec) < 0.02);
    if (!isMoves(now) && own !== undefined && tSec > 0.02)
      return store.edit({ kind: 'keyframes', keyframes: keyAdded(now.keyframes, { ...own, [field]: value }) }, gesture);
    const rack = field === 'focusM' ? (racks.findLast(({ move }) => move.startRatio * now.lengthSec <= tSec) ?? racks[0]) : undefined;
    if (rack !== undefined && isMoves(now)) {
      // Of a pull, the end that is nearer to the playhead.
      const middle = ((rack.move.startRatio + rack.move.endRatio) / 2) * now.lengthSec;
      const move: Move = tSec < middle ? { ...rack.move, fromM: value } : { ...rack.move, toM: value };
      return store.edit({ kind: 'change-move', index: rack.index, move }, gesture);
    }
    store.edit({ kind: 'rig', field, value }, gesture);
  };
  const fStop = aperture?.fStop;
  const band = fStop === undefined ? null : sharpBand({ focusM: pose.focusM, lensMm: pose.lensMm, fStop });
  const iris = irises.find((name) => Number(name) === fStop) ?? (fStop === undefined ? 'off' : null);
  return (
    <>
      <div className="border-b border-line px-3 pt-2">
        <Slider
          {...hand}
          hue="lens"
          isLog
          label={t('inspector.lens')}
          note={t('inspector.fov', { deg: viewDeg(pose.lensMm).toFixed(1) })}
          value={isMoves(camera) ? camera.lensMm : pose.lensMm}
          unit="mm"
          step={1}
          min={12}
          max={300}
          usual={35}
          stops={stops}
          onChange={(value, gesture) => put('lensMm', value, gesture)}
        />
      </div>
      <div className="flex flex-col gap-1 border-b border-line px-3 py-2">
        <Slider
          {...hand}
          hue="focus"
          isLog
          label={t('inspector.focus')}
          note={band === null ? t('inspector.sharpAll') : t('inspector.sharp', { from: length(band.fromM), to: length(band.toM) })}
          value={Math.min(FARTHEST_M, pose.focusM)}
          unit="m"
          step={0.01}
          min={0.1}
          max={FARTHEST_M}
          {...(band === null ? {} : { band: { from: band.fromM, to: Math.min(FARTHEST_M, band.toM) } })}
          onChange={(value, gesture) => put('focusM', value, gesture)}
        />
        <div className="flex flex-col gap-1">
          <span aria-hidden className="text-small text-t2">
            {t('inspector.iris')}
            {iris === null ? ` f/${fStop}` : ''}
          </span>
          <Segmented
            label={t('inspector.iris')}
            value={iris ?? ''}
            choices={irises.map((value) => ({ value, text: value === 'off' ? t('inspector.off') : value }))}
            onChange={(next) => {
              const value = next === 'off' ? undefined : { shape: 'disc', highlightRatio: 1, ...aperture, fStop: Number(next) };
              store.edit({ kind: 'put', field: 'aperture', value });
              store.endGesture();
            }}
          />
        </div>
      </div>
    </>
  );
}

/** The selected move's ease, and how restless the hand is. */
export function FeelFields() {
  const { t } = useWords();
  const { store } = useDirect();
  const camera = useShot(({ shot }) => shot.camera);
  const selection = useView((state) => state.selection);
  const moves = isMoves(camera) ? camera.moves : [];
  const chosen = selection?.what === 'move' ? moves[selection.index] : undefined;
  const shakeAt = moves.findIndex(({ kind }) => kind === 'shake');
  const shake = moves[shakeAt];
  const hand = { onEnd: store.endGesture, onCancel: store.cancelGesture };
  if (!isMoves(camera)) return null;
  return (
    <div className="flex flex-col gap-2 border-b border-line px-3 py-2">
      {chosen === undefined || chosen.kind === 'shake' ? null : (
        <div className="flex items-center gap-2">
          <span aria-hidden className="text-small text-t2">
            {t('inspector.ease')}
          </span>
          <Segmented
            label={t('inspector.ease')}
            value={easeOf(chosen.easing) ?? ''}
            choices={(Object.keys(eases) as Ease[]).map((value) => ({ value, text: t(`inspector.ease.${value}`) }))}
            onChange={(next) => next !== '' && setEase(store, selection, next)}
          />
        </div>
      )}
      {isMoves(camera) ? (
        <Slider
          {...hand}
          isOneLine
          hue="cam"
          label={t('inspector.shake')}
          value={shake?.kind === 'shake' ? shake.strengthRatio : 0}
          unit="ratio"
          step={0.01}
          min={0}
          max={1}
          usual={0}
          onChange={(strengthRatio, gesture) => {
            const { camera: now } = store.state().shot;
            const own = isMoves(now) ? now.moves.findIndex(({ kind }) => kind === 'shake') : -1;
            const old = isMoves(now) ? now.moves[own] : undefined;
            if (old?.kind === 'shake') {
              const { isNominal: _, ...exact } = old;
              store.edit({ kind: 'change-move', index: own, move: { ...exact, strengthRatio } }, gesture);
            } else if (isMoves(now))
              store.edit(
                {
                  kind: 'add-move',
                  index: now.moves.length,
                  move: { kind: 'shake', strengthRatio, startRatio: 0, endRatio: 1, easing: 'in-out' },
                },
                gesture,
              );
          }}
        />
      ) : null}
      {shake?.kind === 'shake' ? (
        <ScrubField
          {...hand}
          label={t('inspector.seed')}
          value={shake.seed ?? 1}
          unit="count"
          step={1}
          min={0}
          max={2 ** 31 - 1}
          onChange={(seed, gesture) =>
            store.edit({ kind: 'change-move', index: shakeAt, move: { ...shake, seed: Math.round(seed) } }, gesture)
          }
        />
      ) : null}
    </div>
  );
}
