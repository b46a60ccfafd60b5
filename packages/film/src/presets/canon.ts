import type { PresetRow } from './preset.ts';

/** The moves that films have been made with, under the names film people use. */
export const canon: readonly PresetRow[] = [
  { id: 'hold', name: { en: 'Locked-off', zh: '固定镜头' }, steps: [{ kind: 'hold' }] },
  { id: 'push-in', name: { en: 'Push-in', zh: '推近' }, steps: [{ kind: 'dolly', share: 0.15 }] },
  { id: 'creep-in', name: { en: 'Creep in', zh: '极慢推近' }, steps: [{ kind: 'dolly', share: 0.08, easing: 'linear' }], said: '极慢推近' },
  { id: 'pull-out', name: { en: 'Pull-out', zh: '拉远' }, steps: [{ kind: 'dolly', share: -0.15 }] },
  {
    id: 'push-pull',
    name: { en: 'Push and pull', zh: '推拉' },
    steps: [
      { kind: 'dolly', share: 0.15, to: 0.5 },
      { kind: 'dolly', share: -0.15, from: 0.5 },
    ],
    said: 'push and pull|push pull',
  },
  {
    id: 'reveal',
    name: { en: 'Reveal', zh: '揭示' },
    steps: [
      { kind: 'dolly', share: -0.18 },
      { kind: 'pedestal', share: 0.05 },
    ],
    said: 'reveal shot|pull back reveal|pullback reveal|揭示镜头|拉远揭示',
  },
  {
    id: 'slide-reveal',
    name: { en: 'Slide reveal', zh: '横移揭示' },
    steps: [
      { kind: 'truck', share: 0.06 },
      { kind: 'pan', deg: -2 },
    ],
    said: 'slide reveal|横移揭示',
  },
  {
    id: 'tilt-reveal',
    name: { en: 'Tilt-up reveal', zh: '上摇揭示' },
    steps: [{ kind: 'tilt', deg: 8, easing: 'out' }],
    said: 'tilt up reveal|上摇揭示',
  },
  { id: 'vertigo', name: { en: 'Vertigo', zh: '希区柯克变焦' }, steps: [{ kind: 'dolly-zoom', share: 0.15 }] },
  {
    id: 'vertigo-out',
    name: { en: 'Vertigo out', zh: '反向希区柯克变焦' },
    steps: [{ kind: 'dolly-zoom', share: -0.15 }],
    said: '反向希区柯克变焦',
  },
  { id: 'arc-left', name: { en: 'Arc left', zh: '左弧线' }, steps: [{ kind: 'orbit', deg: -5 }], said: '左弧线|向左弧线' },
  { id: 'arc-right', name: { en: 'Arc right', zh: '右弧线' }, steps: [{ kind: 'orbit', deg: 5 }], said: '右弧线|向右弧线' },
  {
    id: 'arc-push',
    name: { en: 'Arc and push', zh: '弧线推近' },
    steps: [
      { kind: 'orbit', deg: 4 },
      { kind: 'dolly', share: 0.12 },
    ],
    said: 'arc push|弧线推近',
  },
  { id: 'crane-up', name: { en: 'Crane up', zh: '摇臂上升' }, steps: [{ kind: 'crane', share: 0.06 }] },
  { id: 'crane-down', name: { en: 'Crane down', zh: '摇臂下降' }, steps: [{ kind: 'crane', share: -0.06 }] },
  {
    id: 'crane-out',
    name: { en: 'Crane up and away', zh: '升起拉远' },
    steps: [
      { kind: 'crane', share: 0.06 },
      { kind: 'dolly', share: -0.15 },
    ],
    said: 'crane up and away|升起拉远|升拉',
  },
  {
    id: 'spiral',
    name: { en: 'Spiral up', zh: '螺旋上升' },
    steps: [
      { kind: 'orbit', deg: 5 },
      { kind: 'pedestal', share: 0.05 },
    ],
    said: 'spiral up|螺旋上升|盘旋上升',
  },
  { id: 'whip-left', name: { en: 'Whip left', zh: '向左甩镜' }, steps: [{ kind: 'whip-pan', deg: -45 }] },
  { id: 'whip-right', name: { en: 'Whip right', zh: '向右甩镜' }, steps: [{ kind: 'whip-pan', deg: 45 }] },
  { id: 'crash-zoom', name: { en: 'Crash zoom', zh: '急速变焦' }, steps: [{ kind: 'zoom', ratio: 2, easing: 'in' }] },
  { id: 'slow-zoom', name: { en: 'Slow zoom', zh: '缓慢变焦' }, steps: [{ kind: 'zoom', ratio: 1.1, easing: 'linear' }] },
  {
    id: 'ken-burns',
    name: { en: 'Ken Burns', zh: '肯·伯恩斯' },
    steps: [
      { kind: 'zoom', ratio: 1.15, easing: 'linear' },
      { kind: 'pan', deg: 2, easing: 'linear' },
    ],
    said: 'ken burns|ken burns effect|肯伯恩斯|肯伯恩斯效果|肯·伯恩斯|肯·伯恩斯效果',
  },
  {
    id: 'parallax',
    name: { en: 'Parallax', zh: '视差' },
    steps: [
      { kind: 'truck', share: 0.06, easing: 'linear' },
      { kind: 'pan', deg: -2.5, easing: 'linear' },
    ],
    said: 'parallax shot|parallax effect|parallax move|视差效果|视差运镜|视差镜头',
  },
  { id: 'track-left', name: { en: 'Track left', zh: '左移' }, steps: [{ kind: 'truck', share: -0.045 }] },
  { id: 'track-right', name: { en: 'Track right', zh: '右移' }, steps: [{ kind: 'truck', share: 0.045 }] },
  { id: 'boom-up', name: { en: 'Boom up', zh: '上升' }, steps: [{ kind: 'pedestal', share: 0.045 }] },
  { id: 'boom-down', name: { en: 'Boom down', zh: '下降' }, steps: [{ kind: 'pedestal', share: -0.045 }] },
  { id: 'handheld', name: { en: 'Handheld', zh: '手持' }, steps: [{ kind: 'shake', strength: 0.5 }] },
  {
    id: 'handheld-push',
    name: { en: 'Handheld push', zh: '手持推近' },
    steps: [
      { kind: 'dolly', share: 0.12 },
      { kind: 'shake', strength: 0.5 },
    ],
    said: 'handheld push|手持推近',
  },
  { id: 'dutch', name: { en: 'Dutch roll', zh: '荷兰角' }, steps: [{ kind: 'roll', deg: 8 }] },
  { id: 'rack-focus', name: { en: 'Rack focus', zh: '移焦' }, steps: [{ kind: 'rack-focus', focus: [0.5, 1] }] },
  { id: 'close-up', name: { en: 'Push to a close-up', zh: '推到特写' }, steps: [{ kind: 'push-to', framing: 'CU' }] },
];
