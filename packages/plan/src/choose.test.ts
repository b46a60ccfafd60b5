import { MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { expect, test } from 'vitest';
import { choose } from './choose.ts';
import { isRefusal } from './compile.ts';

const shotOf = (said: string, picture?: string) =>
  Shot.parse({ camera: MovesCamera.parse({ moves: parseCamera(said).moves }), ...(picture === undefined ? {} : { picture }) });
const exact = shotOf('push in 0.5 m, then orbit left 10 degrees', 'girl.png');

test('what obeys the camera is what holds it by numbers, then by a control video, and words come last', () => {
  const ids = choose(exact, catalogue(), { goal: 'obeys camera', facts: { hasFileStore: true } }).map(({ model }) => model);
  expect(ids[0]).toBe('fantascope/stage');
  expect(ids.indexOf('comfyui/wan-vace')).toBeLessThan(ids.indexOf('seedance/2.0'));
  expect(ids.indexOf('seedance/2.0')).toBeLessThan(ids.indexOf('kling/v3'));
});

test('an action counts against what invents no motion', () => {
  const acted = Shot.parse({ ...exact, action: 'turns round' });
  const place = (shot: Shot) =>
    choose(shot, catalogue(), { goal: 'balanced' }).find(({ model }) => model === 'fantascope/stage')?.scoreRatio ?? 0;
  expect(place(acted)).toBeLessThan(place(exact));
});

test('the cheapest with a known price stands before what nobody knows the price of', () => {
  const priced = catalogue().filter(({ id }) => ['kling/v2.5-turbo', 'kling/v3', 'google/veo-3.1'].includes(id));
  expect(choose(exact, priced, { goal: 'cheapest' }).map(({ model }) => model)).toEqual(['kling/v2.5-turbo', 'google/veo-3.1', 'kling/v3']);
});

test('one’s own ratings move a model up', () => {
  const two = catalogue().filter(({ id }) => ['kling/v3', 'kling/v1.6'].includes(id));
  expect(choose(exact, two, { goal: 'balanced', ratings: { 'kling/v3': 0.9, 'kling/v1.6': 0.2 } })[0]?.model).toBe('kling/v3');
  expect(choose(exact, two, { goal: 'balanced', ratings: { 'kling/v3': 0.2, 'kling/v1.6': 0.9 } })[0]?.model).toBe('kling/v1.6');
});

test('refusals and stills come last, and every model says why in one line of both languages', () => {
  const ranked = choose(exact, catalogue(), { goal: 'fastest' });
  const firstRefusal = ranked.findIndex(({ plan }) => isRefusal(plan));
  expect(ranked.slice(firstRefusal).every(({ plan }) => isRefusal(plan))).toBe(true);
  for (const { why, model } of ranked) expect(why.en.length > 3 && why.zh.length > 1 && !why.en.includes('\n'), model).toBe(true);
});
