import { blob, box, ellipse, polygon, stroke, together } from '../outline.ts';
import type { SubjectArt } from './art.ts';

/** A small sailing boat, heeling a little. */
export const boat: SubjectArt = {
  stands: 'water',
  shadow: 34,
  round: 5,
  parts: [
    { shape: stroke([1, 3, 0.7], [0, 50, 0.9], [-1, 84, 1.1]), colour: '#6b4a33' },
    { shape: blob([2.6, 8], [14, 26], [24, 46], [31, 68], [32, 76], [18, 77.6], [1, 77], [1.6, 40]), colour: '#fdf6e6', to: '#e8d5b8' },
    {
      shape: together(stroke([1.6, 30, 0.4], [10, 31, 0.4], [17.6, 30, 0.3]), stroke([1.2, 53, 0.4], [14, 55, 0.4], [27.6, 53, 0.3])),
      colour: '#c9b290',
      isInside: true,
      opacity: 0.8,
    },
    {
      shape: blob([-1.6, 14], [-8, 32], [-18, 54], [-29, 72], [-30, 76], [-16, 75.4], [-2.4, 74], [-1.2, 44]),
      colour: '#d9583f',
      to: '#b23f34',
    },
    { shape: polygon([1, 3.6], [1.2, 9], [-9, 6.6]), colour: '#e9b949' },
    { shape: stroke([-33, 78, 0.9], [0, 79.4, 0.9], [34, 78.6, 0.9]), colour: '#7a5335' },
    {
      shape: blob(
        [-44, 82],
        [-20, 84.6],
        [14, 84.6],
        [46, 80],
        [50, 80.6],
        [44, 90],
        [34, 98],
        [20, 101.4],
        [-22, 101.4],
        [-36, 97],
        [-43, 89],
      ),
      colour: '#8a5a3a',
      to: '#54352a',
    },
    { shape: stroke([-43.6, 84, 1.3], [-18, 86.8, 1.3], [14, 86.8, 1.3], [47.6, 82.4, 1.2]), colour: '#f2e4c9', isInside: true },
    { shape: stroke([-37, 96.4, 0.6], [0, 98, 0.6], [38, 95.4, 0.6]), colour: '#e9f3f5', opacity: 0.5, isInside: true },
  ],
  lamps: [{ shape: ellipse(1, 2.6, 1.5), colour: '#ffdf9a', glow: { x: 1, y: 2.6, radius: 16 } }],
};

/** A little car of the fifties. */
export const car: SubjectArt = {
  shadow: 104,
  round: 11,
  parts: [
    {
      shape: blob([-62, 48], [-50, 22], [-34, 7], [-10, 1], [18, 2], [36, 12], [54, 36], [60, 48], [0, 54]),
      colour: '#d8574a',
      to: '#c04a42',
    },
    { shape: blob([-50, 45], [-41, 24], [-28, 13], [-6, 9.6], [-5, 45]), colour: '#bfe0ea', to: '#86b3c6' },
    { shape: blob([2, 9.6], [17, 10.4], [29, 18], [43, 40], [45, 46], [2, 45]), colour: '#c9e6ee', to: '#8fbbcc' },
    {
      shape: together(polygon([-38, 45], [-26, 14], [-20, 12], [-30, 45]), polygon([14, 45], [21, 11.6], [25, 14.6], [20, 45])),
      colour: '#ffffff',
      isInside: true,
      opacity: 0.28,
    },
    {
      shape: blob(
        [-96, 72],
        [-95, 58],
        [-84, 48],
        [-60, 44],
        [0, 44],
        [56, 44],
        [80, 49],
        [96, 58],
        [100, 70],
        [99, 82],
        [60, 86],
        [-60, 86],
        [-94, 83],
      ),
      colour: '#e2645a',
      to: '#b23d3c',
    },
    { shape: stroke([-94, 64, 1.3], [0, 60.6, 1.3], [97, 66, 1.3]), colour: '#fbe8d2', isInside: true },
    {
      shape: together(
        stroke([-2, 45, 0.5], [-1, 68, 0.5], [-2, 85, 0.5]),
        stroke([47, 45, 0.5], [50, 64, 0.5], [48, 85, 0.5]),
        stroke([-52, 45, 0.5], [-48, 60, 0.5]),
      ),
      colour: '#8c2f31',
      isInside: true,
      opacity: 0.7,
    },
    { shape: together(box(-12, 54, 8, 2, 1), box(36, 54, 8, 2, 1)), colour: '#f6e7d4', isInside: true },
    {
      shape: together(
        blob([-78, 86], [-76, 72], [-63, 65], [-50, 66], [-38, 74], [-36, 86]),
        blob([36, 86], [39, 73], [51, 66], [64, 66], [77, 74], [79, 86]),
      ),
      colour: '#6d2629',
      isInside: true,
    },
    { shape: together(stroke([-100, 82, 2], [-70, 84.6, 2]), stroke([74, 84.6, 2], [103, 81, 2])), colour: '#cfd3d6' },
    { shape: together(ellipse(-57, 84, 16), ellipse(58, 84, 16)), colour: '#2c2a2f', to: '#1d1b20' },
    { shape: together(ellipse(-57, 84, 9), ellipse(58, 84, 9)), colour: '#d9dcdf', to: '#9da3a9' },
    { shape: together(ellipse(-57, 84, 4), ellipse(58, 84, 4)), colour: '#c8504a' },
    { shape: ellipse(93, 62, 5.4, 6.4, 12), colour: '#fdf3d6' },
    { shape: ellipse(-94, 63, 3, 4.4), colour: '#a9312f' },
  ],
  lamps: [
    { shape: ellipse(93, 62, 5, 6, 12), colour: '#fff0bd', glow: { x: 96, y: 62, radius: 34 } },
    { shape: ellipse(-94, 63, 2.8, 4.2), colour: '#ff5a48', glow: { x: -95, y: 63, radius: 13 } },
  ],
};

