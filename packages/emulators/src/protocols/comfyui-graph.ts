import { z } from 'zod';
import type { Made } from '../media/placard.ts';
import { type NodeKind, nodeKinds } from './comfyui-nodes.ts';

const Link = z.tuple([z.string(), z.number().int().min(0)]);
/** A workflow in API format: nodes by id. */
export const Graph = z.record(
  z.string(),
  z.strictObject({
    class_type: z.string(),
    inputs: z.record(z.string(), z.json()),
    _meta: z.looseObject({}).optional(),
    is_changed: z.json().optional(),
  }),
);
export type Graph = z.infer<typeof Graph>;
type Node = Graph[string];

/** One complaint of a node, in ComfyUI's own types. */
export type NodeError = Readonly<{ type: string; message: string; details: string; extra_info: Readonly<Record<string, unknown>> }>;

/** Where a linked input comes from; undefined for one that holds a value. */
export const linkOf = (value: unknown) => {
  const link = Link.safeParse(value);
  return link.success ? { id: link.data[0], slot: link.data[1] } : undefined;
};

/** What is wrong with each node, by id; empty for a graph that would be queued. `files` are those of the input folder. */
export function graphErrors(graph: Graph, { files }: { files: ReadonlySet<string> }): Readonly<Record<string, readonly NodeError[]>> {
  const errors = Object.entries(graph).map(([id, node]) => [id, nodeErrors(node, { graph, files })] as const);
  return Object.fromEntries(errors.filter(([, each]) => each.length > 0));
}

function nodeErrors(node: Node, { graph, files }: { graph: Graph; files: ReadonlySet<string> }): readonly NodeError[] {
  const kind = nodeKinds.get(node.class_type) as NodeKind;
  const complain = (type: string, message: string, field: string, more = ''): NodeError => ({
    type,
    message,
    details: more === '' ? field : `${field}: ${more}`,
    extra_info: { input_name: field, received_value: node.inputs[field] },
  });
  const missing = Object.entries(kind.inputs)
    .filter(([field, { isRequired }]) => isRequired && node.inputs[field] === undefined)
    .map(([field]) => complain('required_input_missing', 'Required input is missing', field));
  const wrong = Object.entries(node.inputs).flatMap(([field, value]) => {
    const input = kind.inputs[field];
    // ComfyUI itself lets unknown inputs by; here they are refused, because they are wishes that would be lost.
    if (input === undefined) return kind.isOpen ? [] : [complain('unknown_input', 'Node has no such input', field)];
    const link = linkOf(value);
    if (link !== undefined) {
      const from = graph[link.id];
      const given = from === undefined ? undefined : nodeKinds.get(from.class_type)?.outputs[link.slot];
      if (given === undefined)
        return [complain('bad_linked_input', 'Bad linked input, must be a length-2 list of [node_id, slot_index]', field)];
      const isFit = given === input.type || input.type === 'STRING' || (isNumber(given) && isNumber(input.type));
      return isFit
        ? []
        : [
            complain(
              'return_type_mismatch',
              'Return type mismatch between linked nodes',
              field,
              `received_type(${given}) mismatch input_type(${input.type})`,
            ),
          ];
    }
    switch (input.type) {
      case 'INT':
        return Number.isInteger(value)
          ? []
          : [complain('invalid_input_type', 'Failed to convert an input value to a INT value', field, String(value))];
      case 'FLOAT':
        return typeof value === 'number'
          ? []
          : [complain('invalid_input_type', 'Failed to convert an input value to a FLOAT value', field, String(value))];
      case 'BOOLEAN':
        return typeof value === 'boolean'
          ? []
          : [complain('invalid_input_type', 'Failed to convert an input value to a BOOLEAN value', field, String(value))];
      case 'COMBO':
        return input.choices?.some((each) => each === value)
          ? []
          : [complain('value_not_in_list', 'Value not in list', field, `'${String(value)}' not in ${JSON.stringify(input.choices)}`)];
      case 'INPUT':
        return typeof value === 'string' && files.has(value)
          ? []
          : [complain('custom_validation_failed', 'Custom validation failed for node', field, `Invalid file: ${String(value)}`)];
      case 'STRING':
      case 'FILE':
      case 'SAMPLER_NAME':
      case 'SCHEDULER':
        return typeof value === 'string'
          ? []
          : [complain('invalid_input_type', 'Failed to convert an input value to a STRING value', field, String(value))];
      default:
        return [complain('bad_linked_input', 'Bad linked input, must be a length-2 list of [node_id, slot_index]', field)];
    }
  });
  return [...missing, ...wrong];
}

