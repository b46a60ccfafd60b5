import type { WordTable } from '../../words/word-row.ts';

/** Sentences of this part of the studio. */
export const mapWords = {
  'map.title': ['Camera map', '机位图'],
  'map.side': ['View of the map (M)', '机位图视角（M）'],
  'map.top': ['Top', '俯视'],
  'map.fromSide': ['Side', '侧视'],
  'map.key': ['Key at {{seconds}} s: {{x}}, {{y}}, {{z}} m. Arrows move it', '{{seconds}} 秒的关键帧：{{x}}，{{y}}，{{z}} 米。方向键移动'],
  'map.none': ['The map appears with the scene.', '场景就绪后显示机位图。'],
  'map.subject': ['Subject ~{{metres}} m', '主体 约 {{metres}} 米'],
  'map.range': ['Dotted: safe range', '虚线：安全范围'],
  'map.scale': ['{{metres}} m', '{{metres}} 米'],
} as const satisfies WordTable;
