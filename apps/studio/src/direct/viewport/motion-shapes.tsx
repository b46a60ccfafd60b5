import type { MotionRegion } from '@fantascope/film';
import type { PicturePoint } from '../../preview/distance-at.ts';
import { useWords } from '../../words/use-words.ts';
import { usePreview, useShot, useView } from '../direct-context.ts';
import { DoubledLine, LineSheet } from './doubled-line.tsx';
import { cornersOf, fromFirstFrame, photoInFrame } from './first-frame.ts';
import type { ShownPose } from './shown-camera.ts';

const whole = { xRatio: 0, yRatio: 0, widthRatio: 1, heightRatio: 1 };

/** The regions that move: dashed, numbered, with their direction; thin while another tool is in use. */
export function MotionShapes({ shown }: Readonly<{ shown: ShownPose }>) {
  const { t } = useWords();
  const motions = useShot((state) => state.shot.motions);
  const tool = useView((view) => view.tool);
  const selection = useView((view) => view.selection);
  const photo = usePreview((state) => state.facts?.photo ?? null);
  const window = usePreview((state) => state.fit?.staging.window ?? null);
  if (photo === null || window === null || motions.length === 0) return null;
  const isQuiet = tool !== 'brush';
  const see = (places: readonly PicturePoint[]) => {
    const seen = places
      .map((place) => fromFirstFrame(shown.camera, shown.pose, photoInFrame(place, { photo, window })))
      .filter((place) => place !== null);
    return seen.length === places.length ? seen : null;
  };
  const boxes = motions.map(({ place }) => see(cornersOf('region' in place ? place.region : whole)));
  const isChosen = (index: number) => selection?.what === 'motion' && selection.index === index;
  return (
    <>
      {motions.map((motion, i) => {
        const box = boxes[i];
        return 'mask' in motion.place && box !== null && box !== undefined && !isQuiet ? (
          <MaskTint key={motion.place.mask} assetId={motion.place.mask} box={box} />
        ) : null;
      })}
      <LineSheet>
        {motions.map((motion, i) => {
          const box = boxes[i];
          if (box === null || box === undefined || !('region' in motion.place)) return null;
          const key = `${i} ${motion.kind}`;
          return (
            <g key={key}>
              <DoubledLine points={box} hue="motion" isClosed isQuiet={isQuiet} dash={isChosen(i) ? '8 3' : '4 4'} />
              {isQuiet ? null : <Arrow motion={motion} box={box} aspectRatio={shown.camera.aspectRatio} />}
            </g>
          );
        })}
      </LineSheet>
      {isQuiet
        ? null
        : motions.map((motion, i) => {
            const box = boxes[i];
            const [corner] =
              'region' in motion.place && box !== null && box !== undefined ? box : [{ xRatio: 0.01, yRatio: 0.02 + i * 0.07 }];
            return (
              <p
                // biome-ignore lint/suspicious/noArrayIndexKey: a region is named by its number
                key={`${i} ${motion.kind}`}
                className="pointer-events-none absolute rounded-sm bg-scrim px-1.5 text-small text-motion"
                style={{ left: `${Math.max(0, corner?.xRatio ?? 0) * 100}%`, top: `${Math.max(0, corner?.yRatio ?? 0) * 100}%` }}
              >
                {t('viewport.regionLoop', {
                  number: i + 1,
                  kind: t(`viewport.motion.${motion.kind}`),
                  place: 'matte' in motion.place ? t(`viewport.matte.${motion.place.matte}`) : '',
                  seconds: motion.loopSec.toFixed(1),
                })}
              </p>
            );
          })}
    </>
  );
}

function Arrow({ motion, box, aspectRatio }: Readonly<{ motion: MotionRegion; box: readonly PicturePoint[]; aspectRatio: number }>) {
  if (motion.kind === 'flicker') return null;
  const mean = (of: (place: PicturePoint) => number) => box.reduce((sum, place) => sum + of(place), 0) / box.length;
  const [x, y] = [mean(({ xRatio }) => xRatio), mean(({ yRatio }) => yRatio)];
  const at = (angleDeg: number, far: number, from = { xRatio: x, yRatio: y }): PicturePoint => {
    const a = (angleDeg * Math.PI) / 180;
    return { xRatio: from.xRatio + (Math.cos(a) * far) / aspectRatio, yRatio: from.yRatio - Math.sin(a) * far };
  };
  const { towardDeg } = motion;
  const [tail, tip] = [at(towardDeg + 180, 0.06), at(towardDeg, 0.06)];
  return (
    <>
      <DoubledLine points={[tail, tip]} hue="motion" />
      <DoubledLine points={[at(towardDeg + 145, 0.03, tip), tip, at(towardDeg - 145, 0.03, tip)]} hue="motion" />
    </>
  );
}

/** A painted mask as a tint, laid where the photograph is. */
function MaskTint({ assetId, box }: Readonly<{ assetId: string; box: readonly PicturePoint[] }>) {
  const [xs, ys] = [box.map(({ xRatio }) => xRatio), box.map(({ yRatio }) => yRatio)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const image = `url(/api/v1/assets/${assetId}/bytes)`;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute bg-motion opacity-35"
      style={{
        left: `${left * 100}%`,
        top: `${top * 100}%`,
        width: `${(Math.max(...xs) - left) * 100}%`,
        height: `${(Math.max(...ys) - top) * 100}%`,
        maskImage: image,
        maskMode: 'luminance',
        maskSize: '100% 100%',
      }}
    />
  );
}