/** A storm lantern, set down. */
export const lantern: SubjectArt = {
  shadow: 24,
  round: 5,
  parts: [
    {
      shape: together(stroke([-17, 40, 1.2], [-19, 22, 1.2], [-11, 6, 1.2], [0, 1.6, 1.2], [11, 6, 1.2], [19, 22, 1.2], [17, 40, 1.2])),
      colour: '#4b4540',
    },
    { shape: blob([-9, 27], [-6, 20], [0, 17], [6, 20], [9, 27], [0, 29]), colour: '#6d5f4e', to: '#4d4239' },
    { shape: polygon([-15, 34], [-9.6, 26.6], [9.6, 26.6], [15, 34]), colour: '#7d6b52', to: '#574a3d' },
    { shape: blob([-13, 34], [-17, 48], [-17, 62], [-12, 76], [12, 76], [17, 62], [17, 48], [13, 34]), colour: '#f3deb0', to: '#e0b877' },
    { shape: stroke([-11, 40, 1.4], [-12.6, 54, 1.6], [-10, 68, 1]), colour: '#ffffff', isInside: true, opacity: 0.55 },
    { shape: blob([-2.4, 70], [-4.4, 62], [0, 48], [4.4, 62], [2.4, 70]), colour: '#f2a33b' },
    {
      shape: together(
        stroke([-14.6, 34, 1], [-19.4, 54, 1], [-14.6, 77, 1]),
        stroke([14.6, 34, 1], [19.4, 54, 1], [14.6, 77, 1]),
        stroke([-17.6, 55, 0.8], [0, 57, 0.8], [17.6, 55, 0.8]),
      ),
      colour: '#564a3d',
    },
    { shape: polygon([-15, 76], [15, 76], [18, 84], [-18, 84]), colour: '#7d6b52', to: '#5c4e40' },
    { shape: blob([-18, 84], [18, 84], [22, 92], [22, 98], [17, 100], [-17, 100], [-22, 98], [-22, 92]), colour: '#6d5f4e', to: '#423932' },
    { shape: box(18, 88, 7, 2.4, 1), colour: '#8b7a60' },
  ],
  lamps: [
    {
      shape: blob([-12, 37], [-15, 49], [-15, 62], [-11, 74], [11, 74], [15, 62], [15, 49], [12, 37]),
      colour: '#ffc766',
      glow: { x: 0, y: 58, radius: 74 },
    },
    { shape: blob([-3, 70], [-5, 62], [0, 46], [5, 62], [3, 70]), colour: '#fff3c9' },
  ],
};

