import { type PlaneTextures, planeTextures, writePlanes } from './plane-textures.ts';
import type { PreparedScene } from './prepared-scene.ts';

/** Every layer's picture at every level that the kernel has prepared. */
export type ScenePlanes = readonly (readonly PlaneTextures[])[];

/** What a layer is drawn from: planes, and how often the finest level was halved for them. */
export type Picture = Readonly<{ planes: PlaneTextures; at: number }>;

/** Makes textures of a prepared scene's planes. */
export function scenePlanes(device: GPUDevice, { slot, bytes }: PreparedScene): ScenePlanes {
  return slot.plan.layers.map(({ levels }) =>
    levels.map((plan) => {
      const textures = planeTextures(device, plan);
      writePlanes(device, textures, { bytes, base: slot.address, plan });
      return textures;
    }),
  );
}

/** Gives back their memory. */
export function destroyPlanes(planes: ScenePlanes): void {
  for (const { luma, chroma } of planes.flat()) {
    luma.destroy();
    chroma.destroy();
  }
}
