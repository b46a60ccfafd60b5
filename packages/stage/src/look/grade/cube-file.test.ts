import { Fault, say } from '@fantascope/film';
import { describe, expect, it } from 'vitest';
import { readCube } from './cube-file.ts';

const corners = ['0 0 0', '1 0 0', '0 1 0', '1 1 0', '0 0 1', '1 0 1', '0 1 1', '1 1 1'];

function refusal(lines: readonly string[]): Fault {
  try {
    readCube(lines.join('\n'), 'a.cube');
  } catch (cause) {
    if (cause instanceof Fault) return cause;
    throw cause;
  }
  throw new Error('it was taken');
}

describe('a .cube file', () => {
  it('is read with its title, comments, bounds, any line ends and any way of writing a number', () => {
    const text = `\uFEFFTITLE "Warm # not a comment"\r\n# made by hand\r\n\r\nLUT_3D_SIZE 2\r\nDOMAIN_MIN 0 0 -0.5\r\nDOMAIN_MAX 1.0 2 1e0\r\n${corners.join('\r\n')}\r\n`;
    const cube = readCube(text.replace('1 0 0', ' +1.000\t.5e-1  -0 '), 'a.cube');
    expect(cube).toMatchObject({ dimensions: 3, size: 2, low: [0, 0, -0.5], high: [1, 2, 1] });
    expect([...cube.values.slice(0, 6)]).toEqual([0, 0, 0, 1, Math.fround(0.05), -0]);
    expect(cube.values).toHaveLength(24);
  });

  it('may be a curve for each channel, with the bounds as Resolve writes them', () => {
    expect(readCube('LUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE -0.1 1.5\n0 0 0\n1 1 1', 'a.cube')).toMatchObject({
      dimensions: 1,
      low: [-0.1, -0.1, -0.1],
      high: [1.5, 1.5, 1.5],
    });
  });

  it.each([
    ['no size', ['# only', '0 0 0'], 2, 'must come before'],
    ['nothing at all', [''], 1, 'must come before'],
    ['a size of 1', ['LUT_3D_SIZE 1'], 1, 'from 2 to 129'],
    ['a size that would fill the memory', ['LUT_3D_SIZE 4096'], 1, 'from 2 to 129'],
    ['a curve too long', ['LUT_1D_SIZE 65537'], 1, 'from 2 to 65536'],
    ['a size that is no number', ['', 'LUT_3D_SIZE lots'], 2, '"lots"'],
    ['two tables', ['LUT_3D_SIZE 2', 'LUT_1D_SIZE 2'], 2, 'second table'],
    ['two numbers', ['LUT_3D_SIZE 2', '0 0 0', '1 0'], 3, 'not three numbers'],
    ['a number that is none', ['LUT_3D_SIZE 2', '0 0 nan'], 2, 'not three numbers'],
    ['an infinite number', ['LUT_3D_SIZE 2', '0 0 1e999'], 2, 'not three numbers'],
    ['too few colours', ['LUT_3D_SIZE 2', ...corners.slice(1), ''], 8, '7 of 8'],
    ['too many colours', ['LUT_3D_SIZE 2', ...corners, '1 1 1'], 10, 'more than the 8'],
    ['an unknown word', ['LUT_3D_SIZE 2', 'LUT_4D_SIZE 2'], 2, 'LUT_4D_SIZE'],
    ['bounds after colours', ['LUT_3D_SIZE 2', '0 0 0', 'DOMAIN_MIN 0 0 0'], 3, 'after the first colour'],
    ['bounds the wrong way round', ['LUT_3D_SIZE 2', 'DOMAIN_MIN 0 2 0', ...corners], 10, 'DOMAIN_MIN must be below'],
    ['a picture', ['\u0089PNG'], 1, 'not a word'],
  ])('with %s is refused, and the line is named', (_, lines, line, problem) => {
    const fault = refusal(lines);
    expect(fault).toMatchObject({ code: 'stage.bad-cube', params: { path: 'a.cube', line } });
    expect(fault.message).toContain(problem);
    expect(say('zh', fault)).toMatch(/第 \d+ 行：.*\p{Script=Han}/u);
  });
});
