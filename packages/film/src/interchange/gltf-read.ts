import { z } from 'zod';
import type { Keyframe } from '../camera.ts';
import { Fault, type Notice } from '../fault.ts';
import { normalize, type Quat, rotate } from '../quaternion.ts';
import { add, scale, type Vec3 } from '../vector.ts';
import type { CameraTrack } from './camera-track.ts';
import { type Curve, curveOf } from './gltf-curve.ts';
import { badGltf, type GltfDocument, type GltfFile, type GltfNode } from './gltf-file.ts';
import { isRotation, quatOfMatrix } from './rotation-matrix.ts';

/** Keys further apart than a quarter second were set by hand; between them the file's own curve is followed, 30 poses a second. */
const sparseGapSec = 0.251;
const sampleFps = 30;

const longestSec = 3600;

/** What writeGltf leaves in a node's extras, and what another program may have made of it. */
const Extras = z.object({
  lensMm: z
    .union([z.number(), z.array(z.number())])
    .optional()
    .catch(undefined),
  focusM: z
    .union([z.number(), z.array(z.number())])
    .optional()
    .catch(undefined),
  subjectDistanceM: z.number().optional().catch(undefined),
});

type Mover = Readonly<{ node: GltfNode; curves: Readonly<Partial<Record<string, Curve>>> }>;
type Placed = Readonly<{ position: Vec3; linear: readonly number[] }>;

/**
 * Reads one perspective camera of a glTF 2.0 file, the first unless `name` names it or its node, through all its parent nodes: their translations,
 * rotations, scales and the first animation that moves them. glTF's axes are this house's (right-handed, metres, +Y up, the camera looks along −Z).
 * The focal length comes from yfov and aspectRatio. Throws `camera.bad-gltf`, `camera.gltf-apart`, `camera.gltf-no-camera`, `camera.no-such-camera`.
 */
export function readGltf(
  file: GltfFile,
  { name, aspectRatio: spareRatio = 16 / 9 }: Readonly<{ name?: string; aspectRatio?: number }>,
): CameraTrack {
  const { document } = file;
  const found = cameraNode(document, name);
  const notices: Notice[] = [...found.notices];
  const { aspectRatio = spareRatio, yfov } = found.perspective;
  const yfovLensMm = 18 / (aspectRatio * Math.tan(yfov / 2));

  const chain = chainTo(document, found.node);
  const moving = document.animations.filter(({ channels }) =>
    channels.some(({ target }) => target.node !== undefined && chain.includes(target.node)),
  );
  const [animation, ...others] = moving;
  if (others.length > 0)
    notices.push({ code: 'camera.part-not-read', params: { part: others.map(({ name }, i) => name ?? `animations ${i + 1}`).join(', ') } });
  if (document.animations.some(({ channels }) => channels.some(({ target }) => target.path === 'pointer'))) {
    notices.push({ code: 'camera.part-not-read', params: { part: 'KHR_animation_pointer' } });
  }
  const movers = chain.map((i): Mover => {
    const own = animation?.channels.filter(({ target }) => target.node === i) ?? [];
    const curves = own.map(({ sampler, target }) => {
      const told = animation?.samplers[sampler];
      if (told === undefined) throw badGltf(`animations › samplers[${sampler}]`);
      return [target.path, curveOf(file, told, { path: target.path })] as const;
    });
    return { node: document.nodes[i] as GltfNode, curves: Object.fromEntries(curves) };
  });

  const keys = keyTimes(movers.flatMap(({ curves }) => Object.values(curves).flatMap((curve) => [...(curve?.times ?? [])])));
  const keyAt = new Map(keys.map((tSec, i) => [tSec, i]));
  const extras = Extras.safeParse(document.nodes[found.node]?.extras ?? {}).data ?? {};
  const lens = perKey(extras.lensMm, { spare: yfovLensMm, part: 'extras.lensMm', keys, notices });
  const focus = perKey(extras.focusM, { spare: undefined, part: 'extras.focusM', keys, notices });
  const keyframes = withSparseFilled(keys).map((tSec): Keyframe => {
    const placed = movers.reduce((parent, mover) => within(parent, placeAt(mover, tSec)), root);
    const key = keyAt.get(tSec);
    const [lensMm, focusM] = [lens(key), focus(key)];
    return {
      tSec,
      position: placed.position,
      orientation: orientationOf(placed.linear, `nodes[${found.node}]`),
      ...(lensMm === undefined ? {} : { lensMm }),
      ...(focusM === undefined ? {} : { focusM }),
    };
  });
  return {
    keyframes,
    // Single precision holds a time to a quarter of a millionth of itself.
    timeToleranceSec: 1e-6 + (keys[keys.length - 1] ?? 0) * 2 ** -22,
    aspectRatio,
    ...(extras.subjectDistanceM === undefined ? {} : { subjectDistanceM: extras.subjectDistanceM }),
    notices,
  };
}

const root: Placed = { position: [0, 0, 0], linear: [1, 0, 0, 0, 1, 0, 0, 0, 1] };

