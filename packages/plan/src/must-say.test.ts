import { type Camera, MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import type { Answers, Plan, Refusal } from './plan.ts';

type Given = Readonly<{ model: string; shot?: Readonly<Record<string, unknown>>; rig?: Partial<Camera>; answers?: Answers }>;

function outcomeOf(said: string, { model, shot = {}, rig = {}, answers = {} }: Given): Plan | Refusal {
  const entry = catalogue().find(({ id }) => id === model);
  if (entry === undefined) throw new Error(`no ${model}`);
  return compile(Shot.parse({ camera: MovesCamera.parse({ ...rig, moves: parseCamera(said).moves }), ...shot }), entry, { answers });
}
const picture = 'girl.png';

describe('a model that takes no request without a prompt', () => {
  test('is sent what its camera does, where the shot has no words, and the plan says so', () => {
    expect(outcomeOf('pan left', { model: 'kling/v1/text' })).toMatchObject({
      request: { prompt: 'The camera pans left.', camera: { axis: 'pan' } },
      losses: expect.arrayContaining([expect.objectContaining({ part: 'camera.moves', kind: 'words', aspects: ['content'] })]),
    });
  });

  test('is sent the shot’s own words alone, where it has some', () => {
    const plan = outcomeOf('pan left', { model: 'kling/v1/text', shot: { subject: 'A tower' } });
    expect(plan).toMatchObject({ request: { prompt: 'A tower.' } });
  });

  test('is told that nothing moves, where nothing does', () => {
    const plan = outcomeOf('', { model: 'fal/pixverse-v4.5/image', shot: { picture } });
    expect(plan).toMatchObject({ request: { prompt: 'Static shot, the camera is locked off.' } });
  });

  test('one that needs none is sent none', () => {
    expect(outcomeOf('pan left', { model: 'kling/v1.5/image', shot: { picture } })).not.toHaveProperty('request.prompt');
  });
});

test.each(['jimeng/3.0-camera', 'fal/qwen-image-edit-2509/angles', 'comfyui/wan-vace'])(
  '%s refuses a camera in words alone, and names the way out',
  (model) => {
    const outcome = outcomeOf('orbit right 30 degrees', { model, shot: { picture, subject: '女孩' }, answers: { camera: 'words' } });
    expect(outcome).toMatchObject({ refused: { code: 'camera-needed', text: { en: expect.stringContaining('strongest carrier') } } });
  },
);

test('an endpoint without a prompt is sent none, and every text is named as lost', () => {
  const shot = { picture, subject: 'A girl', action: 'turns round' };
  const plan = outcomeOf('orbit right 30 degrees', { model: 'fal/qwen-image-edit-2509/angles', shot });
  expect(plan).not.toHaveProperty('request.prompt');
  expect(plan).toMatchObject({
    losses: expect.arrayContaining([
      expect.objectContaining({ part: 'subject', severity: 'slight' }),
      expect.objectContaining({ part: 'action', severity: 'severe' }),
    ]),
  });
});

test('a clip that is changed keeps its length and shape where its model says so, and neither is asked for', () => {
  const entry = catalogue().find(({ id }) => id === 'luma/ray-3.2');
  if (entry === undefined) throw new Error('no luma/ray-3.2');
  const plan = compile(Shot.parse({ subject: 'a girl', camera: { moves: [] } }), entry, { facts: { baseVideo: 'take.mp4' } });
  expect(plan).not.toHaveProperty('request.lengthSec');
  expect(plan).not.toHaveProperty('request.aspect');
  expect(plan).toMatchObject({
    losses: expect.arrayContaining([
      expect.objectContaining({ part: 'camera.lengthSec', kind: 'dropped' }),
      expect.objectContaining({ part: 'camera.aspectRatio', kind: 'dropped' }),
    ]),
  });
});

test('Luma Ray 3.2 makes ten seconds from text, and five from a frame', () => {
  const rig = { lengthSec: 10 };
  expect(outcomeOf('truck left', { model: 'luma/ray-3.2', rig })).toMatchObject({ request: { lengthSec: 10 } });
  expect(outcomeOf('truck left', { model: 'luma/ray-3.2', rig, shot: { picture } })).toMatchObject({
    request: { lengthSec: 5 },
    losses: expect.arrayContaining([expect.objectContaining({ part: 'camera.lengthSec', kind: 'quantised' })]),
  });
});
