import { blob, box, ellipse, polygon, stroke, together } from '../outline.ts';
import type { SubjectArt } from './art.ts';

/** A lighthouse on its rock, banded red and white; its lamp burns from dusk on. */
export const lighthouse: SubjectArt = {
  shadow: 26,
  round: 5,
  parts: [
    {
      shape: blob([-30, 101], [-27, 93], [-19, 90], [-14, 86], [-4, 88], [6, 85], [14, 87], [20, 92], [28, 94], [33, 101], [0, 104]),
      colour: '#6f6a6d',
      to: '#45434c',
    },
    { shape: polygon([-22, 95], [-16, 90], [-9, 92], [-13, 101], [-25, 101]), colour: '#857e7c', isInside: true, opacity: 0.8 },
    { shape: polygon([8, 91], [15, 88.6], [22, 95], [26, 101], [11, 101]), colour: '#57535b', isInside: true, opacity: 0.8 },
    { shape: polygon([12, 78], [27, 78], [27, 93], [12, 93]), colour: '#efe9dc', to: '#cfc6b9' },
    { shape: polygon([9.6, 79], [19.4, 70], [29.4, 79]), colour: '#b2473a' },
    { shape: box(18, 83, 4.4, 5), colour: '#4b5666', isInside: true },
    { shape: polygon([-7.2, 24], [7.2, 24], [11.6, 93], [-11.6, 93]), colour: '#f6f1e6', to: '#e3dacb' },
    {
      shape: together(polygon([-8, 36], [8, 36], [9, 50], [-9, 50]), polygon([-9.9, 64], [9.9, 64], [10.9, 79], [-10.9, 79])),
      colour: '#c9473b',
      to: '#a8382f',
      isInside: true,
    },
    {
      shape: together(box(-1.6, 40.6, 3.2, 5.2, 1.5), box(-1.6, 55, 3.2, 5.2, 1.5), box(-1.6, 69, 3.2, 5.2, 1.5)),
      colour: '#3d4756',
      isInside: true,
    },
    { shape: box(-2.8, 84, 5.6, 9.5, 2.6), colour: '#5a3a2e', isInside: true },
    { shape: polygon([-9.4, 21.6], [9.4, 21.6], [7.8, 25.4], [-7.8, 25.4]), colour: '#4a4c57' },
    {
      shape: together(
        box(-9.6, 16.6, 19.2, 0.7),
        box(-9.4, 16.6, 0.7, 5),
        box(8.7, 16.6, 0.7, 5),
        box(-4.8, 16.6, 0.5, 5),
        box(4.4, 16.6, 0.5, 5),
      ),
      colour: '#4a4c57',
    },
    { shape: box(-4.9, 11.4, 9.8, 10.4), colour: '#a9c3cf' },
    { shape: together(box(-5.1, 11, 0.7, 10.6), box(4.4, 11, 0.7, 10.6), box(-0.35, 11, 0.7, 10.6)), colour: '#3f424d' },
    { shape: blob([-6.6, 11.6], [-5, 7.4], [0, 4.4], [5, 7.4], [6.6, 11.6], [0, 12]), colour: '#b03f35', to: '#8c3029' },
    { shape: together(stroke([0, 0, 0.5], [0, 5, 0.5]), ellipse(0, 3.4, 1.1)), colour: '#3f424d' },
  ],
  lamps: [
    { shape: box(-4.2, 12, 8.4, 9.2, 0.6), colour: '#ffe9a6', glow: { x: 0, y: 16.4, radius: 26 } },
    { shape: together(box(-1.2, 41, 2.4, 4.4, 1.1), box(-1.2, 69.4, 2.4, 4.4, 1.1), box(18.5, 83.5, 3.4, 4)), colour: '#ffcf7a' },
  ],
};

