import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import type { Pose } from '@fantascope/film';
import { type EncoderSettings, encodeArguments } from '@fantascope/media';
import type { Look, Scene, Staging } from '@fantascope/stage';
import type { FrameOrder } from './frame-order.ts';

/** Raised whenever the same order would be drawn differently by our code outside the kernel's .wasm (meshes, levels, overlays, captions). */
const drawVersion = 3;

/** What a segment's bytes depend on besides its frames' orders. */
export type SegmentGround = Readonly<{ settings: EncoderSettings; encoder: string; kernel: string }>;

/** Names the kernel or any other bytes by their SHA-256. */
export function hashOf(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Names an encoder program without running it: another build may encode the same frames differently. */
export function encoderIdentity(path: string): string {
  const real = realpathSync(path);
  const { size, mtimeMs } = statSync(real);
  return `${real} ${size} ${mtimeMs}`;
}

/** Names a scene by what it draws: all layers' pictures and depths. About 0.1 s for a large scene, so pass sceneKey where one is known. */
export function sceneHash(scene: Scene): string {
  const { layers, ...rest } = scene;
  const hash = createHash('sha256').update(JSON.stringify(rest));
  for (const { rgba, disparity, ...shape } of layers) {
    hash.update(JSON.stringify(shape)).update(rgba);
    hash.update(new Uint8Array(disparity.buffer, disparity.byteOffset, disparity.byteLength));
  }
  return hash.digest('hex');
}

/** Names a look by all it says, pictures and tables included. */
export function lookHash(look: Look): string {
  const hash = createHash('sha256');
  const told = JSON.stringify(look, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    return value.byteLength;
  });
  return hash.update(told).digest('hex');
}

/** What names a shot's pictures: its scene with all that decides how it is sampled, or its footage. */
export type NamedScene = Readonly<
  { key: string; staging: Staging; poses: readonly Pose[]; look: string | undefined } | { footage: string }
>;

/** The content hash that names a segment: equal keys mean equal decoded frames. Scene and caption numbers are replaced by their hashes; the
 * poses a scene's levels of detail were chosen from are in it, since they decide what the frames are sampled from. */
export function segmentKey(
  orders: readonly FrameOrder[],
  {
    ground,
    scenes,
    captions,
  }: {
    ground: SegmentGround;
    scenes: ReadonlyMap<number, NamedScene>;
    captions: ReadonlyMap<string, string>;
  },
): string {
  const told = orders.map((order) => ({
    ...order,
    shots: order.shots.map((shot) => ({ ...shot, scene: scenes.get(shot.scene) })),
    captions: order.captions.map((shown) => ({ ...shown, caption: captions.get(shown.caption) })),
  }));
  return hashOf(JSON.stringify([drawVersion, ground.kernel, ground.encoder, encodeArguments(ground.settings, ''), told]));
}
