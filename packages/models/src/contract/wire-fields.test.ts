import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TakeRequest } from '../take-request.ts';
import type { Submission } from '../wire.ts';
import { wires } from '../wires/index.ts';
import type { WireCase } from './wire-case.ts';
import { settingOf, wireCases } from './wire-cases.ts';

const url = (name: string) => ({ url: `https://media.example.com/${name}` });
const png = { dataUri: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAUCAYAAAC07w7b' };

/** What is given for each field; the values that a truthiness test would lose come first. */
const given: { readonly [Field in Exclude<keyof TakeRequest, 'model' | 'settings'>]: readonly NonNullable<TakeRequest[Field]>[] } = {
  clientKey: ['take-1', '镜头十二'],
  prompt: ['', '镜头缓慢推近，雨夜的霓虹街', 'a "quoted" <prompt> & more'],
  negativePrompt: ['', '模糊'],
  lengthSec: [0, 5, 7.5],
  frames: [0, 121],
  fps: [0, 24],
  resolution: ['', '1080p'],
  widthPx: [0, 1280],
  heightPx: [0, 720],
  aspect: ['', '16:9'],
  seed: [0, 7],
  guidanceScale: [0, 0.5],
  firstFrame: [url('first.png'), png],
  paintMask: [url('anew.png'), png],
  lastFrame: [url('last.png'), png],
  references: [[], [url('one.png')], [url('one.png'), png]],
  referenceVideos: [[], [url('follow.mp4')]],
  referenceAudios: [[], [url('voice.mp3')]],
  baseVideo: [url('base.mp4')],
  control: [{ colour: url('c.mp4') }, { mask: url('m.mp4') }, { depth: url('d.mp4') }],
  extends: ['v77'],
  hasAudio: [false, true],
  camera: [
    { dialect: 'kling-axis', axis: 'zoom', value: 0 },
    { dialect: 'kling-axis', axis: 'zoom', value: -5 },
    { dialect: 'kling-preset', preset: 'forward_up' },
    { dialect: 'tokens', groups: [['dolly_in']] },
    { dialect: 'tokens', groups: [['Pan left', 'Pedestal up'], ['Zoom in']] },
    { dialect: 'wan-camera', pose: 'Pan Left', speed: 0 },
    { dialect: 'poses', text: '0 0.5 0.5' },
    { dialect: 'orbit-degrees', angleDeg: 0 },
    { dialect: 'locked' },
    { dialect: 'jimeng-template', template: 'robo_arm', strength: 'weak' },
    { dialect: 'viewpoint', horizontalDeg: 0, verticalDeg: -30, zoom: 0 },
  ],
  stillMask: [url('still.png')],
  motionMasks: [[{ mask: url('brush.png'), way: [{ xPx: 0, yPx: 0 }], heightPx: 20 }], [{ mask: png, way: [{ xPx: 1, yPx: 2 }] }]],
  shots: [[{ prompt: '', lengthSec: 3 }], [{ prompt: '雨', lengthSec: 4 }]],
  isPromptRewritten: [false, true],
  hasWatermark: [false, true],
  count: [0, 2],
  webhookUrl: ['https://studio.example.com/hook'],
};

type Field = keyof typeof given;

function submissionOf(wireCase: WireCase, fields: Partial<TakeRequest>): Partial<Submission> & Pick<Submission, 'dropped'> {
  const request = TakeRequest.parse({
    model: wireCase.model,
    ...(wireCase.settings === undefined ? {} : { settings: wireCase.settings }),
    ...fields,
  });
  return wires[wireCase.wire]?.submit(request, settingOf(wireCase)) ?? { dropped: [] };
}

const pathsOf = (field: Field, value: unknown) =>
  field === 'control' ? Object.keys(value as object).map((part) => `control.${part}`) : [field];

test('every wire has a case', () => {
  expect([...new Set(wireCases.map(({ wire }) => wire))].sort()).toEqual(Object.keys(wires).sort());
});

describe.each(wireCases.map((wireCase) => [`${wireCase.wire}, ${wireCase.name}`, wireCase] as const))('%s', (_, wireCase) => {
  const bare = JSON.stringify(submissionOf(wireCase, {}).http);

  test.each(Object.keys(given) as Field[])('%s is in the request or named as dropped, whatever its value', (field) => {
    for (const value of given[field]) {
      const { http, dropped } = submissionOf(wireCase, { [field]: value });
      const isNamed = pathsOf(field, value).every((path) => dropped.includes(path));
      // An empty list has nothing to carry, and some protocols leave the empty list out.
      const isNothing = Array.isArray(value) && value.length === 0;
      if (!isNamed && !isNothing)
        expect(JSON.stringify(http), `${field} = ${JSON.stringify(value)} is neither sent nor named`).not.toBe(bare);
      const text = JSON.stringify(value);
      if (isNamed && typeof value === 'string' && !bare.includes(value))
        expect(JSON.stringify(http), `${field} is named and sent`).not.toContain(text);
    }
  });

  test('a field is not dropped because it is 0, empty or false', () => {
    for (const field of Object.keys(given) as Field[]) {
      const plain = given[field].filter((value) => typeof value !== 'object');
      const isDropped = plain.map((value) => submissionOf(wireCase, { [field]: value }).dropped.includes(field));
      expect(new Set(isDropped).size, field).toBeLessThanOrEqual(1);
    }
  });

  test('texts arrive as they are', () => {
    const prompt = '镜头缓慢推近，雨夜的霓虹街';
    const { http, dropped } = submissionOf(wireCase, { prompt });
    if (!dropped.includes('prompt')) expect(JSON.stringify(http)).toContain(prompt);
  });

  test('any two fields together are each sent or named, or refused as a combination', () => {
    const names = Object.keys(given) as Field[];
    const one = fc.constantFrom(...names).chain((field) => fc.constantFrom(...given[field]).map((value) => [field, value] as const));
    fc.assert(
      fc.property(one, one, ([field, value], [other, otherValue]) => {
        if (field === other) return;
        try {
          const both = submissionOf(wireCase, { [field]: value, [other]: otherValue });
          const alone = submissionOf(wireCase, { [other]: otherValue });
          const isNamed = pathsOf(field, value).every((path) => both.dropped.includes(path));
          const isNothing = Array.isArray(value) && value.length === 0;
          if (!isNamed && !isNothing) expect(JSON.stringify(both.http)).not.toBe(JSON.stringify(alone.http));
        } catch (error) {
          expect((error as { code?: string }).code).toBe('models.bad-request');
        }
      }),
      { numRuns: 60 },
    );
  });
});
