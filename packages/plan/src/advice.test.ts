import { MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { expect, test } from 'vitest';
import { adviceOf } from './advice.ts';
import { compile } from './compile.ts';

function advice(said: string, model: string, rest: object = {}): string {
  const entry = catalogue().find(({ id }) => id === model);
  if (entry === undefined) throw new Error(`no ${model}`);
  const shot = Shot.parse({ camera: MovesCamera.parse({ moves: parseCamera(said).moves }), ...rest });
  return adviceOf(compile(shot, entry), { shot, entry }).en;
}

const picture = { picture: 'girl.png' };

test.each([
  ['a sequence in words is to be split', 'push in, then pan left', 'kling/v3', picture, 'split: one move a take'],
  ['moves at once cannot be split', 'pan left while tilting up', 'fal/pixverse-v4.5/image', picture, 'compare several takes'],
  ['a model that a picture would lead asks for one', 'pan left', 'fal/wan-vace-14b', {}, 'give a picture to lead it'],
  ['nothing acts on the stage', 'pan left', 'fantascope/stage', { ...picture, action: 'turns' }, 'figures will not move'],
  ['what is exact is shot as it is', 'pan left', 'fantascope/stage', picture, 'shoot it as it is'],
  ['a prompt that only had to be filled is nothing to compare takes for', 'pan left', 'kling/v1/text', {}, 'shoot it as it is'],
  ['a model whose files need a place asks for one', 'pan left', 'luma/ray-2', picture, 'needs a place for files'],
  ['a dead model says since when', 'pan left', 'openai/sora-2', picture, 'gone since 2026-09-24'],
  [
    'a text the model does not read is translated first',
    'static',
    'google/veo-3.1',
    { ...picture, subject: '女孩' },
    'translate the text first',
  ],
])('%s', (_, said, model, rest, told) => {
  expect(advice(said, model, rest)).toBe(told);
});
