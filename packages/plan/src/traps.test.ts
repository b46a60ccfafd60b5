import { MovesCamera, parseCamera, Shot } from '@fantascope/film';
import { catalogue, type NativeCamera, type TakeRequest } from '@fantascope/models';
import { describe, expect, test } from 'vitest';
import { compile, isRefusal } from './compile.ts';
import type { Facts, Plan } from './plan.ts';

function planned(said: string, { model, facts = {} }: Readonly<{ model: string; facts?: Facts }>): Plan {
  const entry = catalogue().find(({ id }) => id === model);
  if (entry === undefined) throw new Error(`no ${model}`);
  const picture = entry.takes.firstFrame === 'none' ? {} : { picture: 'girl.png' };
  const shot = Shot.parse({ camera: MovesCamera.parse({ moves: parseCamera(said).moves }), ...picture });
  const plan = compile(shot, entry, { facts: { ...(entry.takes.needsBaseVideo ? { baseVideo: 'take.mp4' } : {}), ...facts } });
  if (isRefusal(plan)) throw new Error(`${model} refuses: ${plan.refused.text.en}`);
  return plan;
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

  test('rewriters are off where the camera matters', () => {
    for (const model of ['minimax/hailuo-02', 'wan/2.7/text', 'google/veo-3.1', 'fal/ltx-2-19b/image'])
      expect(planned('pan left', { model }).request.isPromptRewritten, model).toBe(false);
  });
});
