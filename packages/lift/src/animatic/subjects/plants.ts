import { blob, ellipse, type Point, stroke, together } from '../outline.ts';
import type { SubjectArt } from './art.ts';

/** A broad old tree. */
export const tree: SubjectArt = {
  shadow: 40,
  round: 7,
  parts: [
    {
      shape: blob(
        [-40, 44],
        [-44, 34],
        [-36, 24],
        [-26, 22],
        [-20, 11],
        [-6, 7],
        [4, 2],
        [18, 6],
        [26, 14],
        [36, 18],
        [42, 28],
        [40, 38],
        [46, 46],
        [38, 55],
        [26, 56],
        [16, 61],
        [2, 58],
        [-10, 62],
        [-22, 57],
        [-34, 55],
      ),
      colour: '#2f6b45',
      to: '#23553d',
    },
    {
      shape: together(
        stroke([-3, 100, 9], [-2.6, 84, 5.6], [-1, 66, 4.8], [0, 50, 3.6]),
        stroke([-2, 74, 3.4], [-12, 60, 2.6], [-20, 48, 1.4]),
        stroke([0, 70, 3.2], [11, 58, 2.4], [20, 45, 1.3]),
        stroke([-8, 98, 3], [-15, 100.4, 1.2]),
        stroke([3, 98, 3], [11, 100.4, 1.2]),
      ),
      colour: '#6b4a35',
      to: '#4b3328',
    },
    {
      shape: together(stroke([-3.6, 98, 0.8], [-2.6, 82, 0.7], [-1.6, 66, 0.4]), stroke([0.4, 96, 0.6], [0.2, 84, 0.5], [0.4, 72, 0.3])),
      colour: '#3a271f',
      isInside: true,
      opacity: 0.6,
    },
    { shape: blob([-37, 42], [-38, 33], [-28, 27], [-18, 30], [-10, 37], [-14, 47], [-26, 50]), colour: '#3f8450', to: '#2c6a45' },
    { shape: blob([-22, 24], [-15, 13], [-2, 9], [10, 12], [17, 21], [11, 31], [-4, 34], [-17, 32]), colour: '#4f9658', to: '#35774a' },
    { shape: blob([12, 27], [22, 19], [34, 22], [40, 32], [35, 41], [22, 44], [12, 38]), colour: '#438b52', to: '#2e6e46' },
    { shape: blob([-10, 43], [2, 36], [18, 40], [26, 48], [18, 55], [2, 54], [-9, 52]), colour: '#3b8050', to: '#296342' },
    {
      shape: together(
        blob([-14, 18], [-6, 12], [4, 13], [8, 18], [-2, 21]),
        blob([18, 26], [26, 22], [33, 26], [28, 30], [20, 31]),
        blob([-33, 35], [-26, 30], [-18, 33], [-22, 38], [-30, 39]),
        blob([0, 42], [9, 39.4], [17, 43], [10, 46]),
      ),
      colour: '#7cbb68',
      isInside: true,
      opacity: 0.6,
    },
  ],
};

const petal: readonly Point[] = [
  [0, 0],
  [-5.4, -8],
  [-6.4, -17],
  [-2.4, -23.6],
  [0, -22.6],
  [2.8, -23.6],
  [6.4, -17],
  [5.4, -8],
];

/** A petal about a flower's heart, turned. */
function petalAt(turnDeg: number, size: number) {
  const turn = (turnDeg * Math.PI) / 180;
  return blob(
    ...petal.map(([x, y]): Point => {
      const [u, v] = [x * size, y * size];
      // seen a little from below
      return [2 + u * Math.cos(turn) - v * Math.sin(turn), 28 + (u * Math.sin(turn) + v * Math.cos(turn)) * 0.94];
    }),
  );
}

/** One flower in full bloom, one in bud. */
export const flower: SubjectArt = {
  shadow: 12,
  round: 5,
  parts: [
    { shape: stroke([-1, 100, 1.5], [-3, 78, 1.4], [-1.6, 56, 1.2], [2, 30, 1.1]), colour: '#4e8a4a', to: '#2f6138' },
    { shape: stroke([-2.6, 76, 1], [-10, 66, 0.9], [-15, 54, 0.8]), colour: '#4e8a4a' },
    { shape: blob([-2.4, 84], [-10, 74], [-22, 70], [-32, 74], [-26, 82], [-14, 86]), colour: '#5e9e52', to: '#3d7641' },
    { shape: blob([-2, 92], [7, 80], [19, 74], [30, 77], [24, 86], [11, 92]), colour: '#569750', to: '#356b3d' },
    {
      shape: together(stroke([-3, 84, 0.5], [-14, 78, 0.4], [-28, 75, 0.2]), stroke([-1, 91, 0.5], [12, 83, 0.4], [26, 78, 0.2])),
      colour: '#a6cf7f',
      isInside: true,
      opacity: 0.6,
    },
    { shape: blob([-15, 55], [-20, 49], [-20, 42], [-15.4, 36], [-11, 42], [-10.6, 49]), colour: '#e0677f', to: '#c24767' },
    { shape: blob([-15, 56], [-19.6, 52], [-19, 47], [-15, 51], [-11.4, 47], [-11, 52]), colour: '#4e8a4a' },
    { shape: together(...[22, 67, 112, 157, 202, 247, 292, 337].map((turn) => petalAt(turn, 1.1))), colour: '#d94f70' },
    { shape: together(...[0, 45, 90, 135, 180, 225, 270, 315].map((turn) => petalAt(turn, 1))), colour: '#f1849a', to: '#e2607f' },
    {
      shape: together(...[0, 45, 90, 135, 180, 225, 270, 315].map((turn) => petalAt(turn, 0.66))),
      colour: '#f9b3bd',
      isInside: true,
      opacity: 0.65,
    },
    { shape: ellipse(2, 28, 6.8, 6.4), colour: '#f6c64b', to: '#d98e2f' },
    {
      shape: together(
        ...Array.from({ length: 12 }, (_, k) => ellipse(2 + 4.6 * Math.cos(k * 0.5236), 28 + 4.3 * Math.sin(k * 0.5236), 0.8)),
      ),
      colour: '#b4651f',
      isInside: true,
      opacity: 0.8,
    },
  ],
};