function cameraNode(document: GltfDocument, name: string | undefined) {
  const cameras = document.nodes.flatMap((node, i) => {
    const camera = document.cameras[node.camera ?? -1];
    return camera?.perspective === undefined ? [] : [{ node: i, perspective: camera.perspective, names: [node.name, camera.name] }];
  });
  const [first] = cameras;
  if (first === undefined) throw new Fault('camera.gltf-no-camera');
  const names = cameras.map(({ names: [own, lens], node }) => own ?? lens ?? `nodes[${node}]`);
  const chosen = name === undefined ? first : cameras.find((camera, i) => camera.names.includes(name) || names[i] === name);
  if (chosen === undefined) throw new Fault('camera.no-such-camera', { name: name ?? '', names: names.join(', ') });
  const notices: Notice[] =
    name === undefined && cameras.length > 1
      ? [{ code: 'camera.first-of-many', params: { name: names[0] ?? '', names: names.join(', ') } }]
      : [];
  return { ...chosen, notices };
}

/** The nodes from the top of the scene down to one, by number. */
function chainTo(document: GltfDocument, node: number): readonly number[] {
  const parents = new Map(document.nodes.flatMap(({ children }, parent) => children.map((child) => [child, parent] as const)));
  const chain: number[] = [];
  for (let at: number | undefined = node; at !== undefined; at = parents.get(at)) {
    if (chain.includes(at)) throw badGltf(`nodes[${at}].children`);
    chain.unshift(at);
  }
  return chain;
}

function tooLong(): Fault {
  return new Fault('camera.invalid', {
    pathEn: 'lengthSec',
    pathZh: 'lengthSec',
    problemEn: `must be at most ${longestSec}`,
    problemZh: `不能大于 ${longestSec}`,
  });
}

/** All key times in order, each once; a camera that does not move has one, 0. */
function keyTimes(times: readonly number[]): readonly number[] {
  const sorted = times.toSorted((a, b) => a - b);
  // Before they are filled: an hour is all a path may last, and a year of filled poses would take all memory.
  if ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0) > longestSec) throw tooLong();
  const kept = sorted.filter((tSec, i) => i === 0 || tSec - (sorted[i - 1] as number) > 1e-6);
  return kept.length === 0 ? [0] : kept;
}

function withSparseFilled(keys: readonly number[]): readonly number[] {
  return keys.flatMap((tSec, i) => {
    const gapSec = (keys[i + 1] ?? tSec) - tSec;
    const pieces = gapSec > sparseGapSec ? Math.ceil(gapSec * sampleFps - 1e-3) : 1;
    return Array.from({ length: pieces }, (_, k) => (k === 0 ? tSec : tSec + (gapSec * k) / pieces));
  });
}

/** A number of the extras for each key; between keys none. A list that does not fit the keys is said and left. */
function perKey(
  told: number | readonly number[] | undefined,
  { spare, part, keys, notices }: Readonly<{ spare: number | undefined; part: string; keys: readonly number[]; notices: Notice[] }>,
): (key: number | undefined) => number | undefined {
  if (told === undefined) return () => spare;
  if (typeof told === 'number') return () => told;
  if (told.length === keys.length) return (key) => (key === undefined ? undefined : told[key]);
  notices.push({ code: 'camera.part-not-read', params: { part } });
  return () => spare;
}

function placeAt({ node, curves }: Mover, tSec: number): Placed {
  const m = node.matrix;
  if (m !== undefined) {
    const at = (i: number) => m[i] as number;
    return { position: [at(12), at(13), at(14)], linear: [0, 4, 8, 1, 5, 9, 2, 6, 10].map(at) };
  }
  const part = (path: string, still: readonly number[]) => curves[path]?.at(tSec) ?? still;
  const [x = 0, y = 0, z = 0] = part('translation', node.translation ?? [0, 0, 0]);
  const [sx = 1, sy = 1, sz = 1] = part('scale', node.scale ?? [1, 1, 1]);
  const [qx = 0, qy = 0, qz = 0, qw = 1] = part('rotation', node.rotation ?? [0, 0, 0, 1]);
  const turn = normalize([qx, qy, qz, qw]);
  const columns = [scale(rotate(turn, [1, 0, 0]), sx), scale(rotate(turn, [0, 1, 0]), sy), scale(rotate(turn, [0, 0, 1]), sz)];
  return { position: [x, y, z], linear: [0, 1, 2].flatMap((row) => columns.map((column) => column[row] as number)) };
}

function within(parent: Placed, child: Placed): Placed {
  const times = (v: readonly number[]): Vec3 => {
    const row = (i: number) => [0, 1, 2].reduce((sum, k) => sum + (parent.linear[i * 3 + k] as number) * (v[k] as number), 0);
    return [row(0), row(1), row(2)];
  };
  const columns = [0, 1, 2].map((k) => times([0, 3, 6].map((i) => child.linear[i + k] as number)));
  return {
    position: add(parent.position, times(child.position)),
    linear: [0, 1, 2].flatMap((i) => columns.map((column) => column[i] as number)),
  };
}

/** The rotation of a placed camera; sizes along its axes change nothing it sees, a mirror or a shear would. */
function orientationOf(linear: readonly number[], place: string): Quat {
  const sizes = [0, 1, 2].map((k) => Math.hypot(linear[k] as number, linear[k + 3] as number, linear[k + 6] as number));
  const matrix = linear.map((value, i) => value / (sizes[i % 3] as number));
  if (!isRotation(matrix)) throw badGltf(place);
  return quatOfMatrix(matrix);
}
