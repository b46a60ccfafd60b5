import { MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { type CatalogueEntry, catalogue, type NativeCamera, type TakeRequest, wires } from '@fantascope/models';
import { describe, expect, test } from 'vitest';
import { compile, isRefusal } from './compile.ts';
import type { Answers, Facts, Plan } from './plan.ts';
import { tellingShots } from './snapshots/telling-shots.ts';
import { planOf } from './snapshots/write-snapshot.ts';

type Given = Readonly<{ model: string; facts?: Facts; answers?: Answers; rig?: object; shot?: object }>;

function entryOf(model: string): CatalogueEntry {
  const entry = catalogue().find(({ id }) => id === model);
  if (entry === undefined) throw new Error(`no ${model}`);
  return entry;
}

function planned(said: string, { model, facts = {}, answers = {}, rig = {}, shot = {} }: Given): Plan {
  const entry = entryOf(model);
  const picture = entry.takes.firstFrame === 'none' ? {} : { picture: 'girl.png' };
  const whole = Shot.parse({ camera: MovesCamera.parse({ ...rig, moves: parseCamera(said).moves }), ...picture, ...shot });
  const plan = compile(whole, entry, {
    facts: { hasFileStore: true, ...(entry.takes.needsBaseVideo ? { baseVideo: 'take.mp4' } : {}), ...facts },
    answers,
  });
  if (isRefusal(plan)) throw new Error(`${model} refuses: ${plan.refused.text.en}`);
  return plan;
}

const carriedBy = (said: string, given: Given) => planned(said, given).carriers.find(({ part }) => part === 'camera.moves.0')?.by;

/** What the plan's wire would post, its files at addresses. */
function posted(said: string, given: Given): unknown {
  const entry = entryOf(given.model);
  const { settings, ...fields } = planned(said, given).request;
  const request = JSON.parse(JSON.stringify(fields).replaceAll('"need:', '"https://files.example/')) as TakeRequest;
  const dialect = Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value]));
  const { baseUrl = 'https://provider.example' } = entry;
  const address = entry.wire === 'vertex-veo' ? `${baseUrl}/projects/film/locations/us-central1` : baseUrl;
  return wires[entry.wire]?.submit({ ...request, ...(settings === undefined ? {} : { settings }) }, { baseUrl: address, dialect }).http
    .json;
}

const cameraOf = (said: string, model: string, facts: Facts = {}): NativeCamera | undefined =>
  planned(said, { model, facts }).request.camera;
const settingsOf = (said: string, model: string): TakeRequest['settings'] => planned(said, { model }).request.settings;

