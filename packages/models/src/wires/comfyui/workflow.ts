import { Fault } from '@fantascope/film';
import { z } from 'zod';
import type { MediaRef, NativeCamera, TakeRequest } from '../../take-request.ts';
import type { GivenFields } from '../given-fields.ts';
import { inlineMedia } from '../media-field.ts';

const Node = z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.json()) });
const Graph = z.record(z.string(), Node);
/** A ComfyUI graph in API format: nodes by their id. */
export type Graph = z.infer<typeof Graph>;

const places = z.union([z.string(), z.array(z.string())]);
/**
 * What an entry for ComfyUI holds in its settings: the graph in API format; which input of which node each field of TakeRequest goes to
 * (`"seed": ["3.seed", "30.noise_seed"]`, `"camera.pose"`, `"firstFrame": "10.image"`, `":base64"` or `":url"` behind nodes that take those);
 * which nodes' files are the result (default: all that save some). The rest goes into the body of /prompt.
 */
export const WorkflowSettings = z.looseObject({
  workflow: Graph,
  inputs: z.record(z.string(), places).default({}),
  outputs: z.array(z.string()).default([]),
});

/** The scheme of a file uploaded to the server: `upload:` and its name, escaped. */
export const uploaded = 'upload:';

/** @throws Fault models.bad-workflow */
export function workflowOf(settings: TakeRequest['settings']): z.infer<typeof WorkflowSettings> {
  const read = WorkflowSettings.safeParse(settings ?? {});
  if (!read.success) {
    const isEditors = Array.isArray((settings?.['workflow'] as { nodes?: unknown } | undefined)?.nodes);
    throw bad(
      isEditors
        ? ['it is in the format of the editor', '它是编辑器格式']
        : [
            `settings.${read.error.issues[0]?.path.join('.')} is missing or wrong`,
            `settings.${read.error.issues[0]?.path.join('.')} 缺失或有误`,
          ],
    );
  }
  return read.data;
}

function bad([problemEn, problemZh]: readonly [string, string]): Fault {
  return new Fault('models.bad-workflow', { problemEn, problemZh });
}

type Place = Readonly<{ node: string; input: string; form: string }>;

function placesOf(name: string, { workflow, inputs }: z.infer<typeof WorkflowSettings>): readonly Place[] {
  return [inputs[name] ?? []].flat().map((text) => {
    const [, node = '', input = '', form = ''] = /^([^.]+)\.(.+?)(?::(base64|data-uri|url))?$/.exec(text) ?? [];
    if (workflow[node] === undefined)
      throw bad([`${name} goes to ${text}, and no such node is in it`, `${name} 指向 ${text}，而其中没有该节点`]);
    return { node, input, form };
  });
}

/** A picture as a node takes it: the name of an uploaded file, or what its place's form asks; undefined where it cannot be had so. */
function pictureFor(ref: MediaRef, form: string): string | undefined {
  if ('url' in ref && ref.url.startsWith(uploaded)) return form === '' ? decodeURIComponent(ref.url.slice(uploaded.length)) : undefined;
  if ('url' in ref) return form === 'url' ? ref.url : undefined;
  if (form === 'base64') return inlineMedia(ref)?.base64;
  return form === 'data-uri' ? ref.dataUri : undefined;
}

/** What of a camera the named inputs `camera.*` can take. */
function cameraParts(camera: NativeCamera): Readonly<Record<string, unknown>> {
  if (camera.dialect === 'wan-camera') return { 'camera.pose': camera.pose, 'camera.speed': camera.speed };
  if (camera.dialect === 'poses') return { 'camera.text': camera.text };
  if (camera.dialect === 'orbit-degrees') return { 'camera.degrees': camera.angleDeg };
  return camera.dialect === 'tokens' && camera.groups.flat().length === 1 ? { 'camera.token': camera.groups.flat()[0] } : {};
}

const isRef = (value: unknown): value is MediaRef => typeof value === 'object' && value !== null && ('url' in value || 'dataUri' in value);

/**
 * A copy of the graph with the request's fields in its named inputs. Fields without a place stay in `fields` as dropped.
 * @throws Fault models.bad-workflow where a named input names a node that is not there.
 */
export function filledGraph(
  fields: GivenFields,
  { request, settings }: Readonly<{ request: TakeRequest; settings: z.infer<typeof WorkflowSettings> }>,
): Graph {
  const graph: Graph = {};
  for (const [node, { inputs, ...rest }] of Object.entries(settings.workflow))
    graph[node] = { ...rest, inputs: { ...inputs } } as Graph[string];
  const put = (name: string, value: unknown): boolean => {
    const filled = placesOf(name, settings).map(({ node, input, form }) => {
      const plain = isRef(value) ? pictureFor(value, form) : value;
      if (plain === undefined) return false;
      const inputs = graph[node]?.inputs;
      if (inputs !== undefined) inputs[input] = plain as string | number | boolean;
      return true;
    });
    return filled.length > 0 && filled.every((isFilled) => isFilled);
  };
  for (const [name, value] of Object.entries(request) as [keyof TakeRequest, unknown][]) {
    if (value === undefined || ['settings', 'clientKey', 'control', 'camera', 'shots', 'motionMasks'].includes(name)) continue;
    if (Array.isArray(value)) {
      // One place for each file of a list, in order: "references": ["10.image", "11.image"].
      const targets = [settings.inputs[name] ?? []].flat();
      const isPut = value.map((each, at) => putAt(name, { value: each, target: targets[at] }));
      if (!isPut.includes(true)) continue;
      fields.take(name);
      for (const [at, isThere] of isPut.entries()) if (!isThere) fields.lose(`${name}.${at}`);
    } else if (put(name, value)) fields.take(name);
  }
  function putAt(name: string, { value, target }: Readonly<{ value: unknown; target: string | undefined }>): boolean {
    const [place] = target === undefined ? [] : placesOf(name, { ...settings, inputs: { [name]: target } });
    const plain = place === undefined || !isRef(value) ? undefined : pictureFor(value, place.form);
    const inputs = graph[place?.node ?? '']?.inputs;
    if (plain === undefined || inputs === undefined || place === undefined) return false;
    inputs[place.input] = plain;
    return true;
  }
  for (const [name, value] of Object.entries(request.control ?? {})) {
    if (value !== undefined && put(`control.${name}`, value)) fields.takeControl(name as 'colour');
  }
  if (request.camera !== undefined) {
    const parts = Object.entries(cameraParts(request.camera)).map(([name, value]) => ({ name, isPut: put(name, value) }));
    if (parts.some(({ isPut }) => isPut)) {
      fields.take('camera');
      for (const { name, isPut } of parts) if (!isPut) fields.lose(name);
    }
  }
  return graph;
}
