import { expect, test } from 'vitest';
import { type ComfyGraph, wanSize } from './comfy-graph.ts';
import { comfyNodes } from './comfy-nodes.ts';
import { uni3cWorkflow } from './comfy-uni3c.ts';
import { vaceWorkflow } from './comfy-vace.ts';

const frame = { widthPx: 1920, heightPx: 1080, frames: 150 };
const workflows: Readonly<Record<string, ComfyGraph>> = { vace: vaceWorkflow(frame, 'p'), uni3c: uni3cWorkflow(frame, 'p') };
const inPackage = ['colour.mp4', 'mask.mp4', 'first.png'];

/** What a checker of ComfyUI's own would refuse: unknown nodes and inputs, missing ones, links to nowhere or of another type, words no choice has. */
function faultsOf(graph: ComfyGraph): string[] {
  return Object.entries(graph).flatMap(([id, { class_type, inputs }]) => {
    const source = comfyNodes[class_type];
    if (source === undefined) return [`${id}: no node ${class_type}`];
    const missing = Object.keys(source.inputs).filter((name) => !name.endsWith('?') && !(name in inputs));
    const wrong = Object.entries(inputs).filter(([name, value]) => {
      const type = source.inputs[name] ?? source.inputs[`${name}?`];
      if (type === undefined) return true;
      if (Array.isArray(value)) return comfyNodes[graph[value[0]]?.class_type ?? '']?.outputs[value[1]] !== type;
      if (type === 'NUMBER') return typeof value !== 'number' || !Number.isFinite(value);
      if (type === 'BOOLEAN') return typeof value !== 'boolean';
      if (type === 'FILE' || type === 'STRING') return typeof value !== 'string' || value === '';
      return !type.split('|').includes(String(value));
    });
    return [...missing.map((name) => `${id}: ${class_type} lacks ${name}`), ...wrong.map(([name]) => `${id}: ${class_type}.${name}`)];
  });
}

test.each(Object.entries(workflows))('%s: every node, input and link is one that the sources of the nodes declare', (_, graph) => {
  expect(faultsOf(graph)).toEqual([]);
});

test('the checker sees a wrong link, a wrong name and a missing input', () => {
  const graph = workflows.vace as ComfyGraph;
  const spoilt = (id: string, inputs: ComfyGraph[string]['inputs']) => ({
    ...graph,
    [id]: { ...(graph[id] as ComfyGraph[string]), inputs },
  });
  expect(faultsOf(spoilt('22', { samples: ['3', 0], vae: ['3', 0] }))).toEqual(['22: VAEDecode.samples']);
  expect(faultsOf(spoilt('22', { samples: ['99', 0], vae: ['3', 0] }))).toEqual(['22: VAEDecode.samples']);
  expect(faultsOf(spoilt('7', { video: 'colour.mp4' }))).toEqual(['7: LoadVideo lacks file', '7: LoadVideo.video']);
});

test.each(Object.entries(workflows))(
  '%s: files of ours that it reads are in the package, and every node leads to the one that saves',
  (_, graph) => {
    const nodes = Object.entries(graph);
    const files = nodes.flatMap(([, { class_type, inputs }]) =>
      class_type === 'LoadVideo' ? [inputs.file] : class_type === 'LoadImage' ? [inputs.image] : [],
    );
    expect(files.filter((file) => !inPackage.includes(String(file)))).toEqual([]);
    expect(files.length).toBeGreaterThan(1);
    const used = new Set(
      nodes.flatMap(([, { inputs }]) => Object.values(inputs).flatMap((value) => (Array.isArray(value) ? [value[0]] : []))),
    );
    expect(nodes.filter(([id]) => !used.has(id)).map(([, { class_type }]) => class_type)).toEqual(['SaveVideo']);
  },
);

test.each([
  [1920, 1080, 150, 1280, 720, 81],
  [1280, 720, 81, 1280, 720, 81],
  [832, 480, 49, 832, 480, 49],
  [1080, 1920, 50, 720, 1280, 49],
  [192, 108, 3, 192, 112, 1],
  [1080, 1080, 84, 960, 960, 81],
])('%i × %i with %i frames is asked of Wan as %i × %i with %i', (widthPx, heightPx, frames, width, height, length) => {
  expect(wanSize({ widthPx, heightPx, frames })).toEqual({ width, height, length });
});
