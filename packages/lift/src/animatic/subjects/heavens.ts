import { blob, ellipse, together } from '../outline.ts';
import type { SubjectArt } from './art.ts';

/** The moon, as large as a tale wants it. */
export const moon: SubjectArt = {
  stands: 'sky',
  shines: true,
  shadow: 0,
  mostHeight: 0.5,
  parts: [
    { shape: ellipse(0, 50, 50), colour: '#fbf6df', to: '#eee4c0' },
    {
      shape: blob([-30, 26], [-14, 18], [2, 24], [6, 38], [-4, 48], [-22, 46], [-34, 38]),
      colour: '#d9cfa9',
      isInside: true,
      opacity: 0.55,
    },
    { shape: blob([10, 20], [22, 18], [32, 28], [28, 40], [16, 38], [8, 30]), colour: '#dcd2ad', isInside: true, opacity: 0.5 },
    { shape: blob([-26, 56], [-10, 52], [4, 58], [4, 72], [-10, 80], [-24, 72]), colour: '#d9cfa9', isInside: true, opacity: 0.42 },
    { shape: blob([16, 52], [28, 50], [38, 58], [34, 70], [22, 70], [14, 62]), colour: '#d5caa2', isInside: true, opacity: 0.38 },
    {
      shape: together(
        ellipse(-36, 58, 4.4),
        ellipse(6, 12, 3.4),
        ellipse(34, 46, 3),
        ellipse(2, 88, 4.6),
        ellipse(22, 82, 3),
        ellipse(-20, 88, 3),
        ellipse(-8, 8, 2.4),
        ellipse(12, 46, 2.6),
      ),
      colour: '#e6dcb8',
      isInside: true,
      opacity: 0.8,
    },
    {
      shape: together(ellipse(-36.6, 57.4, 3), ellipse(5.4, 11.6, 2.2), ellipse(1.4, 87.2, 3.2), ellipse(21.6, 81.6, 2)),
      colour: '#cfc49a',
      isInside: true,
      opacity: 0.55,
    },
  ],
};
