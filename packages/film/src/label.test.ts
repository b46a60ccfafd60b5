import { expect, test } from 'vitest';
import { LabelLevel, LabelPolicy, labelTags, labelText, leastLabel, saysEnough, sourceTypeOf, stricterPolicy } from './label.ts';

test('a policy asks for a written label always, where a model painted, or leaves it to the file’s data', () => {
  const least = LabelPolicy.options.map((policy) => [true, false].map((isGenerated) => leastLabel(policy, { isGenerated })));
  expect(least).toEqual([
    ['metadata', 'metadata'],
    ['opening', 'metadata'],
    ['opening', 'opening'],
  ]);
});

test('of a deployment’s and a project’s policy the stricter one holds, in either order', () => {
  for (const a of LabelPolicy.options)
    for (const b of LabelPolicy.options) {
      expect(stricterPolicy(a, b)).toBe(stricterPolicy(b, a));
      expect([a, b]).toContain(stricterPolicy(a, b));
    }
  expect(stricterPolicy('metadata', 'always')).toBe('always');
});

test('a level says enough where it says as much or more', () => {
  expect(LabelLevel.options.map((level) => saysEnough(level, 'opening'))).toEqual([false, true, true]);
});

test('the words name AI and what it did; the data has every field of the standard', () => {
  expect(labelText({ isGenerated: true }).zh).toMatch(/AI.*生成/);
  expect(labelText({ isGenerated: false }).zh).toMatch(/AI.*合成/);
  const { AIGC = '', DigitalSourceType } = labelTags({
    isGenerated: true,
    isTaken: true,
    isPainted: false,
    producer: 'Studio',
    produceId: 'job_1',
  });
  expect(JSON.parse(AIGC)).toEqual({
    Label: '1',
    ContentProducer: 'Studio',
    ProduceID: 'job_1',
    ReservedCode1: '',
    ContentPropagator: '',
    PropagateID: '',
    ReservedCode2: '',
  });
  expect(DigitalSourceType).toMatch(/compositeWithTrainedAlgorithmicMedia$/);
});

test('where a film comes from is told by what is seen in it', () => {
  const term = (isGenerated: boolean, isTaken: boolean, isPainted: boolean) =>
    sourceTypeOf({ isGenerated, isTaken, isPainted }).replace('http://cv.iptc.org/newscodes/digitalsourcetype/', '');
  expect(term(true, false, false)).toBe('trainedAlgorithmicMedia');
  for (const [isTaken, isPainted] of [
    [true, false],
    [false, true],
    [true, true],
  ] as const)
    expect(term(true, isTaken, isPainted)).toBe('compositeWithTrainedAlgorithmicMedia');
  expect(term(false, true, false)).toBe('algorithmicallyEnhanced');
  expect(term(false, true, true)).toBe('composite');
  expect(term(false, false, true)).toBe('algorithmicMedia');
  expect(term(false, false, false)).toBe('algorithmicMedia');
  const spoken = (isGenerated: boolean, isTaken: boolean) =>
    sourceTypeOf({ isGenerated, isTaken, isPainted: false, isSpokenByModel: true }).split('/').at(-1);
  expect([spoken(true, false), spoken(true, true), spoken(false, true), spoken(false, false)]).toEqual([
    'trainedAlgorithmicMedia',
    ...Array<string>(3).fill('compositeWithTrainedAlgorithmicMedia'),
  ]);
});
