import { platformIds, platforms } from '@fantascope/film';
import { padTo, widthOf } from '../column-text.ts';
import type { Setting } from '../setting.ts';

const percent = (ratio: number) => `${Math.round(ratio * 100)}`;

/** Lists the platforms a film can be made for: shape, length, bytes and what stays free at the edges. */
export async function listPlatforms(_options: unknown, { door }: Setting): Promise<void> {
  const { columns, unpublished } = door.text.deliver;
  const rows = platformIds.map((id) => {
    const { name, aspect, lengthsSec, mostBytes, safeZone, loudnessLufs } = platforms[id];
    const { topRatio, rightRatio, bottomRatio, leftRatio } = safeZone;
    return [
      id,
      name[door.language],
      aspect,
      `${lengthsSec.least}–${lengthsSec.most}`,
      `${Math.round(mostBytes / 1e6)}`,
      [topRatio, rightRatio, bottomRatio, leftRatio].map(percent).join(' / '),
      loudnessLufs === null ? unpublished : `${loudnessLufs}`,
    ];
  });
  const head = [columns.id, columns.name, columns.shape, columns.lengthSec, columns.megabytes, columns.zone, columns.lufs];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => widthOf(row[column] ?? ''))) + 2);
  for (const row of [head, ...rows])
    door.line(
      row
        .map((cell, column) => padTo(cell, widths[column] ?? 0))
        .join('')
        .trimEnd(),
    );
  door.line(door.text.deliver.customary(platforms.douyin.asOf));
  door.result(platformIds.map((id) => platforms[id]));
}