/** A friendly robot with a face of light. */
export const robot: SubjectArt = {
  isLiving: true,
  shadow: 26,
  round: 8,
  parts: [
    { shape: stroke([0, 5, 0.9], [0, 14, 1]), colour: '#7c8a94' },
    { shape: ellipse(0, 4, 3), colour: '#e36a4c' },
    { shape: together(box(-12.6, 78, 8.6, 15, 3), box(4, 78, 8.6, 15, 3)), colour: '#7d8b96', to: '#5c6873' },
    {
      shape: together(
        blob([-17, 94], [-8, 89.6], [-1.6, 93], [-1.2, 100], [-17.6, 100]),
        blob([2, 93], [8.6, 89.6], [17.4, 94], [18, 100], [1.6, 100]),
      ),
      colour: '#dfe5e6',
      to: '#aab6bd',
    },
    { shape: stroke([-21, 52, 3.6], [-28, 60, 3.2], [-29, 71, 3]), colour: '#84929d', to: '#6c7984' },
    { shape: stroke([21, 52, 3.6], [29, 56, 3.2], [35, 48, 3]), colour: '#84929d', to: '#6c7984' },
    { shape: together(ellipse(-29, 74, 4.8, 5), ellipse(36, 45, 4.8, 5)), colour: '#e4eaea', to: '#b7c3c9' },
    { shape: box(-21, 46, 42, 36, 12), colour: '#eef1ee', to: '#b9c6cb' },
    { shape: box(-12, 55, 24, 15, 4), colour: '#5f7480', isInside: true },
    { shape: together(box(-9, 59, 10, 2, 1), box(-9, 63.6, 15, 2, 1)), colour: '#8fb3bf', isInside: true },
    { shape: box(-26, 13, 52, 34, 13), colour: '#f5f6f2', to: '#c7d2d6' },
    { shape: together(ellipse(-27, 30, 3.2, 6), ellipse(27, 30, 3.2, 6)), colour: '#e36a4c', to: '#b94e3a' },
    { shape: box(-20, 19, 40, 22.6, 9), colour: '#27343f', to: '#1b252e', isInside: true },
    { shape: together(ellipse(-8, 28.6, 3.2, 4.2), ellipse(10, 28.6, 3.2, 4.2)), colour: '#7fe0e6', isInside: true },
    { shape: stroke([-4, 36, 0.9], [1, 38, 0.9], [6, 36, 0.9]), colour: '#7fe0e6', isInside: true },
  ],
  lamps: [
    {
      shape: together(ellipse(-8, 28.6, 3.2, 4.2), stroke([-4, 36, 0.9], [1, 38, 0.9], [6, 36, 0.9])),
      colour: '#9af2f4',
      glow: { x: -8, y: 28.6, radius: 12 },
    },
    { shape: ellipse(10, 28.6, 3.2, 4.2), colour: '#9af2f4', glow: { x: 10, y: 28.6, radius: 12 } },
  ],
};

/** A carton with a ribbon. */
export const carton: SubjectArt = {
  shadow: 62,
  round: 5,
  parts: [
    { shape: polygon([-52, 34], [10, 43], [10, 100], [-52, 86]), colour: '#d7a267', to: '#b98450' },
    { shape: polygon([10, 43], [56, 32], [56, 83], [10, 100]), colour: '#b07c49', to: '#8f6038' },
    { shape: polygon([-52, 34], [-4, 24.6], [56, 32], [10, 43]), colour: '#ecc48b', to: '#e0b175' },
    { shape: polygon([-25, 37.9], [-15, 39.4], [-15, 94.4], [-25, 92.1]), colour: '#d9514a', to: '#b23c3b' },
    { shape: polygon([29, 38.4], [37, 36.5], [37, 90], [29, 93]), colour: '#ad3a3a', to: '#8c2d30' },
    {
      shape: together(polygon([-25, 37.9], [-15, 39.4], [31, 29], [22, 27.8]), polygon([29, 38.4], [37, 36.5], [-22, 28.1], [-31, 29.9])),
      colour: '#e3665b',
    },
    {
      shape: together(blob([2, 33], [-6, 22], [-20, 16], [-27, 22], [-20, 30]), blob([4, 33], [8, 20], [20, 12], [29, 16], [24, 27])),
      colour: '#e7685d',
      to: '#c0453f',
    },
    {
      shape: together(blob([-2, 31], [-9, 25], [-18, 21], [-20, 24], [-13, 29]), blob([8, 30], [12, 22], [20, 17], [23, 20], [17, 27])),
      colour: '#9c3234',
      isInside: true,
      opacity: 0.75,
    },
    {
      shape: together(blob([0, 34], [-10, 40], [-16, 49], [-9, 50], [-3, 42]), blob([5, 34], [14, 38], [22, 46], [15, 48], [8, 41])),
      colour: '#d9514a',
    },
    { shape: ellipse(2.6, 32.6, 5, 4.2), colour: '#ee7a6c' },
  ],
};

