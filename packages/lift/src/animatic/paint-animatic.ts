import type { Animatic } from '@fantascope/film';
import type { Scene } from '@fantascope/stage';
import { paintCity } from './places/city.ts';
import { paintDesert } from './places/desert.ts';
import { paintField } from './places/field.ts';
import { paintForest } from './places/forest.ts';
import { paintMountains } from './places/mountains.ts';
import type { PaintPlace } from './places/place.ts';
import { paintRoom } from './places/room.ts';
import { paintSea } from './places/sea.ts';
import { paintClouds } from './places/sky.ts';
import { paintSnow } from './places/snow.ts';
import { paintSpace } from './places/space.ts';
import { paintStudio } from './places/studio.ts';
import { paintVillage } from './places/village.ts';
import { layOutSetting } from './setting.ts';
import { paintShadow, paintSubject, standingOf } from './subject-card.ts';

const places: Readonly<Record<Animatic['place'], PaintPlace>> = {
  sky: paintClouds,
  sea: paintSea,
  mountains: paintMountains,
  forest: paintForest,
  city: paintCity,
  village: paintVillage,
  desert: paintDesert,
  snow: paintSnow,
  field: paintField,
  room: paintRoom,
  studio: paintStudio,
  space: paintSpace,
};

/**
 * Draws a shot that has no picture: sky and land in layers, a subject on a card of its own, lit by the hour. The same animatic is always the same scene.
 * The whole canvas is picture; the first frame belongs in its middle, `paintedCropRatio` times smaller. `maxWidthPx` bounds the longer side, 320..4096, default 2560.
 */
export function paintAnimatic(
  animatic: Animatic,
  { aspectRatio, maxWidthPx = 2560 }: Readonly<{ aspectRatio: number; maxWidthPx?: number }>,
): Scene {
  const setting = layOutSetting(animatic, { aspectRatio, maxWidthPx });
  const standing = standingOf(setting);
  const painted = places[animatic.place](setting, (sheet) => {
    if (standing !== null) paintShadow(sheet, setting, standing);
  });
  const { widthPx, heightPx, isMoonShot } = setting;
  const card = standing === null ? null : paintSubject(setting, standing, painted.bounce);
  const cards = card === null ? [] : [card.layer];
  const [sky, ...land] = painted.behind;
  // the moon rises behind the land
  const behind = isMoonShot && sky !== undefined ? [sky, ...cards, ...land] : [...painted.behind, ...cards];
  return {
    canvas: { widthPx, heightPx },
    photo: { xPx: 0, yPx: 0, widthPx, heightPx },
    layers: [...behind, ...painted.before],
    subjectDisparity: setting.depthOf(setting.subjectDisparity),
    subject: card?.subject ?? null,
    ...(card?.head == null ? {} : { head: card.head }),
  };
}
