import { paintingOf } from '../media/painting.ts';
import type { Painting } from '../media/placard.ts';
import { type Graph, linkOf, upstream } from './comfyui-graph.ts';

type Files = ReadonlyMap<string, Readonly<{ bytes: Uint8Array }>>;

/** What an output paints anew: the picture and the mask that are led into its inpainting node; a text where the two do not go together. */
export function paintedBy(graph: Graph, outputId: string, files: Files): Readonly<{ node: string; is: Painting | string }> | undefined {
  const node = [...upstream(graph, outputId)].find(([, { class_type: name }]) =>
    /^(InpaintModelConditioning|VAEEncodeForInpaint)$/.test(name),
  );
  if (node === undefined) return undefined;
  const [id, { inputs }] = node;
  const loaded = (input: string) => {
    const link = linkOf(inputs[input]);
    const loader =
      link === undefined ? undefined : [...upstream(graph, link.id)].find(([, { class_type: name }]) => /^LoadImage(Mask)?$/.test(name));
    return files.get(String(loader?.[1].inputs['image']))?.bytes;
  };
  const [picture, mask] = [loaded('pixels'), loaded('mask')];
  return picture === undefined || mask === undefined ? undefined : { node: id, is: paintingOf(picture, mask) };
}