describe('the traps of labels and signs (providers.md §5.3)', () => {
  test('Kling zoom is a width: zooming in is negative', () => {
    expect(cameraOf('zoom in to 1.5x', 'kling/v1.5/image')).toEqual({ dialect: 'kling-axis', axis: 'zoom', value: -6 });
    expect(cameraOf('zoom out to 0.5x', 'kling/v1/text')).toEqual({ dialect: 'kling-axis', axis: 'zoom', value: 10 });
  });

  test('Kling pan and tilt keep their names in the modern dialect and change places in that of 2024, and the plan says so', () => {
    const old: Facts = { dialect: { panTilt: '2024' } };
    expect(cameraOf('pan right 30 degrees', 'kling/v1/text')).toMatchObject({ axis: 'pan', value: 7 });
    expect(cameraOf('pan right 30 degrees', 'kling/v1/text', old)).toMatchObject({ axis: 'tilt', value: 7 });
    expect(cameraOf('tilt down 20 degrees', 'kling/v1/text')).toMatchObject({ axis: 'tilt', value: -7 });
    expect(cameraOf('tilt down 20 degrees', 'kling/v1/text', old)).toMatchObject({ axis: 'pan', value: -7 });
    const { losses } = planned('pan left', { model: 'kling/v1/text' });
    expect(losses).toContainEqual(expect.objectContaining({ part: 'camera.moves.0', aspects: ['direction'], severity: 'slight' }));
  });

  test('Kling on fal has the same axes and signs', () => {
    expect(cameraOf('zoom in to 2x', 'fal/kling-v1-standard/text')).toEqual({ dialect: 'kling-axis', axis: 'zoom', value: -10 });
    expect(cameraOf('truck left', 'fal/kling-v1-standard/text')).toEqual({ dialect: 'kling-axis', axis: 'horizontal', value: -5 });
  });

  test('Kling numbers are one axis, whole steps, never nought and never beyond ten', () => {
    expect(cameraOf('roll clockwise 1 degree', 'kling/v1/text')).toMatchObject({ axis: 'roll', value: 1 });
    expect(cameraOf('roll counterclockwise 300 degrees', 'kling/v1/text')).toMatchObject({ axis: 'roll', value: -10 });
  });

  test('ComfyUI "Pan" is a truck and a pedestal, and a pan of ours is nothing it knows', () => {
    expect(cameraOf('truck left', 'comfyui/wan-fun-camera')).toMatchObject({ pose: 'Pan Left' });
    expect(cameraOf('pedestal up', 'comfyui/wan-fun-camera')).toMatchObject({ pose: 'Pan Up' });
    expect(() => planned('pan left', { model: 'comfyui/wan-fun-camera' })).toThrow('knows only a few camera moves');
  });

  test('ComfyUI "Zoom" is a dolly, and a zoom of ours is nothing it knows', () => {
    expect(cameraOf('dolly in 1.5 m', 'comfyui/wan-fun-camera')).toEqual({ dialect: 'wan-camera', pose: 'Zoom In', speed: 0.5 });
    expect(() => planned('zoom in', { model: 'comfyui/wan-fun-camera' })).toThrow('knows only a few camera moves');
  });

  test('ComfyUI speed 1 is 60° of a roll, so that degrees are exact', () => {
    expect(cameraOf('roll clockwise 90 degrees', 'comfyui/wan-fun-camera')).toEqual({
      dialect: 'wan-camera',
      pose: 'ClockWise (CW)',
      speed: 1.5,
    });
    expect(cameraOf('roll counterclockwise 30 degrees', 'comfyui/wan-fun-camera')).toMatchObject({
      pose: 'Anti Clockwise (ACW)',
      speed: 0.5,
    });
  });

  test('LTX dolly_left is a truck to the left', () => {
    expect(cameraOf('truck left', 'fal/ltx-2-19b/image')).toEqual({ dialect: 'tokens', groups: [['dolly_left']] });
    expect(cameraOf('dolly in', 'fal/ltx-2-19b/image')).toEqual({ dialect: 'tokens', groups: [['dolly_in']] });
  });

  test('LTX does not fight a handheld camera with a negative prompt of its own', () => {
    expect(planned('handheld shake', { model: 'fal/ltx-2-19b/image' }).request.negativePrompt).toBe(
      'tilted camera, motion blur, background too sharp',
    );
    expect(planned('dolly in', { model: 'fal/ltx-2-19b/image' }).request.negativePrompt).toBeUndefined();
    expect(planned('roll clockwise', { model: 'fal/ltx-2-19b/image' }).request.negativePrompt).not.toContain('tilted camera');
  });

  test('qwen-2509 turns left with a positive number', () => {
    expect(settingsOf('orbit left 30 degrees', 'fal/qwen-image-edit-2509/angles')).toMatchObject({ rotate_right_left: 30 });
    expect(settingsOf('orbit right 30 degrees', 'fal/qwen-image-edit-2509/angles')).toMatchObject({ rotate_right_left: -30 });
  });

  test('qwen-2509 looks from above with a negative number, qwen-2511 with a positive one', () => {
    expect(settingsOf('crane up 3 m', 'fal/qwen-image-edit-2509/angles')).toMatchObject({ vertical_angle: -0.5 });
    expect(cameraOf('crane up 3 m', 'fal/qwen-image-edit-2511/angles')).toMatchObject({ verticalDeg: 45 });
  });

  test('qwen-2511 counts the circle from 0 to 360 to its right', () => {
    expect(cameraOf('orbit right 30 degrees', 'fal/qwen-image-edit-2511/angles')).toMatchObject({ horizontalDeg: 30 });
    expect(cameraOf('orbit left 30 degrees', 'fal/qwen-image-edit-2511/angles')).toMatchObject({ horizontalDeg: 330 });
  });

  test('ReCamMaster degrees are positive counter-clockwise seen from above, which is to the camera’s right', () => {
    expect(cameraOf('orbit right 30 degrees', 'comfyui/recammaster')).toEqual({ dialect: 'orbit-degrees', angleDeg: 30 });
    expect(cameraOf('orbit left 30 degrees', 'comfyui/recammaster')).toEqual({ dialect: 'orbit-degrees', angleDeg: -30 });
  });

  test('MiniMax circles to the left by going left and looking right, in one bracket', () => {
    expect(planned('orbit left', { model: 'minimax/hailuo-02' }).request.prompt).toBe('[Truck left,Pan right]');
    expect(planned('先推近，再左摇', { model: 'minimax/hailuo-02' }).request.prompt).toBe('[Push in] [Pan left]');
  });

  test('Kling counts a mask’s points from the bottom left, the picture its own from the top left', () => {
    const motion = { kind: 'drift', place: { mask: 'm.png' }, towardDeg: 90 };
    const { request } = planned('hold still', {
      model: 'kling/v1.5/image',
      facts: { pictureSizePx: { widthPx: 1000, heightPx: 800 } },
      shot: { motions: [motion] },
    });
    const way = request.motionMasks?.[0]?.way ?? [];
    expect(way[1]?.yPx).toBeLessThan(way[0]?.yPx ?? 0);
    const url = { url: 'https://files.example/m.png' };
    const sent = wires['kling-v1']?.submit(
      { ...request, firstFrame: url, motionMasks: [{ mask: url, way, heightPx: 800 }] },
      { baseUrl: 'https://kling.example', dialect: {} },
    ).http.json;
    expect(sent).toMatchObject({ dynamic_masks: [{ trajectories: way.map(({ xPx, yPx }) => ({ x: xPx, y: 800 - yPx })) }] });
  });
});

