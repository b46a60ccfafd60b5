import { Grade } from '@fantascope/film';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { addLookOptions, type LookOptions, lookFiles, lookParts } from './look-options.ts';
import type { Setting } from './setting.ts';
import { en } from './text/en.ts';
import { zh } from './text/zh.ts';

function read(words: readonly string[]): LookOptions {
  const command = new Command().exitOverride();
  addLookOptions(command, { door: { text: en } } as unknown as Setting);
  return command.parse(words, { from: 'user' }).opts();
}

describe('the flags of a grade', () => {
  test('become the parts of a grade, negative numbers and zeros included', () => {
    const told =
      '--exposure 0 --warmth -0.5 --tint -1 --contrast .25 --saturation -1 --lut a.cube --lut-ratio 0 --vignette 0.4 --grain 0.1 --letterbox 2.39';
    const { grade } = lookParts(read(told.split(' ')));
    expect(grade).toEqual({
      exposureStops: 0,
      warmthRatio: -0.5,
      tintRatio: -1,
      contrastRatio: 0.25,
      saturationRatio: -1,
      lut: 'a.cube',
      lutRatio: 0,
      vignetteRatio: 0.4,
      grainRatio: 0.1,
      letterboxAspectRatio: 2.39,
    });
    expect(Object.keys(Grade.shape).sort()).toEqual(Object.keys(grade ?? {}).sort());
    expect(lookFiles(read(['--lut', 'a.cube']))).toEqual(['a.cube']);
  });

  test('ask for no grade where none is given', () => {
    expect(lookParts(read([]))).not.toHaveProperty('grade');
  });

  test.each([
    ['--exposure', '9', '-8–8'],
    ['--warmth', 'warm', '-1–1'],
    ['--letterbox', '0', '0.2–5'],
    ['--grain', '', '0–1'],
  ])('%s "%s" is refused with what it takes', (flag, value, takes) => {
    expect(() => read([flag, value])).toThrow(takes);
  });

  test('are explained in both languages', () => {
    for (const word of Object.keys(en.look) as (keyof typeof en.look)[]) {
      expect(en.look[word]).not.toMatch(/\p{Script=Han}/u);
      expect(zh.look[word]).toMatch(/\p{Script=Han}/u);
    }
  });

  test('take an opening with the shape of its lights, and no shape without an opening', () => {
    expect(lookParts(read(['--fstop', '2'])).aperture).toEqual({ fStop: 2, shape: 'disc', highlightRatio: 1 });
    expect(lookParts(read(['--fstop', '1.4', '--bokeh', 'hexagon'])).aperture).toEqual({ fStop: 1.4, shape: 'hexagon', highlightRatio: 1 });
    expect(lookParts(read([]))).not.toHaveProperty('aperture');
    expect(() => lookParts(read(['--bokeh', 'disc']))).toThrow('--fstop');
    expect(() => read(['--fstop', '0'])).toThrow('--fstop');
    expect(() => read(['--bokeh', 'star'])).toThrow('--bokeh');
  });
});
