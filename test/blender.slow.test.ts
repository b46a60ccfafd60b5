import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cameraPath, MovesCamera, parseCamera, readCameraFile, writeCameraFile } from '@fantascope/film';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// A glTF camera of ours opened in Blender, and one of Blender's opened here. On Debian: apt-get install --no-install-recommends blender python3-numpy
// (its glTF add-on needs numpy); without it these tests are skipped and say so.

const fps = 24;
const askedFrames = [0, 23, 60, 97, 119];
const [widthPx, heightPx] = [1920, 1080];
/** Points of our world that lie before the camera all along its path. */
const points = [
  [0, 0, -3],
  [0.6, 0.4, -4],
  [-0.8, -0.3, -3.5],
] as const;

/** Blender's world has z up: its (x, y, z) is our (x, z, −y). Frames of the camera's matrix, its angle of view, and where Blender itself says it sees the points. */
const script = `
import bpy, json, sys
from mathutils import Vector
from bpy_extras.object_utils import world_to_camera_view
at = sys.argv.index('--')
ours, out, back = sys.argv[at + 1:at + 4]
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.render.fps, scene.render.resolution_x, scene.render.resolution_y = ${fps}, ${widthPx}, ${heightPx}
bpy.ops.import_scene.gltf(filepath=ours)
camera = next(o for o in scene.objects if o.type == 'CAMERA')
scene.camera = camera
frames = []
for frame in ${JSON.stringify(askedFrames)}:
    scene.frame_set(frame)
    bpy.context.view_layer.update()
    seen = [list(world_to_camera_view(scene, camera, Vector((x, -z, y))))[:2] for x, y, z in ${JSON.stringify(points)}]
    frames.append({'frame': frame, 'matrix': [list(row) for row in camera.matrix_world], 'seen': seen})
extras = {key: list(camera[key]) if hasattr(camera[key], '__len__') else camera[key] for key in ('lensMm', 'focusM') if key in camera}
scene.frame_start, scene.frame_end = 0, 119
bpy.ops.export_scene.gltf(filepath=back, export_format='GLB', export_cameras=True, export_extras=True, export_force_sampling=True)
json.dump({'version': bpy.app.version_string, 'angleX': camera.data.angle_x, 'angleY': camera.data.angle_y, 'extras': extras, 'frames': frames}, open(out, 'w'))
`;

type Triple = readonly [number, number, number];
const cross = (a: Triple, b: Triple): Triple => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

type Seen = Readonly<{
  version: string;
  angleY: number;
  extras: Readonly<{ lensMm?: readonly number[]; focusM?: number | readonly number[] }>;
  frames: readonly Readonly<{ frame: number; matrix: readonly (readonly number[])[]; seen: readonly (readonly number[])[] }>[];
}>;

/** Blender's own Python must not see another one's packages. */
const { PYTHONPATH: _path, PYTHONHOME: _home, ...env } = process.env;
const inBlender = (...args: string[]) =>
  spawnSync('blender', ['--background', '--factory-startup', '--python-exit-code', '1', ...args], {
    encoding: 'utf8',
    timeout: 240_000,
    env,
  });
const first = inBlender('--python-expr', 'import numpy');
const missing =
  first.error !== undefined
    ? 'no blender on PATH'
    : first.status === 0
      ? ''
      : 'blender is here, but not the numpy that its glTF add-on needs';
if (missing !== '')
  process.stdout.write(`  glTF in Blender: skipped, ${missing} (Debian: apt-get install --no-install-recommends blender python3-numpy)\n`);

