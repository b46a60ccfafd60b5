import type { WordTable } from '../../words/word-row.ts';

/** Sentences of this part of the studio. */
export const mapWords = {
  'map.title': ['Camera map', '机位图'],
  'map.side': ['View of the map (M)', '机位图视角（M）'],
  'map.top': ['Top', '俯视'],
  'map.fromSide': ['Side', '侧视'],
  'map.key': ['Key at {{seconds}} s: {{x}}, {{y}}, {{z}} m. Arrows move it', '{{seconds}} 秒的关键帧：{{x}}，{{y}}，{{z}} 米。方向键移动'],
  'map.lensEdge': ['Lens at {{seconds}} s, by the edge of the view', '{{seconds}} 秒的焦距：拖动视野边线'],
  'map.lensValue': ['{{mm}} millimetres', '{{mm}} 毫米'],
  'map.airNear': ['{{name}} begins at', '{{name}}最近处'],
  'map.airFar': ['{{name}} ends at', '{{name}}最远处'],
  'map.metres': ['{{metres}} metres', '{{metres}} 米'],
  'map.bent': [
    'Bent. The moves are now a free path of {{count}} keys; undo brings them back.',
    '已弯折。运镜已化为自由路径的 {{count}} 个关键帧；撤销可还原。',
  ],
  'map.bendHint': ['Drag to bend the path: it adds a key', '拖动弯折路径：会加一个关键帧'],
  'map.outside': ['Dashed orange: outside', '橙色虚线：超出范围'],
  'map.none': ['The map appears with the scene.', '场景就绪后显示机位图。'],
  'map.subject': ['Subject ~{{metres}} m', '主体 约 {{metres}} 米'],
  'map.range': ['Dotted: safe range', '虚线：安全范围'],
  'map.scale': ['{{metres}} m', '{{metres}} 米'],
} as const satisfies WordTable;