describe('the strongest carrier first', () => {
  test('a number, then a token, then a last frame, then words', () => {
    const model = 'kling/v1.5/image';
    expect(carriedBy('pan right 10 degrees', { model })).toBe('number');
    expect(carriedBy('orbit left 10 degrees', { model })).toBe('token');
    expect(carriedBy('dolly in 0.6 m', { model })).toBe('frame-pair');
    expect(carriedBy('dolly in', { model })).toBe('words');
  });

  test('a reference clip before a last frame, where it can stand beside the first', () => {
    expect(carriedBy('dolly in 0.6 m', { model: 'kling/v3-omni' })).toBe('reference-video');
    expect(carriedBy('dolly in 0.6 m', { model: 'seedance/2.0' })).toBe('frame-pair');
  });

  test('a control video before words, whatever the moves', () => {
    expect(carriedBy('first push in, then pan left', { model: 'comfyui/wan-vace' })).toBe('control-video');
  });

  test('what a token does not hold is said as well: the framing of a push, the speed of a whip', () => {
    expect(planned('push in to a close-up', { model: 'luma/ray-2' }).request).toMatchObject({
      camera: { groups: [['push_in']] },
      prompt: 'The camera pushes in to a close-up.',
    });
    expect(planned('whip pan left', { model: 'kling/v1.5/image' }).request).toMatchObject({
      camera: { axis: 'pan', value: -10 },
      prompt: 'The camera whip-pans left.',
    });
    expect(planned('whip pan left', { model: 'minimax/hailuo-02' }).request.prompt).toBe('[Pan left] The camera whip-pans left.');
  });
});

describe('rewriters off when the camera matters', () => {
  test('for every model whose rewriter can be off, and no model rewords always', () => {
    for (const entry of catalogue()) {
      if (entry.prompt.rewriter !== 'can-be-off') continue;
      const said = entry.camera === 'wan-camera' || entry.camera === 'recammaster' ? 'dolly in' : 'pan left';
      expect(planned(said, { model: entry.id }).request.isPromptRewritten, entry.id).toBe(false);
    }
    expect(catalogue().filter(({ prompt }) => prompt.rewriter === 'always')).toEqual([]);
  });

  test.each([
    ['MiniMax prompt_optimizer', 'minimax/hailuo-02', { prompt_optimizer: false }],
    ['MiniMax prompt_optimizer on fal', 'fal/minimax-video-01-director/text', { prompt_optimizer: false }],
    ['Wan prompt_extend', 'wan/2.7/text', { parameters: { prompt_extend: false } }],
    ['Veo enhancePrompt', 'google/veo-3.1', { parameters: { enhancePrompt: false } }],
    ['LTX enable_prompt_expansion', 'fal/ltx-2-19b/image', { enable_prompt_expansion: false }],
  ])('%s is false', (_, model, body) => {
    expect(posted('pan left', { model })).toMatchObject(body);
  });

  test('Seedream optimize_prompt_options is standard', () => {
    expect(posted('', { model: 'seedream/5.0', shot: { subject: 'A girl' } })).toMatchObject({
      optimize_prompt_options: { mode: 'standard' },
    });
  });
});