/** A bottle of scent, its glass half full of light. */
export const bottle: SubjectArt = {
  shadow: 26,
  round: 6,
  parts: [
    { shape: box(-8, 1, 16, 15, 3), colour: '#d8b46c', to: '#9f7a3c' },
    {
      shape: together(box(-5.6, 2, 1.4, 13, 0.6), box(-2, 2, 0.9, 13, 0.4), box(2.6, 2, 0.9, 13, 0.4)),
      colour: '#fbe7b4',
      isInside: true,
      opacity: 0.7,
    },
    { shape: box(-5.4, 15, 10.8, 8, 1), colour: '#efe3d0', to: '#c9b99f' },
    {
      shape: blob(
        [-5.4, 22],
        [-11, 27],
        [-22, 35],
        [-26, 48],
        [-26, 88],
        [-23, 97],
        [-14, 100],
        [14, 100],
        [23, 97],
        [26, 88],
        [26, 48],
        [22, 35],
        [11, 27],
        [5.4, 22],
      ),
      colour: '#f4e3dc',
      to: '#e2bdb4',
    },
    {
      shape: blob([-22.6, 54], [0, 52.4], [22.6, 54], [23, 88], [20, 95], [13, 97], [-13, 97], [-20, 95], [-23, 88]),
      colour: '#f0a58e',
      to: '#c9646a',
      isInside: true,
      opacity: 0.95,
    },
    { shape: ellipse(0, 54, 22.6, 1.6), colour: '#f9cdb8', isInside: true },
    { shape: box(-14, 62, 28, 22, 1.6), colour: '#fbf3ea', to: '#efe0d3', isInside: true },
    {
      shape: together(box(-9, 68, 18, 1.6, 0.8), box(-6, 72.6, 12, 1.1, 0.5), box(-7.6, 76.6, 15.2, 0.9, 0.4)),
      colour: '#9c6b5c',
      isInside: true,
    },
    { shape: stroke([-20, 42, 1.7], [-21.6, 62, 1.9], [-21, 88, 1.2]), colour: '#ffffff', isInside: true, opacity: 0.8 },
    { shape: stroke([21, 46, 0.8], [22, 66, 0.9], [21.4, 84, 0.6]), colour: '#ffffff', isInside: true, opacity: 0.5 },
  ],
};

/** A cup of something hot on its saucer. */
export const cup: SubjectArt = {
  shadow: 62,
  round: 8,
  parts: [
    { shape: ellipse(0, 92, 62, 8.4), colour: '#e9e1d4', to: '#bfb4a6' },
    { shape: ellipse(0, 90.4, 60, 7), colour: '#f8f2e7', to: '#e3d8c8' },
    { shape: ellipse(0, 91, 30, 3.8), colour: '#b9aa98', isInside: true, opacity: 0.7 },
    { shape: stroke([38, 52, 3.6], [54, 50, 3.8], [60, 60, 3.6], [52, 73, 3.4], [32, 77, 3]), colour: '#e3dccf', to: '#cdc2b2' },
    {
      shape: blob([-44, 42], [-42, 60], [-34, 78], [-22, 89], [-16, 91.6], [16, 91.6], [22, 89], [34, 78], [42, 60], [44, 42]),
      colour: '#fdf8ee',
      to: '#d9cebf',
    },
    { shape: blob([-42.4, 58], [0, 63], [42.4, 58], [40.6, 65], [0, 70.4], [-40.6, 65]), colour: '#4f86a0', isInside: true, opacity: 0.9 },
    { shape: ellipse(0, 42, 44, 8), colour: '#fffaf1', to: '#e9dfd0' },
    { shape: ellipse(0, 42.8, 40, 6.2), colour: '#5b3823', to: '#7c4e30' },
    { shape: blob([-26, 43], [-8, 40.4], [14, 42], [22, 44.4], [4, 45], [-14, 46]), colour: '#b98555', isInside: true, opacity: 0.75 },
    { shape: stroke([-35, 52, 1.8], [-32, 66, 1.9], [-25, 79, 1.2]), colour: '#ffffff', isInside: true, opacity: 0.7 },
    {
      shape: together(
        stroke([-12, 37, 0.5], [-18, 27, 1.9], [-8, 17, 2.3], [-14, 5, 0.4]),
        stroke([8, 37, 0.5], [4, 26, 2], [15, 14, 2.4], [9, 0, 0.3]),
      ),
      colour: '#ffffff',
      opacity: 0.22,
    },
  ],
};