describe.skipIf(missing !== '')(`a glTF camera in Blender${missing === '' ? '' : ` (skipped: ${missing})`}`, () => {
  // A zoom too, though core glTF carries the lens of the first frame only.
  const read = parseCamera('slow push in 0.5 m, then orbit left 12 degrees while tilting up 5 degrees, zoom in 1.3x', {
    subjectDistanceM: 3,
    lengthSec: 5,
  });
  const camera = MovesCamera.parse({ moves: read.moves, lensMm: 35, subjectDistanceM: 3 });
  const poseOf = cameraPath(camera);
  const written = writeCameraFile(camera, { format: 'gltf', fps, source: 'wish' });
  let folder = '';
  let told: Seen;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fantascope-blender-'));
    const [ours, asked, out, back] = ['ours.gltf', 'ask.py', 'told.json', 'back.glb'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
      string,
    ];
    writeFileSync(ours, written.text);
    writeFileSync(asked, script);
    const run = inBlender('--python', asked, '--', ours, out, back);
    if (run.status !== 0) throw new Error(`blender ended with ${run.status}: ${run.stdout}${run.stderr}`);
    told = JSON.parse(readFileSync(out, 'utf8')) as Seen;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is a camera with every word understood, its zoom too', () => {
    expect(read.unread).toEqual([]);
    expect(poseOf(5).lensMm).toBeCloseTo(35 * 1.3, 6);
  });

  test('stands where poseAt says at five frames, to 1e-4', () => {
    let worst = 0;
    for (const { frame, matrix } of told.frames) {
      const { position, orientation } = poseOf(frame / fps);
      const [x, y, z, w] = orientation;
      const axes = [
        [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)],
        [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)],
        [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)],
      ];
      [...axes, position].forEach(([a = 0, b = 0, c = 0], column) => {
        [a, -c, b].forEach((wanted, row) => {
          worst = Math.max(worst, Math.abs((matrix[row]?.[column] ?? Number.NaN) - wanted));
        });
      });
    }
    expect(told.frames.map(({ frame }) => frame)).toEqual(askedFrames);
    expect(worst).toBeLessThan(1e-4);
    process.stdout.write(`  glTF in Blender ${told.version}: ${worst.toExponential(1)} apart at most\n`);
  });

  test("sees points of the world where this house's projection puts them, while the lens is that of the first frame", () => {
    for (const { frame, seen } of told.frames) {
      const { position, orientation } = poseOf(frame / fps);
      const [qx, qy, qz, qw] = orientation;
      points.forEach((point, i) => {
        // The point in the camera's axes: v + 2w (u × v) + 2 u × (u × v), u the vector part of the inverse turn.
        const v = point.map((value, axis) => value - (position[axis] as number)) as unknown as Triple;
        const u: Triple = [-qx, -qy, -qz];
        const once = cross(u, v);
        const twice = cross(u, once);
        const c = v.map((value, axis) => value + 2 * qw * (once[axis] as number) + 2 * (twice[axis] as number)) as unknown as Triple;
        const xNdc = (c[0] / -c[2]) * (35 / 18);
        const yNdc = (c[1] / -c[2]) * (35 / 18) * (widthPx / heightPx);
        expect((seen[i]?.[0] ?? Number.NaN) * widthPx).toBeCloseTo(((xNdc + 1) / 2) * widthPx, 1);
        expect((seen[i]?.[1] ?? Number.NaN) * heightPx).toBeCloseTo(((yNdc + 1) / 2) * heightPx, 1);
      });
    }
    expect(told.angleY).toBeCloseTo(2 * Math.atan(18 / 35 / (widthPx / heightPx)), 5);
  });

  test('carries the lens of every frame as a property of the camera object', () => {
    expect(told.extras.lensMm).toHaveLength(written.frames);
    for (const [frame, lensMm] of (told.extras.lensMm ?? []).entries()) expect(lensMm).toBeCloseTo(poseOf(frame / fps).lensMm, 3);
    expect(told.extras.focusM).toBeDefined();
  });

  test('comes back as .glb with every frame where it was', () => {
    const back = readCameraFile(readFileSync(path.join(folder, 'back.glb')), { isAbsolute: true });
    const is = cameraPath(back.camera);
    expect(back.aspectRatio).toBeCloseTo(16 / 9, 3);
    expect(back.camera.keyframes).toHaveLength(written.frames);
    for (const frame of askedFrames) {
      const [own, other] = [poseOf(frame / fps), is(frame / fps)];
      expect(Math.hypot(...other.position.map((value, axis) => value - (own.position[axis] as number)))).toBeLessThan(1e-4);
      const cosine = other.orientation.reduce((sum, value, i) => sum + value * (own.orientation[i] as number), 0);
      expect(1 - Math.abs(cosine)).toBeLessThan(1e-8);
    }
  });
});
