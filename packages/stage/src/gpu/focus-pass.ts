import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import { lensOf } from '../look/focus/blur-range.ts';
import type { FocusLayer, FocusLayout } from '../look/focus/focus-layout.ts';
import type { Look } from '../look/look.ts';
import type { FrameSize } from '../place.ts';
import { openFocusMix } from './focus-mix.ts';
import { placeOf, radiiOf, spreadOf, stepsOf } from './focus-steps.ts';
import type { LayerMesh } from './layer-mesh.ts';
import { type LayerPipelines, layerBindings, layerPipelines, viewLayout } from './layer-pipelines.ts';
import { focusShader, MOST_STEPS } from './layer-shader.ts';
import { type PlaneTextures, planeTextures, writePlanes } from './plane-textures.ts';
import type { PreparedScene } from './prepared-scene.ts';
import { destroyPlanes, type Picture, type ScenePlanes } from './scene-planes.ts';

/** From where a layer is seen, the level it would be drawn from if it were sharp, and its mesh. */
export type FocusMoment = Readonly<{ pose: Pose; level: number; mesh: LayerMesh }>;

/** How layers out of focus are drawn. */
export type FocusPass = Readonly<{
  pipelines: LayerPipelines;
  /** The second group of a layer at a pose; null where it is sharp all over, and drawn like any other. */
  groupOf: (layer: number, at: FocusMoment) => GPUBindGroup | null;
  /** The picture itself blurred, for a layer that moves afterwards; null where it is sharp all over. */
  mix: (encoder: GPUCommandEncoder, layer: number, at: FocusMoment) => Picture | null;
  /** How much farther than its alpha each layer's blur reaches, in texels of the finest level. */
  reachTexels: readonly number[];
  destroy: () => void;
}>;

const LAYER_BYTES = 16;
const FOCUS_BYTES = 48 + MOST_STEPS * 16;

/** The focus that the kernel has planned for a look; null where nothing is ever out of it. */
export function focusLayout({ slot }: PreparedScene): Readonly<{ layout: FocusLayout; shared: number }> | null {
  const part = slot.look?.plan.parts.find(({ name }) => name === 'focus');
  return part === undefined || slot.look === undefined
    ? null
    : { layout: part.layout as FocusLayout, shared: slot.look.shared + part.shared };
}

type Blurred = Readonly<{ layer: FocusLayer; full: PlaneTextures; half: PlaneTextures; uniforms: GPUBuffer; size: GPUBuffer }>;