describe('lengths, shapes and sizes are the model’s own, and what changes is said', () => {
  const lengthOf = (lengthSec: number, given: Given) => planned('pan left', { ...given, rig: { lengthSec } }).request.lengthSec;

  test.each([
    ['Veo makes 4, 6 or 8 s', 'google/veo-3.1', [3, 4, 5, 7, 12], [4, 4, 6, 8, 8]],
    ['Ray 2 makes 5 or 9 s', 'luma/ray-2', [4, 6, 7, 8, 12], [5, 5, 9, 9, 9]],
    ['Hailuo makes 6 or 10 s', 'minimax/hailuo-02', [5, 7, 8, 9], [6, 6, 10, 10]],
    ['Wan 2.7 makes 2 to 15 s', 'wan/2.7/text', [1, 2.4, 7.5, 20], [2, 2, 8, 15]],
    ['Wan 2.6 makes 5, 10 or 15 s', 'wan/2.6/image', [4, 7.5, 13], [5, 10, 15]],
    ['Kling with camera numbers makes 5 s', 'kling/v1/text', [5, 7.5, 10], [5, 5, 5]],
  ] as const)('%s, and the nearest is sent', (_, model, wanted, sent) => {
    expect(wanted.map((lengthSec) => lengthOf(lengthSec, { model }))).toEqual(sent);
    expect(planned('pan left', { model, rig: { lengthSec: 7.5 } }).losses).toContainEqual(
      expect.objectContaining({ part: 'camera.lengthSec', kind: 'quantised' }),
    );
  });

  test('Veo makes 8 s of reference pictures, and 1080p and 4k of 8 s only', () => {
    const references = { facts: { references: ['a.png'] }, shot: { picture: undefined } };
    expect(lengthOf(4, { model: 'google/veo-3.1', ...references })).toBe(8);
    const facts: Facts = { frame: { widthPx: 3840, heightPx: 2160, fps: 24 } };
    const sizeAt = (lengthSec: number) => planned('pan left', { model: 'google/veo-3.1', facts, rig: { lengthSec } }).request.resolution;
    expect([4, 6, 8].map(sizeAt)).toEqual(['720p', '720p', '4k']);
  });

  test('Hailuo makes 1080P of 6 s only', () => {
    const facts: Facts = { frame: { widthPx: 1920, heightPx: 1080, fps: 24 } };
    const sizeAt = (lengthSec: number) => planned('pan left', { model: 'minimax/hailuo-02', facts, rig: { lengthSec } }).request.resolution;
    expect([6, 10].map(sizeAt)).toEqual(['1080P', '768P']);
  });

  test.each([
    ['Kling v1 wants "5"', 'kling/v1/text', { duration: '5' }],
    ['Kling on fal wants "5"', 'fal/kling-v1-standard/text', { duration: '5' }],
    ['Kling 3 tasks want 5', 'kling/3.0', { settings: { duration: 5 } }],
    ['Luma wants "5s"', 'luma/ray-2', { duration: '5s' }],
    ['Ark wants 5', 'seedance/1.0-pro', { duration: 5 }],
    ['MiniMax wants 6', 'minimax/hailuo-02', { duration: 6 }],
  ])('%s for five seconds, and nothing else', (_, model, body) => {
    expect(posted('pan left', { model })).toMatchObject(body);
  });

  test('Ark is asked for whole seconds and never for frames beside them, which are 25 + 4n', () => {
    const body = posted('pan left', { model: 'seedance/1.0-pro', rig: { lengthSec: 7.5 } });
    expect(body).toMatchObject({ duration: 8 });
    expect(body).not.toHaveProperty('frames');
  });

  test('Runway’s shapes are pixels: scope is 1584:672 and tall is 720:1280', () => {
    const shapeOf = (aspectRatio: number) => planned('pan left', { model: 'runway/gen4.5', rig: { aspectRatio } }).request.aspect;
    expect([2.39, 16 / 9, 9 / 16].map(shapeOf)).toEqual(['1584:672', '1280:720', '720:1280']);
  });
});

