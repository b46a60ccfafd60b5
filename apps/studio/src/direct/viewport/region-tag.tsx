import { framingCrop } from '@fantascope/film';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { cornersOf, framingOf, framings, fromFirstFrame, regionOfFraming } from './first-frame.ts';
import { type Landing, roundedRegion } from './region-edit.ts';
import type { ShownPose } from './shown-camera.ts';

/** What is told at a rectangle: its framing size and when the camera lands; both may be set here. */
export function RegionTag({ shown, landing }: Readonly<{ shown: ShownPose; landing: Landing }>) {
  const { t } = useWords();
  const { store, film } = useDirect();
  const { camera, pose } = shown;
  const { fps } = film.document;
  const { index, move, region } = landing;
  const corners = cornersOf(region).map((corner) => fromFirstFrame(camera, pose, corner));
  const left = Math.min(...corners.map((corner) => corner?.xRatio ?? 0));
  const top = Math.min(...corners.map((corner) => corner?.yRatio ?? 0));
  const edit = (next: typeof move, gesture?: string) => store.edit({ kind: 'change-move', index, move: next }, gesture);
  return (
    <div
      className="absolute flex items-center gap-1 rounded-sm bg-now px-1.5 text-small font-medium whitespace-nowrap text-on-lamp"
      style={{ left: `${Math.max(0, Math.min(0.62, left)) * 100}%`, top: `max(52px, calc(${Math.min(0.94, top) * 100}% - 34px))` }}
    >
      <select
        aria-label={t('viewport.framing')}
        value={framingOf(camera, region)}
        className="min-h-6 rounded-sm bg-now font-medium text-on-lamp outline-casing"
        onChange={(event) => {
          const framing = framings.find((each) => each === event.target.value);
          if (framing === undefined) return;
          const next = regionOfFraming(camera, framing);
          if (next !== null) return edit({ ...move, region: roundedRegion(next) });
          const { region: _, drawnIn: __, ...rest } = move;
          edit({ ...rest, framing });
        }}
      >
        {framings.map((framing) => (
          <option key={framing} value={framing} disabled={framingCrop(camera, framing).sizeRatio < 0.03}>
            {t(`viewport.framing.${framing}`)}
          </option>
        ))}
      </select>
      <span aria-hidden>{t('viewport.landsAt')}</span>
      <div className="[&_*]:text-on-lamp [&_input]:bg-now">
        <ScrubField
          label={t('viewport.landing')}
          isLabelHidden
          value={move.endRatio * camera.lengthSec}
          unit="s"
          step={1 / fps}
          min={Math.max(move.startRatio * camera.lengthSec, 1 / fps)}
          max={camera.lengthSec}
          fps={fps}
          onChange={(value, gesture) => edit({ ...move, endRatio: Math.min(1, value / camera.lengthSec) }, gesture)}
          onEnd={store.endGesture}
        />
      </div>
    </div>
  );
}
