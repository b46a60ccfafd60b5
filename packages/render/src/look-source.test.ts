import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, Grade } from '@fantascope/film';
import { locateFfmpeg } from '@fantascope/media';
import { gradeColour } from '@fantascope/stage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LookAsked, lookOf } from './look-source.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'look-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const asked = (changes: Partial<LookAsked['shot']>, film: Partial<LookAsked['film']> = {}): LookAsked => ({
  shot: { aperture: undefined, motions: [], air: [], grade: undefined, shutter: undefined, ...changes },
  film: { fps: 30, seed: 7, ...film },
  folder,
});

/** Colours of a .cube, as text: wild enough that a wrong neighbour shows. */
function cubeText({ size, dimensions, head = '' }: Readonly<{ size: number; dimensions: 1 | 3; head?: string }>): string {
  const entry = (i: number) => {
    const [r, g, b] = dimensions === 1 ? [i, i, i] : [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)];
    const at = [r, g, b].map((value) => value / (size - 1)) as [number, number, number];
    return [0.9 * at[0] ** 0.7 + 0.1 * at[2], 0.5 + 0.4 * Math.sin(5 * at[1] + 2 * at[0]), 1 - at[2] * (0.6 + 0.4 * at[1])];
  };
  const rows = Array.from({ length: size ** dimensions }, (_, i) =>
    entry(i)
      .map((value) => value.toFixed(6))
      .join(' '),
  );
  return `# made for a test\nLUT_${dimensions}D_SIZE ${size}\n${head}${rows.join('\n')}\n`;
}

async function faultOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('the look of a shot', () => {
  test('is nothing where nothing is asked, or a grade that changes nothing', async () => {
    expect(await lookOf(asked({}))).toBeUndefined();
    expect(await lookOf(asked({ grade: Grade.parse({}) }, { grade: Grade.parse({ grainRatio: 1 }) }))).toBeUndefined();
  });

  test("has the film's grade where the shot has none of its own", async () => {
    const film = { grade: Grade.parse({ warmthRatio: 0.5 }) };
    expect(await lookOf(asked({}, film))).toMatchObject({ grade: { warmthRatio: 0.5 }, seed: 7, fps: 30 });
    expect(await lookOf(asked({ grade: Grade.parse({ tintRatio: 0.2 }) }, film))).toMatchObject({
      grade: { warmthRatio: 0, tintRatio: 0.2 },
    });
  });

  test('holds a table that several shots name once', async () => {
    writeFileSync(join(folder, 'a.cube'), cubeText({ size: 2, dimensions: 3 }));
    const cubes: LookAsked['cubes'] = new Map();
    const looks = [];
    for (const lut of ['a.cube', './a.cube']) looks.push(await lookOf({ ...asked({ grade: Grade.parse({ lut }) }), cubes }));
    expect(looks[0]?.cube).toBeDefined();
    expect(looks[1]?.cube).toBe(looks[0]?.cube);
  });

  test('with a LUT that is missing, a folder, or no table is refused in a sentence', async () => {
    const refused = async (lut: string) => (await faultOf(lookOf(asked({ grade: Grade.parse({ lut }) })))) as Fault;
    expect((await refused('none.cube')).message).toContain('The LUT none.cube cannot be read: ENOENT');
    expect((await refused('.')).message).toContain('EISDIR');
    // A device or a pipe would be read for ever.
    expect((await refused('/dev/null')).message).toContain(process.platform === 'win32' ? 'ENOENT' : 'not a plain file');
    writeFileSync(join(folder, 'bad.cube'), 'LUT_3D_SIZE 2\n0 0 0\n1 1 x\n');
    const bad = await refused('bad.cube');
    expect(bad).toBeInstanceOf(Fault);
    expect(bad.message).toContain('bad.cube cannot be used, line 3: "1 1 x" is not three numbers');
  });
});

describe('a LUT', () => {
  /** Every grey, a ramp of each channel and of each pair of them, then colours from all over. */
  const colours = Uint8Array.from(
    [
      ...[
        [1, 1, 1],
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 1, 0],
        [0, 1, 1],
        [1, 0, 1],
      ].flatMap((way) => Array.from({ length: 256 }, (_, i) => way.map((on) => on * i))),
      ...Array.from({ length: 256 * 9 }, (_, i) => [0, 8, 16].map((shift) => (Math.imul(i + 1, 0x9e3779b1) >>> shift) & 255)),
    ].flat(),
  );

  test.each([
    { what: 'of 17³ colours', filter: 'lut3d=interp=tetrahedral', size: 17, dimensions: 3, head: '' },
    { what: 'of 33³ colours', filter: 'lut3d=interp=tetrahedral', size: 33, dimensions: 3, head: 'TITLE "x"\n' },
    {
      what: 'of 2³ colours with wide bounds',
      filter: 'lut3d=interp=tetrahedral',
      size: 2,
      dimensions: 3,
      head: 'DOMAIN_MIN 0 0 0\nDOMAIN_MAX 2 1.5 1\n',
    },
    { what: 'of one dimension', filter: 'lut1d=interp=linear', size: 16, dimensions: 1, head: '' },
  ] as const)('$what does what ffmpeg does, to 1/255', async ({ filter, size, dimensions, head }) => {
    writeFileSync(join(folder, 'a.cube'), cubeText({ size, dimensions, head }));
    const look = await lookOf(asked({ grade: Grade.parse({ lut: 'a.cube' }) }));
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24'];
    const theirs = execFileSync(
      locateFfmpeg({ env: process.env }).path,
      ['-v', 'error', ...raw, '-s', '256x16', '-i', '-', '-vf', `${filter}:file=a.cube,format=rgb24`, ...raw, '-'],
      { input: colours, cwd: folder },
    );
    expect(theirs).toHaveLength(colours.length);
    let worst = 0;
    for (let i = 0; i < colours.length; i += 3) {
      const [r = 0, g = 0, b = 0] = Array.from(colours.subarray(i, i + 3), (value) => value / 255);
      const ours = gradeColour([r, g, b], look ?? {});
      ours.forEach((value, k) => {
        worst = Math.max(worst, Math.abs(Math.round(value * 255) - (theirs[i + k] as number)));
      });
    }
    expect(worst).toBeLessThanOrEqual(1);
  });
});
