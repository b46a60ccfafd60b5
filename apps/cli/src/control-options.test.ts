import { Fault } from '@fantascope/film';
import { expect, test } from 'vitest';
import { type ControlOptions, checkControlOptions } from './control-options.ts';

function codeOf(options: Partial<ControlOptions>, files: readonly (string | undefined)[] = []): string {
  try {
    checkControlOptions({ controlDepth: 'png', ...options }, files);
    return 'taken';
  } catch (cause) {
    if (cause instanceof Fault) return `${cause.code} ${String(cause.params.command ?? cause.params.path)}`;
    throw cause;
  }
}

test('what is said of a control package without its folder is refused, not dropped', () => {
  expect(codeOf({})).toBe('taken');
  expect(codeOf({ controlFrames: 49 })).toBe('cli.missing shoot --control-frames');
  expect(codeOf({ controlSize: { widthPx: 832, heightPx: 480 } })).toBe('cli.missing shoot --control-size');
  expect(codeOf({ controlDepth: 'exr' })).toBe('cli.missing shoot --control-depth');
  expect(codeOf({ control: 'package', controlFrames: 49, controlDepth: 'exr' })).toBe('taken');
});

test("a file inside the package's folder is refused, one beside it is not", () => {
  const folder = { control: 'out/package' };
  expect(codeOf(folder, ['out/package/shot.mp4'])).toBe('cli.control-holds out/package/shot.mp4');
  expect(codeOf(folder, [undefined, './out/package/more/poses.txt'])).toBe('cli.control-holds ./out/package/more/poses.txt');
  expect(codeOf(folder, ['out/package/'])).toBe('cli.control-holds out/package/');
  expect(codeOf(folder, ['out/package.mp4', 'out/..package/x.txt', 'shot.mp4'])).toBe('taken');
  expect(codeOf({ control: 'a' }, ['..a/x.mp4'])).toBe('taken');
});