/** A cottage with smoke-blackened chimney and windows that are lit in the evening. */
export const house: SubjectArt = {
  shadow: 68,
  round: 6,
  parts: [
    { shape: polygon([26, 6], [38, 6], [38, 38], [26, 30]), colour: '#a5604c', to: '#86483b' },
    { shape: box(24, 3, 16, 4), colour: '#7c4338' },
    { shape: polygon([-46, 48], [2, 48], [2, 99], [-46, 99]), colour: '#f2e6d0', to: '#d9c6a8' },
    { shape: polygon([2, 48], [58, 48], [58, 97], [2, 99]), colour: '#e0cfb2', to: '#c0aa8a' },
    { shape: polygon([-46, 50], [-22, 16], [2, 50]), colour: '#efe1c8' },
    { shape: polygon([-22, 13], [46, 15], [66, 52], [4, 54]), colour: '#b4543f', to: '#8d3d33' },
    {
      shape: together(stroke([-14, 24, 0.5], [50, 25, 0.5]), stroke([-8, 33, 0.5], [55, 33.6, 0.5]), stroke([-2, 43, 0.5], [60, 43, 0.5])),
      colour: '#74302a',
      isInside: true,
      opacity: 0.6,
    },
    { shape: polygon([-53, 54], [-23, 11], [-19, 15.6], [-46.4, 55]), colour: '#7a3a30' },
    { shape: polygon([-23, 11], [-19, 11], [8, 53], [2, 56], [-21, 17]), colour: '#8c4336' },
    {
      shape: together(box(-44, 94, 46, 5), polygon([2, 94], [58, 92.6], [58, 97], [2, 99])),
      colour: '#9a8b78',
      isInside: true,
      opacity: 0.8,
    },
    { shape: box(-28, 70, 13.6, 29, 1.4), colour: '#4f7263', to: '#3b594e' },
    { shape: ellipse(-17.2, 85, 0.9), colour: '#e3c071' },
    { shape: together(box(-43, 66, 11, 13), box(-10.4, 66, 9, 13), ellipse(-22, 39, 5, 5.6)), colour: '#5d7b8a' },
    { shape: together(box(12, 63, 14, 16), box(36, 63, 14, 15.6)), colour: '#587584' },
    {
      shape: together(
        box(-44, 65, 13, 1.4),
        box(-44, 78.4, 13, 1.6),
        box(-11.4, 65, 11, 1.4),
        box(-11.4, 78.4, 11, 1.6),
        box(11, 62, 16, 1.4),
        box(11, 78.4, 16, 1.8),
        box(35, 62, 16, 1.4),
        box(35, 78, 16, 1.8),
      ),
      colour: '#fbf4e4',
    },
    {
      shape: together(
        box(-38, 66, 1, 13),
        box(-6.4, 66, 1, 13),
        box(18.5, 63, 1, 16),
        box(42.5, 63, 1, 16),
        box(12, 70, 14, 1),
        box(36, 70, 14, 1),
      ),
      colour: '#fbf4e4',
    },
    {
      shape: together(
        blob([-52, 99], [-50, 91], [-43, 90], [-38, 94], [-36, 100]),
        blob([34, 99], [38, 90], [48, 88], [58, 91], [63, 100]),
      ),
      colour: '#4f8350',
      to: '#376541',
    },
  ],
  lamps: [
    {
      shape: together(
        box(-42.4, 66.6, 4.6, 11.6),
        box(-36.6, 66.6, 4.2, 11.6),
        box(-9.8, 66.6, 3.4, 11.6),
        box(-5.2, 66.6, 3.4, 11.6),
        ellipse(-22, 39, 4.2, 4.8),
      ),
      colour: '#ffd27d',
      glow: { x: -30, y: 72, radius: 30 },
    },
    {
      shape: together(
        box(12.6, 64, 5.8, 6),
        box(19.6, 64, 5.8, 6),
        box(12.6, 71, 5.8, 7.2),
        box(19.6, 71, 5.8, 7.2),
        box(36.6, 64, 5.8, 6),
        box(43.6, 64, 5.8, 6),
        box(36.6, 71, 5.8, 7),
        box(43.6, 71, 5.8, 7),
      ),
      colour: '#ffc76a',
      glow: { x: 32, y: 71, radius: 30 },
    },
  ],
};

