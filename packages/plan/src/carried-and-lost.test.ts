import { type Camera, MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { describe, expect, test } from 'vitest';
import { asMeant } from './camera/as-meant.ts';
import { compile } from './compile.ts';
import type { Answers, Facts, Plan, Refusal } from './plan.ts';

type Given = Readonly<{ model: string; camera?: Camera; shot?: object; facts?: Facts; answers?: Answers }>;

function outcomeOf(said: string, { model, camera, shot = {}, facts = {}, answers = {} }: Given): Plan | Refusal {
  const entry = catalogue().find(({ id }) => id === model);
  if (entry === undefined) throw new Error(`no ${model}`);
  const picture = entry.takes.needsBaseVideo ? {} : { picture: 'girl.png' };
  const rig = camera ?? MovesCamera.parse({ moves: parseCamera(said).moves });
  const given = { hasFileStore: true, ...(entry.takes.needsBaseVideo ? { baseVideo: 'take.mp4' } : {}), ...facts };
  return compile(Shot.parse({ ...picture, ...shot, camera: rig }), entry, { facts: given, answers });
}

function planOf(said: string, given: Given): Plan {
  const outcome = outcomeOf(said, given);
  if ('refused' in outcome) throw new Error(outcome.refused.text.en);
  return outcome;
}

const keyframes = (...points: readonly (readonly [number, number, number])[]): Camera =>
  Shot.parse({ camera: { keyframes: points.map((position, i) => ({ tSec: i, position, orientation: [0, 0, 0, 1] })) } }).camera;
const lossesOf = (plan: Plan, part: string) => plan.losses.filter((loss) => loss.part === part);
const carriersOf = (plan: Plan, part: string) => plan.carriers.filter((carrier) => carrier.part === part).map(({ by }) => by);

describe('what a control video carries', () => {
  test('a camera at rest is carried whole: nothing comes into view that the picture has not', () => {
    for (const said of ['', 'hold the camera still']) {
      const plan = planOf(said, { model: 'comfyui/wan-vace' });
      expect(plan.carriers).toContainEqual(expect.objectContaining({ by: 'control-video', part: expect.stringMatching(/^camera\.moves/) }));
      expect(plan.losses.filter(({ part }) => part.startsWith('camera.moves'))).toEqual([]);
    }
  });

  test('a path of keyframes is one thing, carried once and said once', () => {
    const plan = planOf('', { model: 'comfyui/wan-uni3c', camera: keyframes([0, 0, 0], [0.6, 0, -0.5], [1.2, 0, -1]) });
    expect(carriersOf(plan, 'camera.keyframes')).toEqual(['control-video']);
    expect(lossesOf(plan, 'camera.keyframes')).toMatchObject([{ severity: 'slight' }]);
  });

  test('focus is in no clip that is drawn sharp', () => {
    const camera = MovesCamera.parse({ focusM: 2, lensMm: 85, moves: parseCamera('pan right').moves });
    const plan = planOf('', { model: 'comfyui/wan-vace', camera });
    expect(carriersOf(plan, 'camera.lensMm')).toEqual(['control-video']);
    expect(lossesOf(plan, 'camera.focusM')).toMatchObject([{ kind: 'dropped' }]);
  });
});

describe('what poses carry', () => {
  test('turns and zooms need no scale, so none is lost', () => {
    for (const said of ['pan right 30 degrees', 'tilt up', 'roll clockwise 15 degrees', 'zoom in to 2x'])
      expect(lossesOf(planOf(said, { model: 'comfyui/wan-fun-camera-poses' }), 'camera.moves'), said).toEqual([]);
    expect(lossesOf(planOf('truck left', { model: 'comfyui/wan-fun-camera-poses' }), 'camera.moves')).toHaveLength(1);
  });

  test('a change of focus is no pose: it is said', () => {
    const plan = planOf('rack focus from 1 m to 6 m', { model: 'comfyui/wan-fun-camera-poses' });
    expect(carriersOf(plan, 'camera.moves.0')).toEqual(['words']);
    expect(plan.request.prompt).toBe('The camera racks focus from the foreground to the background.');
  });
});

describe('a camera that follows numbers and hears no words', () => {
  test('a re-shoot at rest is sent as a path that goes nowhere', () => {
    const { settings } = planOf('', { model: 'fal/lightx/recamera' }).request;
    expect(settings).toMatchObject({ camera: 'traj', trajectory: { theta: [0, 0, 0, 0, 0], radius: [1, 1, 1, 1, 1] } });
  });

  test('a path of keyframes that reaches it as five points is not said to be lost whole', () => {
    const plan = planOf('', { model: 'fal/lightx/recamera', camera: keyframes([0, 0, 0], [0, 0, -0.5], [0, 0, -1]) });
    expect(carriersOf(plan, 'camera.keyframes')).toEqual(['number']);
    expect(lossesOf(plan, 'camera.keyframes')).toMatchObject([
      { severity: 'notable', text: { en: expect.stringContaining('five points') } },
    ]);
  });

  test('moves beside the one that leads are lost, not merely said', () => {
    const plan = planOf('push in while panning left', { model: 'comfyui/wan-fun-camera' });
    expect(lossesOf(plan, 'camera.moves.1')).toMatchObject([{ kind: 'words', severity: 'severe' }]);
  });

  test.each(['comfyui/wan-fun-camera', 'comfyui/wan-fun-camera-poses', 'fal/lightx/recamera', 'comfyui/recammaster', 'jimeng/3.0-camera'])(
    '%s refuses a camera in words alone',
    (model) => {
      const outcome = outcomeOf('orbit right 30 degrees', { model, answers: { camera: 'words' } });
      expect(outcome).toMatchObject({ refused: { code: 'camera-needed' } });
    },
  );

  test('a sequence that cannot be split is refused, not run together', () => {
    const asked = { model: 'comfyui/recammaster', answers: { moves: 'split' } } as const;
    expect(outcomeOf('push in, then orbit left 30 degrees', asked)).toMatchObject({ refused: { code: 'too-many-moves' } });
    const merged = planOf('push in, then orbit left 30 degrees', { ...asked, answers: { moves: 'merge' } });
    expect(lossesOf(merged, 'camera.moves')).toMatchObject([{ text: { en: expect.stringContaining('runs through the whole take') } }]);
  });

  test('an even pace is no loss to who asked for one', () => {
    const even = (easing: string) => {
      const camera = MovesCamera.parse({ moves: [{ kind: 'truck', distanceM: 0.6, easing }] });
      return planOf('', { model: 'comfyui/wan-fun-camera', camera }).losses.filter(({ text }) => text.en.includes('even pace'));
    };
    expect(even('linear')).toEqual([]);
    expect(even('in-out')).toHaveLength(1);
  });
});

describe('tokens that leave something open', () => {
  test('a way that is not documented, and a framing, are said beside them', () => {
    const shot = { subject: 'A girl' };
    const promptOf = (said: string, model: string) => planOf(said, { model, shot }).request.prompt;
    expect(promptOf('roll clockwise', 'fal/pixverse-v4.5/image')).toBe('A girl. The camera rolls clockwise.');
    expect(promptOf('whip pan left', 'fal/pixverse-v4.5/image')).toBe('A girl. The camera whip-pans left.');
    expect(promptOf('push in to a close-up', 'fal/ltx-2-19b/image')).toBe('A girl. The camera pushes in to a close-up.');
    expect(promptOf('follow the subject to the right', 'fal/ltx-2-19b/image')).toBe('A girl. The camera follows the subject to the right.');
    expect(promptOf('truck left', 'fal/ltx-2-19b/image')).toBe('A girl.');
  });

  test('a quick push is the quick token, a slow one the smooth', () => {
    const cameraOf = (said: string) => planOf(said, { model: 'fal/pixverse-v4.5/image' }).request.camera;
    expect(cameraOf('quickly push in')).toMatchObject({ groups: [['quickly_zoom_in']] });
    expect(cameraOf('slowly push in')).toMatchObject({ groups: [['smooth_zoom_in']] });
  });
});

test('a reference clip is named as its model names it', () => {
  expect(planOf('pan right 30 degrees', { model: 'kling/v3-omni' }).request.prompt).toContain('<<<video_1>>>');
  expect(planOf('pan right 30 degrees', { model: 'minimax/h3' }).request.prompt).toContain('reference video 1');
});

test('a default negative prompt does not fight a change of focus or a motion blur', () => {
  const model = 'fal/ltx-2-19b/image';
  expect(planOf('rack focus from 1 m to 6 m', { model }).request.negativePrompt).not.toContain('background too sharp');
  expect(planOf('truck left', { model, shot: { shutter: {} } }).request.negativePrompt).not.toContain('motion blur');
});

test('what must not be seen is told apart by language too', () => {
  const plan = planOf('pan left', { model: 'google/veo-3.1', facts: { negativePrompt: '文字，水印' } });
  expect(lossesOf(plan, 'negativePrompt')).toMatchObject([{ aspects: ['language'] }]);
});

test('sides in steps keep the shape: the long side is the nearest to it', () => {
  const sizeOf = (model: string, aspectRatio: number) => {
    const camera = MovesCamera.parse({ aspectRatio });
    const { widthPx = 0, heightPx = 0 } = planOf('', {
      model,
      camera,
      facts: { frame: { widthPx: 1280, heightPx: 720, fps: 24 } },
    }).request;
    return [widthPx, heightPx];
  };
  expect(sizeOf('comfyui/wan-vace', 16 / 9)).toEqual([1280, 720]);
  expect(sizeOf('comfyui/wan-vace', 2.39)).toEqual([1456, 608]);
  expect(sizeOf('comfyui/ltx-2', 16 / 9)).toEqual([1248, 704]);
  expect(sizeOf('comfyui/ltx-2', 9 / 16)).toEqual([704, 1248]);
});

test('a push to a region says where in the frame, in both languages', () => {
  const push = (xRatio: number, yRatio: number) =>
    MovesCamera.parse({ moves: [{ kind: 'push-to', region: { xRatio, yRatio, widthRatio: 0.2, heightRatio: 0.2 } }] });
  const promptOf = (camera: Camera, language: 'en' | 'zh') =>
    planOf('', { model: 'kling/3.0', camera, answers: { language } }).request.prompt;
  expect(promptOf(push(0.7, 0.1), 'en')).toBe('The camera pushes in to a detail in the upper right of the frame.');
  expect(promptOf(push(0.7, 0.1), 'zh')).toBe('镜头推近到画面右上方的局部。');
  expect(promptOf(push(0.4, 0.4), 'en')).toBe('The camera pushes in to a detail in the middle of the frame.');
  expect(promptOf(push(0, 0.4), 'zh')).toBe('镜头推近到画面左侧的局部。');
});

test('a re-shoot goes past its subject by a target pose, and says that nobody documents how far', () => {
  const truck = planOf('truck right 1 m', { model: 'fal/lightx/recamera' });
  expect(truck.request.settings).toMatchObject({ camera: 'target', target_pose: [0, 0, 1, 0.333, 0] });
  expect(lossesOf(truck, 'camera.moves')).toMatchObject([{ severity: 'notable', aspects: ['direction', 'magnitude'] }]);
  const both = planOf('pedestal up 0.6 m while pushing in 1.5 m', { model: 'fal/lightx/recamera' });
  expect(both.request.settings).toMatchObject({ target_pose: [0, 0, 0.5, 0, 0.2] });
});

test('a side that somebody has looked at is turned round, and no longer doubted', () => {
  const settled = (side: string) => planOf('orbit right 30 degrees', { model: 'fal/lightx/recamera', facts: { dialect: { side } } });
  expect(settled('left').request.settings).toMatchObject({ trajectory: { theta: [0, -4.7, -15, -25.3, -30] } });
  expect(settled('right').request.settings).toMatchObject({ trajectory: { theta: [0, 4.7, 15, 25.3, 30] } });
  expect(settled('right').losses.filter(({ part }) => part === 'camera.moves')).toEqual([]);
});

test('a plain orbit is the same thirty degrees for every model of numbers', () => {
  expect(planOf('orbit left', { model: 'comfyui/recammaster' }).request.camera).toEqual({ dialect: 'orbit-degrees', angleDeg: -30 });
  expect(planOf('orbit left', { model: 'fal/lightx/recamera' }).request.settings).toMatchObject({
    trajectory: { theta: [0, -4.7, -15, -25.3, -30] },
  });
  expect(planOf('orbit left', { model: 'fal/qwen-image-edit-2509/angles' }).request.settings).toMatchObject({ rotate_right_left: 30 });
});

test('unrest that nobody measured stays as slight as it was said', () => {
  const camera = MovesCamera.parse({ moves: parseCamera('slight handheld shake').moves });
  expect(asMeant(camera)).toEqual(camera);
});

test('the picture is cut to the shape that is asked of the model, or the provider would crop it and the take once more', () => {
  const camera = MovesCamera.parse({ aspectRatio: 2.39 });
  const needOf = (model: string) => planOf('', { model, camera }).needs.find(({ kind }) => kind === 'picture');
  expect(needOf('google/veo-3.1')).toMatchObject({ aspect: '16:9' });
  expect(needOf('kling/v2.6')).toMatchObject({ aspect: '2.39:1' });
});

test('a picture that a film cannot begin with is named as only a reference', () => {
  expect(lossesOf(planOf('pan left', { model: 'wan/2.7/reference' }), 'picture')).toMatchObject([{ severity: 'notable' }]);
  expect(lossesOf(planOf('pan left', { model: 'wan/3.0' }), 'picture')).toEqual([]);
});