describe('what excludes what is settled before anything is paid', () => {
  test('Kling camera_control and image_tail: refused, with the camera in words as the way out', () => {
    const given = { model: 'kling/v1.5/image', facts: { lastPicture: 'end.png' } };
    expect(() => planned('pan left', given)).toThrow('have the camera said in words');
    const { request } = planned('pan left', { ...given, answers: { camera: 'words' } });
    expect(request).toMatchObject({ lastFrame: {}, prompt: 'The camera pans left.' });
    expect(request).not.toHaveProperty('camera');
  });

  test('Kling camera_control and image_tail leave no place for masks: the motion is said', () => {
    const given = {
      model: 'kling/v1.5/image',
      shot: { motions: [{ kind: 'drift', place: { mask: 'm.png' } }] },
      facts: { pictureSizePx: { widthPx: 1000, heightPx: 800 } },
    };
    const brushOf = (said: string, facts: Facts = {}) =>
      planned(said, { ...given, facts: { ...given.facts, ...facts } }).request.motionMasks;
    expect(brushOf('hold still')).toHaveLength(1);
    expect(brushOf('pan left')).toBeUndefined();
    expect(brushOf('hold still', { lastPicture: 'end.png' })).toBeUndefined();
  });

  test.each([
    ['Ark: a first frame and references', 'seedance/2.0'],
    ['MiniMax H3: a first frame and references', 'minimax/h3'],
    ['Veo: a first frame and references', 'google/veo-3.1'],
  ])('%s exclude each other', (_, model) => {
    expect(() => planned('push in', { model, facts: { references: ['a.png'] } })).toThrow(
      'a first frame and reference pictures in one request',
    );
  });

  test('Ark: beside a reference clip the first picture is a reference, and the plan says so', () => {
    const { request, losses } = planned('first push in, then pan left', { model: 'seedance/2.0' });
    expect(request).toMatchObject({ referenceVideos: [{}], references: [{}] });
    expect(request).not.toHaveProperty('firstFrame');
    expect(losses).toContainEqual(expect.objectContaining({ part: 'picture', severity: 'notable' }));
  });

  test('Kling Omni: a clip to follow and sound exclude each other, and sound that was asked for stays', () => {
    const model = 'kling/v3-omni';
    expect(planned('first push in, then pan left', { model }).request).toHaveProperty('referenceVideos');
    const { request } = planned('first push in, then pan left', { model, facts: { hasAudio: true } });
    expect(request).toMatchObject({ hasAudio: true });
    expect(request).not.toHaveProperty('referenceVideos');
  });

  test('Kling element_list and voice_list never meet: no plan sends either', () => {
    for (const entry of catalogue().filter(({ id }) => id.includes('kling')))
      for (const telling of tellingShots) expect(JSON.stringify(planOf(entry, telling))).not.toMatch(/element_list|voice_list/);
  });
});

test('an upright shot of no film is drawn as large as a lying one: its frame is turned, not cut out of a wide one', () => {
  const sizeOf = (aspectRatio: number, facts: Facts = {}) => {
    const { widthPx, heightPx } = planned('pan left', { model: 'fantascope/stage', rig: { aspectRatio }, facts }).request;
    return [widthPx, heightPx];
  };
  expect(sizeOf(16 / 9)).toEqual([1920, 1080]);
  expect(sizeOf(9 / 16)).toEqual([1080, 1920]);
  expect(sizeOf(1)).toEqual([1080, 1080]);
  expect(sizeOf(9 / 16, { frame: { widthPx: 720, heightPx: 1280, fps: 24 } })).toEqual([720, 1280]);
});
