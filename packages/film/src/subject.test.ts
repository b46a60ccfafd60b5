import { expect, test } from 'vitest';
import { MovesCamera } from './camera.ts';
import { Framing } from './move.ts';
import { framingCrop, subjectPoint } from './subject.ts';

const person = MovesCamera.parse({ subject: { xRatio: 0.4, yRatio: 0.2, widthRatio: 0.1, heightRatio: 0.7 } });
const thing = MovesCamera.parse({ subject: { xRatio: 0.5, yRatio: 0.5, widthRatio: 0.4, heightRatio: 0.3 } });

test('the subject stands at its distance, where its box is in the frame', () => {
  const [x, y, z] = subjectPoint(thing);
  expect([x, y, z]).toEqual([expect.closeTo(0.4 * (18 / 35) * 3, 12), expect.closeTo((-0.3 * (18 / 35) * 3) / (16 / 9), 12), -3]);
});

test('framing sizes grow from extreme close-up to extreme wide shot', () => {
  for (const camera of [person, thing]) {
    const sizes = Framing.options.map((framing) => framingCrop(camera, framing).sizeRatio);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(new Set(sizes).size).toBe(sizes.length);
  }
});

test('a tall box is a person: a close-up holds the head and not the feet, a long shot holds all', () => {
  const spanOf = (framing: Framing) => {
    const crop = framingCrop(person, framing);
    return [crop.centreYRatio - crop.sizeRatio / 2, crop.centreYRatio + crop.sizeRatio / 2] as const;
  };
  const [top, bottom] = spanOf('CU');
  expect(top).toBeLessThanOrEqual(0.2);
  expect(bottom).toBeLessThan(0.2 + 0.7 * 0.25);
  expect(spanOf('MS')[1]).toBeGreaterThan(0.2 + 0.7 * 0.45);
  expect(spanOf('LS')[0]).toBeLessThan(0.2);
  expect(spanOf('LS')[1]).toBeGreaterThan(0.9);
});

test('anything else is framed around its centre, and touches the frame in a medium close-up', () => {
  expect(framingCrop(thing, 'MCU')).toEqual({ centreXRatio: 0.7, centreYRatio: 0.65, sizeRatio: 0.4 });
  expect(framingCrop(thing, 'CU').sizeRatio).toBeLessThan(0.4);
});
