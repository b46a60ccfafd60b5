import type { PresetFamily, PresetRow } from './preset.ts';

/**
 * The camera templates of well-known services, as families to look under: somebody who knows "起重机" from one of them should find
 * the same move here. Their names stand in this one data file only because they are what people search for; nothing asks which
 * service a move comes from, and what each service is sent is decided in its own catalogue entry. The moves are our reading of the
 * names. Labels that mislead are read by what they do: one service's "zoom −" is the longer lens, its "horizontal" is a truck.
 */
export const clipTemplates: readonly PresetFamily[] = [
  {
    id: 'jimeng',
    name: { en: 'Jimeng templates', zh: '即梦模板' },
    strengths: true,
    rows: [
      { id: 'hitchcock_dolly_in', name: { en: 'Hitchcock dolly in', zh: '希区柯克推进' }, steps: [{ kind: 'dolly-zoom', share: 0.1 }] },
      { id: 'hitchcock_dolly_out', name: { en: 'Hitchcock dolly out', zh: '希区柯克拉远' }, steps: [{ kind: 'dolly-zoom', share: -0.1 }] },
      {
        id: 'robo_arm',
        name: { en: 'Robo arm', zh: '机械臂' },
        steps: [
          { kind: 'dolly', share: 0.12, to: 0.6, easing: 'out' },
          { kind: 'orbit', deg: 3, from: 0.2 },
          { kind: 'roll', deg: 4, from: 0.4 },
        ],
        said: 'robo arm|robot arm shot|机械臂运镜',
      },
      {
        id: 'dynamic_orbit',
        name: { en: 'Dynamic orbit', zh: '动感环绕' },
        steps: [
          { kind: 'orbit', deg: 3.5, easing: 'out' },
          { kind: 'dolly', share: 0.1, easing: 'out' },
        ],
        said: 'dynamic orbit|动感环绕',
      },
      {
        id: 'central_orbit',
        name: { en: 'Central orbit', zh: '中心环绕' },
        steps: [{ kind: 'orbit', deg: 4 }],
        said: 'central orbit|中心环绕',
      },
      {
        id: 'crane_push',
        name: { en: 'Crane push', zh: '起重机' },
        steps: [
          { kind: 'crane', share: 0.045 },
          { kind: 'dolly', share: 0.12 },
        ],
        said: 'crane push|起重机运镜|起重机镜头',
      },
      {
        id: 'quick_pull_back',
        name: { en: 'Quick pull back', zh: '超级拉远' },
        steps: [{ kind: 'dolly', share: -0.18, easing: 'out' }],
        said: 'quick pull back|超级拉远',
      },
      {
        id: 'counterclockwise_swivel',
        name: { en: 'Counterclockwise swivel', zh: '逆时针回旋' },
        steps: [
          { kind: 'roll', deg: -8 },
          { kind: 'dolly', share: 0.08 },
        ],
        said: 'counterclockwise swivel|逆时针回旋',
      },
      {
        id: 'clockwise_swivel',
        name: { en: 'Clockwise swivel', zh: '顺时针回旋' },
        steps: [
          { kind: 'roll', deg: 8 },
          { kind: 'dolly', share: 0.08 },
        ],
        said: 'clockwise swivel|顺时针回旋',
      },
      { id: 'handheld', name: { en: 'Handheld', zh: '手持运镜' }, steps: [{ kind: 'shake', strength: 0.6 }] },
      {
        id: 'rapid_push_pull',
        name: { en: 'Rapid push and pull', zh: '快速推拉' },
        steps: [
          { kind: 'dolly', share: 0.15, to: 0.4, easing: 'out' },
          { kind: 'dolly', share: -0.15, from: 0.4, to: 0.8, easing: 'out' },
        ],
        said: 'rapid push pull|rapid push and pull|快速推拉',
      },
    ],
  },
  {
    id: 'kling',
    name: { en: 'Kling camera control', zh: '可灵运镜' },
    rows: [
      {
        id: 'down_back',
        name: { en: 'Down and back', zh: '下移拉远' },
        steps: [
          { kind: 'pedestal', share: -0.045 },
          { kind: 'dolly', share: -0.15 },
        ],
        said: '下移拉远',
      },
      {
        id: 'forward_up',
        name: { en: 'Forward and up', zh: '推进上移' },
        steps: [
          { kind: 'dolly', share: 0.15 },
          { kind: 'pedestal', share: 0.045 },
        ],
        said: '推进上移',
      },
      {
        id: 'right_turn_forward',
        name: { en: 'Right turn forward', zh: '右旋推进' },
        steps: [
          { kind: 'orbit', deg: 4 },
          { kind: 'dolly', share: 0.12 },
        ],
        said: 'right turn forward|右旋推进',
      },
      {
        id: 'left_turn_forward',
        name: { en: 'Left turn forward', zh: '左旋推进' },
        steps: [
          { kind: 'orbit', deg: -4 },
          { kind: 'dolly', share: 0.12 },
        ],
        said: 'left turn forward|左旋推进',
      },
      { id: 'horizontal.minus', name: { en: 'Horizontal −', zh: '水平运镜 −' }, steps: [{ kind: 'truck', share: -0.045 }] },
      { id: 'horizontal.plus', name: { en: 'Horizontal +', zh: '水平运镜 +' }, steps: [{ kind: 'truck', share: 0.045 }] },
      { id: 'vertical.minus', name: { en: 'Vertical −', zh: '垂直运镜 −' }, steps: [{ kind: 'pedestal', share: -0.045 }] },
      { id: 'vertical.plus', name: { en: 'Vertical +', zh: '垂直运镜 +' }, steps: [{ kind: 'pedestal', share: 0.045 }] },
      { id: 'pan.minus', name: { en: 'Pan −', zh: '水平摇镜 −' }, steps: [{ kind: 'pan', deg: -6 }] },
      { id: 'pan.plus', name: { en: 'Pan +', zh: '水平摇镜 +' }, steps: [{ kind: 'pan', deg: 6 }] },
      { id: 'tilt.minus', name: { en: 'Tilt −', zh: '垂直摇镜 −' }, steps: [{ kind: 'tilt', deg: -5 }] },
      { id: 'tilt.plus', name: { en: 'Tilt +', zh: '垂直摇镜 +' }, steps: [{ kind: 'tilt', deg: 5 }] },
      { id: 'roll.minus', name: { en: 'Roll −', zh: '旋转运镜 −' }, steps: [{ kind: 'roll', deg: -8 }] },
      { id: 'roll.plus', name: { en: 'Roll +', zh: '旋转运镜 +' }, steps: [{ kind: 'roll', deg: 8 }] },
      { id: 'zoom.minus', name: { en: 'Zoom − (longer lens)', zh: '拉近/拉远 −（焦距变长）' }, steps: [{ kind: 'zoom', ratio: 1.2 }] },
      { id: 'zoom.plus', name: { en: 'Zoom + (wider lens)', zh: '拉近/拉远 +（焦距变短）' }, steps: [{ kind: 'zoom', ratio: 0.8333 }] },
    ],
  },
  {
    id: 'luma',
    // The concepts that only place the camera (eye_level, overhead, pov, selfie …) ask for another picture, not for a move.
    name: { en: 'Luma concepts', zh: 'Luma 概念' },
    rows: [
      { id: 'static', name: { en: 'Static', zh: '固定' }, steps: [{ kind: 'hold' }] },
      ...bothWays('_'),
      { id: 'roll_left', name: { en: 'Roll left', zh: '逆时针滚转' }, steps: [{ kind: 'roll', deg: -8 }] },
      { id: 'roll_right', name: { en: 'Roll right', zh: '顺时针滚转' }, steps: [{ kind: 'roll', deg: 8 }] },
      { id: 'orbit_left', name: { en: 'Orbit left', zh: '向左环绕' }, steps: [{ kind: 'orbit', deg: -4 }] },
      { id: 'orbit_right', name: { en: 'Orbit right', zh: '向右环绕' }, steps: [{ kind: 'orbit', deg: 4 }] },
      { id: 'crane_up', name: { en: 'Crane up', zh: '摇臂上升' }, steps: [{ kind: 'crane', share: 0.045 }] },
      { id: 'crane_down', name: { en: 'Crane down', zh: '摇臂下降' }, steps: [{ kind: 'crane', share: -0.045 }] },
      { id: 'dolly_zoom', name: { en: 'Dolly zoom', zh: '滑动变焦' }, steps: [{ kind: 'dolly-zoom', share: 0.12 }] },
      { id: 'handheld', name: { en: 'Handheld', zh: '手持' }, steps: [{ kind: 'shake', strength: 0.5 }] },
      {
        id: 'bolt_cam',
        name: { en: 'Bolt cam', zh: '高速机械臂' },
        steps: [
          { kind: 'dolly', share: 0.18, to: 0.35, easing: 'in-out' },
          { kind: 'orbit', deg: 4, to: 0.35, easing: 'in-out' },
        ],
        said: 'bolt cam|bolt camera|高速机械臂',
      },
      {
        id: 'aerial',
        name: { en: 'Aerial', zh: '航拍' },
        steps: [
          { kind: 'dolly', share: 0.12, easing: 'linear' },
          { kind: 'pedestal', share: 0.03, easing: 'linear' },
        ],
      },
      {
        id: 'aerial_drone',
        name: { en: 'Aerial drone', zh: '无人机航拍' },
        steps: [
          { kind: 'dolly', share: 0.15, easing: 'linear' },
          { kind: 'crane', share: 0.045, easing: 'linear' },
        ],
        said: 'drone shot|drone fly through|无人机航拍镜头',
      },
    ],
  },
  {
    id: 'minimax',
    name: { en: 'MiniMax commands', zh: 'MiniMax 运镜指令' },
    rows: [
      ...bothWays('-'),
      { id: 'shake', name: { en: 'Shake', zh: '晃动' }, steps: [{ kind: 'shake', strength: 1 }] },
      { id: 'tracking-shot', name: { en: 'Tracking shot', zh: '跟拍' }, steps: [{ kind: 'follow', share: 0.045 }] },
      { id: 'static-shot', name: { en: 'Static shot', zh: '固定镜头' }, steps: [{ kind: 'hold' }] },
    ],
  },
];

