import { describe, expect, test } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import { TakeRequest } from '../take-request.ts';
import { wires } from '../wires/index.ts';

const url = (name: string) => ({ url: `https://media.example.com/${name}` });
const png = { dataUri: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAUCAYAAAC07w7b' };
const mp4 = { dataUri: 'data:video/mp4;base64,AAAA' };

/** One field of each ability an entry claims, as the compiler would give it. */
function claimsOf({
  takes,
  aspectFrom,
  resolutions,
  aspects,
  lengths,
  fps,
  pixels,
  camera,
  canLockCamera,
  prompt,
  wire,
}: CatalogueEntry): readonly Partial<TakeRequest>[] {
  const isComfy = wire === 'comfyui';
  // Only addresses, or only bytes, is what some of them fetch.
  const picture = isComfy ? { url: 'upload:a.png' } : wire.startsWith('luma') ? url('a.png') : png;
  const clip = isComfy ? { url: 'upload:a.mp4' } : url('a.mp4');
  const longest = lengths !== undefined && 'leastFrames' in lengths;
  const claims: (Partial<TakeRequest> | false)[] = [
    takes.text && { prompt: '雨' },
    takes.firstFrame !== 'none' && { firstFrame: picture },
    takes.paintMask !== 'none' && { firstFrame: picture, paintMask: picture },
    takes.lastFrame && { firstFrame: picture, lastFrame: picture },
    takes.references > 0 && { references: [picture] },
    takes.referenceVideos > 0 && { referenceVideos: [clip] },
    takes.baseVideo && { baseVideo: isComfy ? clip : wire === 'vertex-veo' ? mp4 : clip },
    takes.audio && { hasAudio: false },
    takes.extend && { extends: wire === 'vertex-veo' ? 'gs://b/v1.mp4' : 'v1' },
    takes.motionMasks > 0 && { firstFrame: png, motionMasks: [{ mask: png, way: [{ xPx: 1, yPx: 2 }] }] },
    takes.seed && { seed: 0 },
    takes.negativePrompt && { negativePrompt: '' },
    takes.shots > 1 && prompt.shotsAs === 'field' && { shots: [{ prompt: 'a', lengthSec: 3 }] },
    // One length only needs no field.
    lengths !== undefined && !('choicesSec' in lengths && lengths.choicesSec.length === 1) && (longest ? { frames: 81 } : { lengthSec: 5 }),
    resolutions.length > 0 && pixels === undefined && { resolution: resolutions[0] ?? '' },
    aspects.length > 0 &&
      pixels === undefined &&
      (aspectFrom === 'request' || takes.firstFrame !== 'required') && { aspect: aspects[0] ?? '' },
    pixels !== undefined && { widthPx: 1280, heightPx: 720 },
    fps.length > 1 && { fps: fps[0] ?? 24 },
    prompt.rewriter === 'can-be-off' && { isPromptRewritten: false },
    camera === 'kling-simple' && { camera: { dialect: 'kling-axis', axis: 'zoom', value: -5 } },
    camera === 'kling-on-fal' && { camera: { dialect: 'kling-preset', preset: 'forward_up' } },
    camera === 'jimeng-template' && { camera: { dialect: 'jimeng-template', template: 'robo_arm', strength: 'weak' } },
    camera === 'wan-camera' && { camera: { dialect: 'wan-camera', pose: 'Pan Left', speed: 1 } },
    ['luma-concepts', 'pixverse', 'ltx-lora'].includes(camera) && {
      camera: { dialect: 'tokens', groups: [['static']] },
    },
    canLockCamera && { camera: { dialect: 'locked' } },
  ];
  return claims.filter((claim) => claim !== false);
}

// Dead ones may name a protocol that is gone with them; some ComfyUI entries wait for a person's own workflow.
const alive = catalogue().filter(({ endOfLife, dialect }) => endOfLife === undefined && dialect['workflow']?.value !== 'yours');

test('every entry names a wire there is', () => {
  expect(alive.filter(({ wire }) => wires[wire] === undefined).map(({ id }) => id)).toEqual([]);
});

describe.each(alive.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
  test('takes what it says it takes', () => {
    const setting = {
      baseUrl:
        entry.wire === 'vertex-veo' ? 'https://vertex.example.com/v1/projects/p/locations/l' : (entry.baseUrl ?? 'http://127.0.0.1:8188'),
      dialect: Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value])),
    };
    const lost = claimsOf(entry).flatMap((claim) => {
      const settings = Object.keys(entry.settings).length > 0 ? { settings: entry.settings } : {};
      const request = TakeRequest.parse({ model: entry.providerModel, ...settings, ...claim });
      const dropped = wires[entry.wire]?.submit(request, setting).dropped ?? [];
      return Object.keys(claim).filter((field) => dropped.includes(field));
    });
    expect(lost).toEqual([]);
  });
});