/** One roof of a pagoda: its eaves sweep up at the corners. */
function roof(y: number, half: number) {
  return blob(
    [-half * 0.46, y - 5],
    [-half * 0.72, y - 1.6],
    [-half - 3.4, y - 1.8],
    [-half - 4, y - 0.4],
    [-half * 0.6, y + 2.6],
    [0, y + 3],
    [half * 0.6, y + 2.6],
    [half + 4, y - 0.4],
    [half + 3.4, y - 1.8],
    [half * 0.72, y - 1.6],
    [half * 0.46, y - 5],
  );
}

const tiers = [
  { y: 21, half: 11 },
  { y: 37, half: 14 },
  { y: 54, half: 17 },
  { y: 72, half: 20 },
] as const;

/** A pagoda of four roofs. */
export const tower: SubjectArt = {
  shadow: 27,
  round: 5,
  parts: [
    {
      shape: together(stroke([0, 0, 0.5], [0, 18, 0.9]), ellipse(0, 6, 1.7, 1.2), ellipse(0, 9, 1.3, 1), ellipse(0, 11.6, 1.7, 1.3)),
      colour: '#c9a455',
      to: '#8f6f38',
    },
    { shape: polygon([-26, 93], [26, 93], [30, 100], [-30, 100]), colour: '#a89f93', to: '#7f776e' },
    { shape: polygon([-15.6, 72], [15.6, 72], [17.4, 94], [-17.4, 94]), colour: '#b5483a', to: '#8d372f' },
    { shape: polygon([-13, 54], [13, 54], [14.2, 71], [-14.2, 71]), colour: '#bd4d3d', to: '#963b31' },
    { shape: polygon([-10.4, 37], [10.4, 37], [11.6, 53], [-11.6, 53]), colour: '#c25140', to: '#9c3e33' },
    { shape: polygon([-7.8, 21], [7.8, 21], [8.8, 36], [-8.8, 36]), colour: '#c85643', to: '#a24236' },
    {
      shape: together(...tiers.map(({ y, half }) => box(-half * 0.74, y + 2, half * 1.48, 1.8))),
      colour: '#e6c98c',
      isInside: true,
      opacity: 0.85,
    },
    {
      shape: together(
        box(-4.4, 78, 8.8, 16, 3.6),
        box(-12.6, 79, 4.4, 9),
        box(8.2, 79, 4.4, 9),
        box(-3, 60, 6, 8),
        box(-10, 60, 3.6, 8),
        box(6.4, 60, 3.6, 8),
        box(-2.6, 43, 5.2, 7.4),
        box(-8.4, 43, 3, 7.4),
        box(5.4, 43, 3, 7.4),
        box(-2.2, 27, 4.4, 6.6),
      ),
      colour: '#4d2b27',
      isInside: true,
    },
    {
      shape: together(...tiers.map(({ y, half }) => roof(y, half)), blob([0, 14], [-6, 18.4], [0, 19.6], [6, 18.4])),
      colour: '#3f5a5c',
      to: '#2d4347',
    },
    {
      shape: together(...tiers.map(({ y, half }) => stroke([-half * 0.5, y - 4.2, 0.6], [0, y - 4.6, 0.6], [half * 0.5, y - 4.2, 0.6]))),
      colour: '#6d8a86',
      isInside: true,
    },
  ],
  lamps: [
    {
      shape: together(box(-12, 80, 3.2, 7), box(8.8, 80, 3.2, 7), box(-3.4, 79, 6.8, 14, 2.6)),
      colour: '#ffca6e',
      glow: { x: 0, y: 84, radius: 26 },
    },
    {
      shape: together(
        box(-2.4, 61, 4.8, 6.4),
        box(-9.4, 61, 2.4, 6.4),
        box(7, 61, 2.4, 6.4),
        box(-2, 44, 4, 5.8),
        box(-7.8, 44, 1.8, 5.8),
        box(6, 44, 1.8, 5.8),
        box(-1.7, 28, 3.4, 5),
      ),
      colour: '#ffc163',
      glow: { x: 0, y: 56, radius: 22 },
    },
  ],
};