/** The twelve plain moves that two of the families share, with their ids joined as each family joins them. */
function bothWays(joint: '_' | '-'): readonly PresetRow[] {
  const rows: readonly PresetRow[] = [
    { id: 'truck left', name: { en: 'Truck left', zh: '左移' }, steps: [{ kind: 'truck', share: -0.045 }] },
    { id: 'truck right', name: { en: 'Truck right', zh: '右移' }, steps: [{ kind: 'truck', share: 0.045 }] },
    { id: 'pan left', name: { en: 'Pan left', zh: '左摇' }, steps: [{ kind: 'pan', deg: -6 }] },
    { id: 'pan right', name: { en: 'Pan right', zh: '右摇' }, steps: [{ kind: 'pan', deg: 6 }] },
    { id: 'push in', name: { en: 'Push in', zh: '推进' }, steps: [{ kind: 'dolly', share: 0.15 }] },
    { id: 'pull out', name: { en: 'Pull out', zh: '拉远' }, steps: [{ kind: 'dolly', share: -0.15 }] },
    { id: 'pedestal up', name: { en: 'Pedestal up', zh: '上升' }, steps: [{ kind: 'pedestal', share: 0.045 }] },
    { id: 'pedestal down', name: { en: 'Pedestal down', zh: '下降' }, steps: [{ kind: 'pedestal', share: -0.045 }] },
    { id: 'tilt up', name: { en: 'Tilt up', zh: '上摇' }, steps: [{ kind: 'tilt', deg: 5 }] },
    { id: 'tilt down', name: { en: 'Tilt down', zh: '下摇' }, steps: [{ kind: 'tilt', deg: -5 }] },
    { id: 'zoom in', name: { en: 'Zoom in', zh: '变焦推近' }, steps: [{ kind: 'zoom', ratio: 1.2 }] },
    { id: 'zoom out', name: { en: 'Zoom out', zh: '变焦拉远' }, steps: [{ kind: 'zoom', ratio: 0.8333 }] },
  ];
  return rows.map((row) => ({ ...row, id: row.id.replace(' ', joint) }));
}
