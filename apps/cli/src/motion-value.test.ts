import { expect, it } from 'vitest';
import { readMotion } from './motion-value.ts';

it.each([
  ['flow:sky.png:10', { kind: 'flow', place: { mask: 'sky.png' }, towardDeg: 10 }],
  ['sway:subject', { kind: 'sway', place: { matte: 'subject' }, towardDeg: 0 }],
  ['drift:background:-90:0.02', { kind: 'drift', place: { matte: 'background' }, towardDeg: -90, amountRatio: 0.02 }],
  [
    'flicker:0.2,.1,0.5,0.4:0:0.3',
    { kind: 'flicker', place: { region: { xRatio: 0.2, yRatio: 0.1, widthRatio: 0.5, heightRatio: 0.4 } }, towardDeg: 0, amountRatio: 0.3 },
  ],
  ['flow:C:\\pictures\\sky.png:45', { kind: 'flow', place: { mask: 'C:\\pictures\\sky.png' }, towardDeg: 45 }],
])('reads %s', (value, motion) => {
  expect(readMotion(value)).toEqual([{ ...motion, loopSec: 4 }]);
});

it('reads motions one after the other', () => {
  expect(readMotion('sway:subject', readMotion('flow:sky.png')).map(({ kind }) => kind)).toEqual(['flow', 'sway']);
});

it.each(['flow', 'flow:', 'melt:subject', 'sway:subject:400', 'flicker:0.9,0,0.5,0.5', 'sway:subject:0:2'])('refuses %s', (value) => {
  expect(() => readMotion(value)).toThrowError(expect.objectContaining({ code: 'cli.bad-value' }));
});
