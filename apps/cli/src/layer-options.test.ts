import { expect, test } from 'vitest';
import { readNearer, readYaml } from './layer-options.ts';

test('--nearer takes a layer and a ratio, once or more often', () => {
  expect(readNearer('subject=1.3')).toEqual([{ layer: 'subject', nearerRatio: 1.3 }]);
  expect(readNearer(' a=b =0.5', readNearer('1=2'))).toEqual([
    { layer: '1', nearerRatio: 2 },
    { layer: 'a=b', nearerRatio: 0.5 },
  ]);
});

test.each(['subject', 'subject=', '=2', 'subject=0', 'subject=17', 'subject=near'])('--nearer does not take "%s"', (value) => {
  expect(() => readNearer(value)).toThrow(/--nearer does not take/);
});

test('YAML is read, with its own words for what is none', async () => {
  expect(await readYaml('a: [1, 2]')).toEqual({ a: [1, 2] });
  await expect((async () => await readYaml('a: ['))()).rejects.toThrow();
});
