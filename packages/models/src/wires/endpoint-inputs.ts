import { Fault } from '@fantascope/film';
import { type MediaRef, type NativeCamera, TakeRequest } from '../take-request.ts';
import type { GivenFields } from './given-fields.ts';
import { mediaUrl, pngHeightPx } from './media-field.ts';

/** One word of an entry's `inputs`: which field of TakeRequest, the endpoint's own name for it (dots go inward), and the form it wants. */
type Input = Readonly<{ field: string; target: string; form: string }>;

const forms = [
  '',
  'text',
  'seconds',
  'list',
  'first',
  'not',
  'int',
  'from-bottom',
  'token',
  'tokens',
  'keys',
  'kling',
  'locked',
  'viewpoint',
];
const names = new Set([
  ...Object.keys(TakeRequest.shape).filter((name) => !['control', 'settings', 'model'].includes(name)),
  'control.colour',
  'control.mask',
  'control.depth',
]);

/**
 * Reads `inputs`, the words that say what one endpoint takes: `prompt lengthSec=duration:text firstFrame=start_image_url`.
 * A name or form that does not exist is a fault: passed over, it would be a field nobody misses.
 */
function inputsOf(words: string, wire: string): readonly Input[] {
  return words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const [, field = '', target = field, form = ''] = /^([\w.]+)(?:=([\w.]*))?(?::([\w-]+))?$/.exec(word) ?? [];
      if (names.has(field) && forms.includes(form)) return { field, target, form };
      throw new Fault('models.bad-request', { wire, place: 'dialect.inputs', problem: word });
    });
}

const isMedia = (value: unknown): value is MediaRef =>
  typeof value === 'object' && value !== null && ('url' in value || 'dataUri' in value);

function camera(value: NativeCamera, { target, form }: Input): Readonly<Record<string, unknown>> | undefined {
  if (form === 'locked') return value.dialect === 'locked' ? { [target]: true } : undefined;
  if (form === 'kling') {
    if (value.dialect === 'kling-preset') return { camera_control: value.preset };
    if (value.dialect !== 'kling-axis') return undefined;
    return { advanced_camera_control: { movement_type: value.axis, movement_value: value.value } };
  }
  if (form === 'viewpoint') {
    if (value.dialect !== 'viewpoint') return undefined;
    return { horizontal_angle: value.horizontalDeg, vertical_angle: value.verticalDeg, zoom: value.zoom };
  }
  if (value.dialect !== 'tokens') return undefined;
  const tokens = value.groups.flat();
  if (form === 'token') return tokens.length === 1 ? { [target]: tokens[0] } : undefined;
  if (form === 'keys') return { [target]: tokens.map((key) => ({ key })) };
  return form === 'tokens' ? { [target]: tokens } : undefined;
}

function masks(value: NonNullable<TakeRequest['motionMasks']>, form: string): readonly unknown[] | undefined {
  const all = value.map(({ mask, way, heightPx = pngHeightPx(mask) }) => ({
    mask_url: mediaUrl(mask),
    trajectories: way.map(({ xPx, yPx }) => ({ x: xPx, y: form === 'from-bottom' ? (heightPx ?? Number.NaN) - yPx : yPx })),
  }));
  return all.some(({ trajectories }) => trajectories.some(({ y }) => Number.isNaN(y))) ? undefined : all;
}

/** A value in the form an endpoint wants; undefined where it cannot be had in it. */
function formed(value: unknown, { field, form }: Input): unknown {
  if (field === 'motionMasks') return masks(value as NonNullable<TakeRequest['motionMasks']>, form);
  if (field === 'shots') {
    return (value as NonNullable<TakeRequest['shots']>).map(({ prompt, lengthSec }) => ({
      prompt,
      duration: form === 'int' ? lengthSec : String(lengthSec),
    }));
  }
  if (Array.isArray(value)) {
    const urls = value.map((each: MediaRef) => mediaUrl(each));
    if (form !== 'first') return urls;
    return urls.length === 1 ? urls[0] : undefined;
  }
  const plain = isMedia(value) ? mediaUrl(value) : value;
  if (form === 'text') return String(plain);
  if (form === 'seconds') return `${String(plain)}s`;
  if (form === 'list') return [plain];
  if (form === 'not') return plain !== true;
  return plain;
}

function place(body: Record<string, unknown>, target: string, value: unknown): void {
  const [name = '', ...inner] = target.split('.');
  if (inner.length === 0) {
    body[name] = value;
    return;
  }
  const inside = (body[name] ?? {}) as Record<string, unknown>;
  body[name] = inside;
  place(inside, inner.join('.'), value);
}

/**
 * The input of one endpoint of a host of many models (fal, Replicate), which all name their fields themselves: the entry's dialect `inputs`
 * says what this one takes. What it does not name is not sent. Forms: text ("5"), seconds ("5s"), list ([x]), first (the only one of several),
 * not (the opposite), int (shots), from-bottom (motionMasks); for the camera locked, token, tokens, keys, kling, viewpoint.
 * @throws Fault models.bad-request for a word that cannot be read.
 */
export function endpointInput(
  fields: GivenFields,
  { inputs, request, wire }: Readonly<{ inputs: string | undefined; request: TakeRequest; wire: string }>,
): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  const carried = new Set<string>();
  for (const input of inputsOf(inputs ?? 'prompt', wire)) {
    const [field, part] = input.field.split('.') as [keyof TakeRequest, 'colour' | 'mask' | 'depth' | undefined];
    const value = part === undefined ? fields.take(field) : fields.takeControl(part);
    if (value === undefined) continue;
    const several = field === 'camera' ? camera(request.camera as NativeCamera, input) : undefined;
    const one = field === 'camera' ? undefined : formed(value, input);
    if (several !== undefined) for (const [target, each] of Object.entries(several)) place(body, target, each);
    else if (one !== undefined) place(body, input.target, one);
    if (several !== undefined || one !== undefined) carried.add(input.field);
    if (!carried.has(input.field)) fields.giveBack(input.field);
  }
  return body;
}
