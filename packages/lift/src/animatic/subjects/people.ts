import { blob, ellipse, polygon, stroke, together } from '../outline.ts';
import type { SubjectArt } from './art.ts';

/** A traveller in a coat and a scarf that the wind takes, seen half from behind. */
export const person: SubjectArt = {
  isLiving: true,
  shadow: 15,
  round: 5,
  parts: [
    { shape: stroke([-3.4, 58, 4.6], [-3.8, 78, 3.7], [-4.6, 95, 2.9]), colour: '#2f3a52' },
    { shape: stroke([3.6, 58, 4.6], [4.6, 78, 3.7], [5.4, 95, 2.9]), colour: '#38455f' },
    { shape: blob([-8, 93], [-2, 93], [-1.2, 98], [-2, 100], [-8, 100], [-8.6, 97]), colour: '#3d2f2c' },
    { shape: blob([2.2, 93], [8.4, 93], [10.8, 98], [10, 100], [3, 100], [2, 97]), colour: '#463531' },
    { shape: stroke([-9, 26, 3.6], [-12.4, 40, 3.3], [-12.2, 54, 2.4]), colour: '#a5512f' },
    { shape: ellipse(-12.2, 57, 2.2, 2.8), colour: '#e2b592' },
    {
      shape: blob(
        [-3, 19],
        [-9.5, 22],
        [-11, 32],
        [-9.6, 46],
        [-12.6, 66],
        [-11, 71],
        [0, 73],
        [11.4, 71],
        [12.8, 66],
        [9.6, 46],
        [10.6, 32],
        [9, 22],
        [3, 19],
      ),
      colour: '#c9693a',
      to: '#8f4430',
    },
    { shape: stroke([0.4, 24, 0.5], [1, 48, 0.5], [1.6, 72, 0.5]), colour: '#7c3826', isInside: true, opacity: 0.8 },
    { shape: stroke([-11, 47, 1.1], [0, 48.6, 1.1], [11, 47, 1.1]), colour: '#5f2f24', isInside: true },
    { shape: stroke([9.2, 26, 3.6], [13, 39, 3.3], [12.4, 53, 2.4]), colour: '#b85c36' },
    { shape: ellipse(12.4, 56, 2.2, 2.8), colour: '#e8bf9c' },
    { shape: stroke([0, 14, 2.6], [0, 21, 2.9]), colour: '#d9a988' },
    { shape: blob([0, 1.6], [5, 3.6], [6.2, 9], [4.4, 14.4], [0.8, 16.4], [-3.4, 15], [-5.6, 9.6], [-4.6, 4]), colour: '#e8bf9c' },
    {
      shape: blob([-0.6, 0], [4.6, 1.2], [6.4, 5.4], [2.4, 5.2], [0.6, 9.4], [-1, 14.8], [-4.6, 14.4], [-6.6, 9], [-5.4, 2.8]),
      colour: '#3b2a2a',
    },
    { shape: blob([-6, 16.6], [0, 15.2], [6.2, 16.8], [7, 20.4], [0, 22.6], [-7, 20.4]), colour: '#e9c25a', to: '#c9953c' },
    { shape: blob([-4.6, 19], [-12, 20], [-19, 17.6], [-27, 21], [-25.6, 24.6], [-18, 22.6], [-11, 25], [-4, 23]), colour: '#dcae4a' },
  ],
};