const isNumber = (type: string) => type === 'INT' || type === 'FLOAT';

/** Ids of the nodes that write something. */
export function outputNodes(graph: Graph): readonly string[] {
  return Object.keys(graph).filter((id) => nodeKinds.get(graph[id]?.class_type ?? '')?.isOutput);
}

/** What an output node would save: the files of one batch, by what the nodes behind it say of size, length, prompt and camera. */
export function madeBy(graph: Graph, outputId: string): readonly Made[] {
  const behind = [...upstream(graph, outputId).values()];
  const number = (...names: string[]) => {
    for (const { inputs } of behind) for (const name of names) if (typeof inputs[name] === 'number') return inputs[name];
    return undefined;
  };
  const output = graph[outputId] as Node;
  const isVideo = /Video/.test(output.class_type);
  const fps = isVideo ? (number('fps', 'frame_rate') ?? 16) : 0;
  const frames = number('length', 'num_frames') ?? 81;
  const made: Made = {
    kind: isVideo ? 'video' : 'image',
    wire: 'comfyui',
    model: fileNames(behind),
    prompt: promptOf(graph, behind),
    camera: cameraOf(behind, graph),
    widthPx: number('width') ?? 832,
    heightPx: number('height') ?? 480,
    lengthSec: isVideo ? frames / fps : 0,
    fps,
  };
  return Array.from({ length: isVideo ? 1 : Math.max(1, number('batch_size') ?? 1) }, () => made);
}

/** The nodes that one hangs on, itself first, then the nearest, by their ids. */
export function upstream(graph: Graph, from: string): ReadonlyMap<string, Node> {
  const seen = new Set([from]);
  for (const id of seen) {
    for (const value of Object.values(graph[id]?.inputs ?? {})) {
      const link = linkOf(value);
      if (link !== undefined && graph[link.id] !== undefined) seen.add(link.id);
    }
  }
  return new Map([...seen].map((id) => [id, graph[id] as Node]));
}

function fileNames(nodes: readonly Node[]): string {
  const loaders = nodes.filter(({ class_type: name }) => /^(UNETLoader|CheckpointLoaderSimple|WanVideoModelLoader)$/.test(name));
  return loaders.map(({ inputs }) => String(inputs['unet_name'] ?? inputs['ckpt_name'] ?? inputs['model'])).join(' + ') || 'workflow';
}

function promptOf(graph: Graph, nodes: readonly Node[]): string {
  const told = nodes.map(({ inputs }) => inputs['positive_prompt']).find((each) => typeof each === 'string');
  if (told !== undefined) return String(told);
  // From the sampler along its positive line to the node that holds the words.
  let at = nodes.find(({ class_type: name }) => name.startsWith('KSampler'));
  for (let hops = 0; at !== undefined && hops < 20; hops++) {
    const words = at.inputs['text'] ?? at.inputs['prompt'];
    if (typeof words === 'string') return words;
    const link = linkOf(at.inputs['positive'] ?? at.inputs['conditioning']);
    at = link === undefined ? undefined : graph[link.id];
  }
  return '';
}

function cameraOf(nodes: readonly Node[], graph: Graph): string {
  const said = nodes.flatMap(({ class_type: name, inputs }) => {
    if (name === 'WanCameraEmbedding') return [`${String(inputs['camera_pose'])} speed ${Number(inputs['speed'] ?? 1)}`];
    if (name === 'WanVideoReCamMasterDefaultCamera') return [String(inputs['camera_type'])];
    if (name === 'WanVideoReCamMasterGenerateOrbitCamera') return [`orbit ${Number(inputs['degrees'])} deg`];
    if (name === 'WanVideoFunCameraEmbeds') return [`poses, strength ${Number(inputs['strength'])}`];
    if (name === 'WanVideoUni3C_embeds') return [`Uni3C, strength ${Number(inputs['strength'])}`];
    if (inputs['control_video'] !== undefined || inputs['input_frames'] !== undefined)
      return [`control video ${inputFiles(graph).join(' ')}`];
    return [];
  });
  return said.join(', ');
}

const inputFiles = (graph: Graph) =>
  Object.values(graph)
    .filter(({ class_type: name }) => /^(LoadVideo|VHS_LoadVideo)$/.test(name))
    .map(({ inputs }) => String(inputs['file'] ?? inputs['video']));
