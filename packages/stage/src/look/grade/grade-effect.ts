import type { EffectKind } from '../effect.ts';
import type { ColourCube } from '../look.ts';
import { gradesColours, LUMA_SHARES, toneOf } from './grade-colour.ts';
import { layRowBelow, rowsBelowBytes } from './rows-below.ts';

/** Bytes before the table; kernel/grade.ts reads the same block. */
const TABLE = 64 + 3 * 256 * 4;

/**
 * Colours are graded once, while the layers' pictures become planes: a grade points at colours, not at places, so no frame needs to pay for it
 * (docs/decisions/0005). At a soft edge the photograph's colour is split between two layers; there the front one becomes what makes the two together show the
 * graded photograph. Every thread writes the same block again, which disturbs nobody, since no byte of it changes.
 */
export const gradeEffect: EffectKind = {
  name: 'grade',
  plan: ({ look, scene }) =>
    gradesColours(look) ? { sharedBytes: TABLE + entriesOf(look.cube) * 16, ownBytes: rowsBelowBytes(scene) } : null,
  open: ({ desk, look: { grade, cube }, shared, own }) => {
    const ints = desk.ints();
    const floats = desk.floats();
    const at = shared >> 2;
    const size = cube?.size ?? 0;
    ints.set([cube?.dimensions ?? 0, size], at);
    floats.set([1 + (grade?.saturationRatio ?? 0), grade?.lutRatio ?? 1], at + 2);
    const low = cube?.low ?? [0, 0, 0];
    floats.set([...low, 0], at + 4);
    floats.set([...low.map((from, i) => (size - 1) / ((cube?.high[i] ?? 1) - from)), 0], at + 8);
    floats.set([...LUMA_SHARES, 0], at + 12);
    for (const channel of [0, 1, 2] as const) {
      const tone = toneOf(grade, channel);
      for (let k = 0; k < 256; k++) floats[at + 16 + channel * 256 + k] = tone(k / 255);
    }
    if (cube !== undefined)
      for (let i = 0, o = (shared + TABLE) >> 2; i < cube.values.length; i += 3, o += 4) {
        floats[o] = cube.values[i] as number;
        floats[o + 1] = cube.values[i + 1] as number;
        floats[o + 2] = cube.values[i + 2] as number;
      }
    return {
      tint: (address, { pitch, widthPx, rows, scene, layer, first }) => {
        if (layer === 0) return desk.kernel.grade(address, pitch, widthPx, rows, shared, 0);
        for (let y = 0; y < rows; y++) {
          const row = address + y * pitch;
          const span = desk.kernel.softSpan(row, widthPx);
          if (span !== 0) layRowBelow(desk, own, { scene, layer, y: first + y, first: span >> 16, end: span & 0xffff });
          desk.kernel.grade(row, pitch, widthPx, 1, shared, span === 0 ? 0 : own);
        }
      },
    };
  },
};

function entriesOf(cube: ColourCube | undefined): number {
  return cube === undefined ? 0 : cube.values.length / 3;
}