/** Opens it over a scene's pictures: the kernel's blurred copies become textures. */
export function openFocus(
  device: GPUDevice,
  pictures: ScenePlanes,
  options: Readonly<{ prepared: PreparedScene; look: Look; staging: Staging; frame: FrameSize }>,
): FocusPass | null {
  const { prepared, look, staging, frame } = options;
  const found = focusLayout(prepared);
  const { aperture } = look;
  if (found === null || aperture === undefined) return null;
  const array = (binding: number): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.FRAGMENT,
    texture: { viewDimension: '2d-array' },
  });
  const both = GPUShaderStage.VERTEX | GPUShaderStage.FRAGMENT;
  const layout = device.createBindGroupLayout({
    entries: [...layerBindings(), { binding: 4, visibility: both, buffer: {} }, array(5), array(6), array(7), array(8)],
  });
  const linear = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const uniform = (size: number) => device.createBuffer({ size, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const blurred = found.layout.layers.map((layer): Blurred => {
    const copiesOf = (shift: 0 | 1) => {
      const copies = layer.copies.filter(({ rung }) => rung.shift === shift);
      const size = copies[0]?.planes ?? { widthPx: 2, heightPx: 2 };
      const textures = planeTextures(device, size, Math.max(1, copies.length));
      copies.forEach(({ planes }, index) => {
        writePlanes(device, textures, { bytes: prepared.bytes, base: found.shared, plan: planes, index });
      });
      return textures;
    };
    return { layer, full: copiesOf(0), half: copiesOf(1), uniforms: uniform(FOCUS_BYTES), size: uniform(LAYER_BYTES) };
  });
  const reachTexels = pictures.map((_, index) => {
    const layer = blurred.find((one) => one.layer.layer === index)?.layer;
    return layer === undefined ? 0 : Math.max(...layer.copies.map(({ reachTiles }) => reachTiles)) * 8 * 2 ** layer.base;
  });
  const groups = new Map<string, GPUBindGroup>();
  const groupFor = (one: Blurred, sharpAt: number) => {
    const key = `${one.layer.layer} ${sharpAt}`;
    const known = groups.get(key);
    if (known !== undefined) return known;
    const sharp = pictures[one.layer.layer]?.[sharpAt] as PlaneTextures;
    const view = (texture: GPUTexture) => texture.createView({ dimension: '2d-array' });
    const entries = [
      { binding: 0, resource: { buffer: one.size } },
      { binding: 1, resource: linear },
      { binding: 2, resource: sharp.luma.createView() },
      { binding: 3, resource: sharp.chroma.createView() },
      { binding: 4, resource: { buffer: one.uniforms } },
      { binding: 5, resource: view(one.full.luma) },
      { binding: 6, resource: view(one.full.chroma) },
      { binding: 7, resource: view(one.half.luma) },
      { binding: 8, resource: view(one.half.chroma) },
    ];
    const made = device.createBindGroup({ layout, entries });
    groups.set(key, made);
    return made;
  };
  const dress = (index: number, { pose, level, mesh }: FocusMoment) => {
    const one = blurred.find(({ layer }) => layer.layer === index);
    const textures = pictures[index];
    if (one === undefined || textures === undefined) return null;
    const { layer } = one;
    const lens = lensOf(pose, aperture.fStop, { staging, frame });
    const [least, most] = radiiOf(lens, layer, mesh.mesh);
    const spread = most <= layer.leastRadius ? null : spreadOf(layer, { level, least, levels: textures.length });
    if (spread === null) return null;
    const steps = stepsOf(layer, { spread, hasSharp: spread === 0 || level > layer.base });
    const card = layer.card === null ? -1 : placeOf(steps, most);
    const sharpAt = Math.min(textures.length - 1, layer.base + spread);
    const size = layer.mixed[spread];
    const finer = 2 ** (layer.base + spread);
    device.queue.writeBuffer(one.size, 0, Float32Array.of(size.widthPx, size.heightPx, finer, index === 0 ? 1 : 0));
    const cut = (layer.copies.at(-1)?.rung.radius ?? 0) * 1.01;
    const numbers = [...lens.distance, lens.inverseFocus, lens.scale / 2 ** layer.base, cut, card, steps.length, 0, 0, 0];
    for (const { low, inverse, kind, which } of steps) numbers.push(low, inverse, kind, which);
    device.queue.writeBuffer(one.uniforms, 0, Float32Array.from(numbers));
    return { group: groupFor(one, sharpAt), size, at: layer.base + spread };
  };
  const layouts = [viewLayout(device), layout];
  const mixing = openFocusMix(device, layouts);
  return {
    pipelines: layerPipelines(device, { code: focusShader, groups: layouts }),
    groupOf: (index, at) => dress(index, at)?.group ?? null,
    mix: (encoder, index, at) => {
      const dressed = dress(index, at);
      if (dressed === null) return null;
      return { planes: mixing.draw(encoder, { layer: index, mesh: at.mesh, ...dressed }), at: dressed.at };
    },
    reachTexels,
    destroy: () => {
      mixing.destroy();
      destroyPlanes(blurred.map(({ full, half }) => [full, half]));
      for (const { uniforms, size } of blurred) {
        uniforms.destroy();
        size.destroy();
      }
    },
  };
}