/** A child in a bright raincoat with the hood down. */
export const child: SubjectArt = {
  isLiving: true,
  shadow: 19,
  round: 7,
  parts: [
    { shape: together(stroke([-6, 74, 5], [-6.4, 94, 4]), stroke([6, 74, 5], [6.6, 94, 4])), colour: '#39527a' },
    {
      shape: together(
        blob([-12, 90], [-2.6, 90], [-2, 97], [-3, 100], [-12, 100], [-13, 96]),
        blob([2.2, 90], [11.8, 90], [15, 97], [14, 100], [3, 100], [2, 96]),
      ),
      colour: '#d4503e',
    },
    { shape: stroke([-14, 42, 4.8], [-20, 54, 4.4], [-20.6, 64, 3.4]), colour: '#d8a52f' },
    { shape: stroke([14, 42, 4.8], [21, 52, 4.4], [25.6, 60, 3.4]), colour: '#eebb42' },
    { shape: together(ellipse(-20.6, 67, 3.2, 3.6), ellipse(27, 62.6, 3.2, 3.6)), colour: '#efc6a2' },
    {
      shape: blob([-6, 34], [-15, 38], [-17, 54], [-20, 78], [0, 83], [20, 78], [17, 54], [15, 38], [6, 34]),
      colour: '#f4c64d',
      to: '#d99b31',
    },
    { shape: stroke([0, 38, 0.7], [0.6, 60, 0.7], [1, 82, 0.7]), colour: '#b47a22', isInside: true, opacity: 0.8 },
    { shape: together(ellipse(3.4, 48, 1.3), ellipse(3.8, 58, 1.3), ellipse(4.2, 68, 1.3)), colour: '#8d5a1c', isInside: true },
    { shape: blob([-15, 31], [0, 28], [15, 31], [14, 39], [0, 42], [-14, 39]), colour: '#e0ab38', to: '#c98d28' },
    { shape: blob([0, 3], [13, 7], [16.4, 18], [13, 29], [1.4, 34], [-11, 30], [-15.4, 19], [-12, 8]), colour: '#f0c8a5' },
    {
      shape: blob(
        [-1, 0],
        [13, 3.4],
        [17, 14.6],
        [12, 12],
        [5, 13.4],
        [-2.6, 12],
        [-9, 17],
        [-10.6, 28],
        [-14.4, 27],
        [-17.4, 17],
        [-12.6, 4.6],
      ),
      colour: '#4a2f27',
    },
    { shape: together(ellipse(4.2, 20.6, 1.3, 1.9), ellipse(11.4, 20.4, 1.2, 1.8)), colour: '#2b1c1c', isInside: true },
    { shape: together(ellipse(1.8, 26, 2.6, 1.7), ellipse(13, 25.6, 2, 1.6)), colour: '#e58f7d', isInside: true, opacity: 0.55 },
    { shape: stroke([6.4, 28.4, 0.5], [8.4, 29.3, 0.6], [10.4, 28.2, 0.5]), colour: '#a8584a', isInside: true },
  ],
};

/** An old man in a long coat, bent over his stick. */
export const elder: SubjectArt = {
  isLiving: true,
  shadow: 18,
  round: 6,
  parts: [
    { shape: stroke([21.6, 47, 0.9], [22.4, 74, 0.9], [23.4, 100, 0.9]), colour: '#5b3d2a' },
    { shape: stroke([21.8, 48, 1], [21, 44.6, 1], [23.8, 43.4, 1], [25, 46, 0.9]), colour: '#5b3d2a' },
    { shape: together(stroke([-6, 72, 4.4], [-6.8, 95, 3.4]), stroke([3.4, 72, 4.4], [4.4, 95, 3.4])), colour: '#3a3d4b' },
    {
      shape: together(
        blob([-10.6, 93], [-3.6, 93], [-2, 98], [-3, 100], [-10.6, 100]),
        blob([1, 93], [7.4, 93], [10.6, 98], [9.6, 100], [1.6, 100]),
      ),
      colour: '#2d2624',
    },
    {
      shape: blob([0, 21], [-10, 24], [-15, 34], [-14.4, 50], [-15, 80], [-3, 84], [9.6, 82], [9, 62], [10.4, 44], [11, 30], [7.6, 23]),
      colour: '#5f7a78',
      to: '#3c5457',
    },
    { shape: stroke([5, 26, 0.6], [6.2, 50, 0.6], [5, 82, 0.6]), colour: '#2f4548', isInside: true, opacity: 0.8 },
    { shape: stroke([3, 28, 4.2], [9, 43, 3.8], [18, 47.4, 2.8]), colour: '#6b8784' },
    { shape: ellipse(21.4, 47.4, 2.7, 2.4), colour: '#dcb192' },
    { shape: blob([6, 5], [12, 6.6], [14.6, 12], [16.6, 15], [14, 16.8], [12.6, 21], [6.4, 22], [1.6, 17], [1.8, 9]), colour: '#e0b698' },
    { shape: blob([5, 18], [12.8, 17], [15.4, 19.6], [14, 26], [10, 33], [5.4, 29], [3, 23]), colour: '#f2eee6', to: '#d9d4cc' },
    { shape: blob([0.4, 8], [3.4, 13], [3, 20], [0, 21], [-2, 15]), colour: '#e9e4dc' },
    { shape: ellipse(12, 11.6, 0.9, 1), colour: '#2b2222', isInside: true },
    { shape: blob([-2.4, 9.6], [-1.6, 3.4], [5, 0], [11.4, 2.2], [15.8, 8.4], [12, 8.8], [5, 8.6]), colour: '#4d3f3a', to: '#3a2f2c' },
    { shape: blob([-8, 20.6], [2, 20.2], [8, 24], [6, 28.4], [-4, 27.6], [-11, 26]), colour: '#b1493c', to: '#8e382f' },
    { shape: polygon([-8, 25], [-12.4, 25.4], [-15, 43], [-9.4, 43.6]), colour: '#a5433a' },
  ],
};
