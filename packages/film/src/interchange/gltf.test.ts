import { describe, expect, test } from 'vitest';
import { MovesCamera } from '../camera.ts';
import { Fault } from '../fault.ts';
import { cameraPath } from '../pose-at.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { readCameraFile, writeCameraFile } from './camera-file.ts';
import { textOf } from './utf8.ts';

const camera = MovesCamera.parse({
  moves: [
    { kind: 'dolly', distanceM: 0.5 },
    { kind: 'pan', angleDeg: 15 },
  ],
});
const zooming = MovesCamera.parse({ moves: [{ kind: 'zoom', ratio: 2 }] });
const perspective = { yfov: 2 * Math.atan(18 / 35 / 2), aspectRatio: 2 };
const codeOf = (value: unknown) => {
  try {
    readCameraFile(typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value));
  } catch (cause) {
    if (cause instanceof Fault)
      return `${cause.code} ${cause.params['place'] ?? cause.params['file'] ?? cause.params['names'] ?? ''}`.trim();
    throw cause;
  }
  return 'none';
};

/** A glTF file as another program might write it: streams of floats in one buffer. */
function gltfOf(
  parts: Readonly<{ nodes: object[]; streams?: readonly (readonly number[])[]; types?: readonly string[]; more?: object }>,
): string {
  const { nodes, streams = [], types = [], more = {} } = parts;
  const bytes = new Uint8Array(new Float32Array(streams.flat()).buffer);
  let byteOffset = 0;
  const bufferViews = streams.map(({ length }) => {
    const view = { buffer: 0, byteOffset, byteLength: length * 4 };
    byteOffset += length * 4;
    return view;
  });
  const accessors = streams.map(({ length }, i) => {
    const type = types[i] ?? 'SCALAR';
    return { bufferView: i, componentType: 5126, type, count: length / (type === 'SCALAR' ? 1 : type === 'VEC3' ? 3 : 4) };
  });
  const buffers =
    streams.length === 0
      ? []
      : [{ byteLength: bytes.length, uri: `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}` }];
  return JSON.stringify({
    asset: { version: '2.0' },
    nodes,
    cameras: [{ type: 'perspective', perspective }],
    bufferViews,
    accessors,
    buffers,
    ...more,
  });
}

const animation = (path: string, { node = 0, interpolation = 'LINEAR' } = {}) => ({
  animations: [{ channels: [{ sampler: 0, target: { node, path } }], samplers: [{ input: 0, output: 1, interpolation }] }],
});

describe('what is written', () => {
  const document = JSON.parse(writeCameraFile(camera, { format: 'gltf', fps: 24, source: 'wish' }).text);

  test('is a camera node keyed at every frame, with the angle of view of the first', () => {
    expect(document.asset.version).toBe('2.0');
    expect(document.cameras[0].perspective.yfov).toBeCloseTo(2 * Math.atan(18 / 35 / (16 / 9)), 12);
    expect(document.animations[0].samplers.map((sampler: { interpolation: string }) => sampler.interpolation)).toEqual([
      'LINEAR',
      'LINEAR',
    ]);
    expect(document.accessors[0]).toMatchObject({ count: 120, min: [0], max: [Math.fround(119 / 24)] });
    expect(document.buffers[0].byteLength).toBe(120 * 4 * 8);
    const bytes = Buffer.from(document.buffers[0].uri.split(',')[1], 'base64');
    expect(bytes.length).toBe(document.buffers[0].byteLength);
    const last = document.bufferViews[1].byteOffset + 119 * 12;
    cameraPath(camera)(119 / 24).position.forEach((value, axis) => {
      expect(bytes.readFloatLE(last + axis * 4)).toBe(Math.fround(value) + 0);
    });
  });

  test('says lens and focus once where they stand, and for every frame where they change', () => {
    expect(document.nodes[0].extras).toEqual({ focusM: 3, subjectDistanceM: 3 });
    const zoom = JSON.parse(writeCameraFile(zooming, { format: 'gltf', fps: 24 }).text);
    expect(zoom.nodes[0].extras.lensMm).toHaveLength(120);
    expect(zoom.nodes[0].extras.lensMm[0]).toBeCloseTo(35, 12);
  });

  test('keeps each quaternion on the side of the one before', () => {
    const spin = MovesCamera.parse({
      moves: [
        { kind: 'orbit', angleDeg: 180 },
        { kind: 'pan', angleDeg: 180 },
        { kind: 'roll', angleDeg: 180 },
      ],
    });
    const { buffers, bufferViews } = JSON.parse(writeCameraFile(spin, { format: 'gltf', fps: 24 }).text);
    const bytes = Buffer.from(buffers[0].uri.split(',')[1], 'base64');
    const q = (i: number) => [0, 4, 8, 12].map((at) => bytes.readFloatLE(bufferViews[2].byteOffset + i * 16 + at));
    for (let i = 1; i < 120; i += 1) expect(q(i).reduce((sum, value, k) => sum + value * (q(i - 1)[k] as number), 0)).toBeGreaterThan(0.9);
  });
});

test('keys further apart than an hour are refused before the gap is filled with poses', () => {
  const streams = [
    [0, 1e5],
    [0, 0, 0, 1, 0, 0],
  ];
  expect(codeOf(gltfOf({ nodes: [{ camera: 0 }], streams, types: ['SCALAR', 'VEC3'], more: animation('translation') }))).toBe(
    'camera.invalid',
  );
});

describe('what other programs write', () => {
  test('parent nodes carry the camera: moved, turned, scaled, animated', () => {
    const half = Math.SQRT1_2;
    const text = gltfOf({
      nodes: [
        { name: 'dolly', children: [1], translation: [0, 1, 0] },
        { name: 'arm', children: [2], rotation: [0, half, 0, half], scale: [2, 2, 2] },
        { name: 'eye', camera: 0, translation: [0, 0, -1] },
      ],
      streams: [
        [0, 0.1, 0.2],
        [0, 1, 0, 0, 1, -1, 0, 1, -2],
      ],
      types: ['SCALAR', 'VEC3'],
      more: animation('translation'),
    });
    const { camera } = readCameraFile(text, { isAbsolute: true });
    // The arm is turned to the left by 90°: two metres ahead of it lie to the west.
    expect(camera.keyframes[2]?.position.map((x) => Number(x.toFixed(9)))).toEqual([-2, 1, -2]);
    expect(camera.keyframes[2]?.orientation.map(Math.abs)[1]).toBeCloseTo(half, 9);
    expect(camera).toMatchObject({ aspectRatio: 2 });
    expect(camera.lensMm).toBeCloseTo(35, 9);
    // Told relative to its first frame, the same path goes to the right: north, seen by one who looks west.
    expect(readCameraFile(text).camera.keyframes[2]?.position.map((x) => Number(x.toFixed(6)) + 0)).toEqual([2, 0, 0]);
  });

  test('keys set by hand far apart are followed along their own curve: straight, stepped or splined', () => {
    const streams = (interpolation: string) =>
      interpolation === 'CUBICSPLINE'
        ? [
            [0, 2],
            [0, 0, 0, 0, 0, 0, 0, 0, -4, 0, 0, 0, 0, 0, -2, 0, 0, 0],
          ]
        : [
            [0, 2],
            [0, 0, 0, 0, 0, -2],
          ];
    const at = (interpolation: string, tSec: number) => {
      const text = gltfOf({
        nodes: [{ camera: 0 }],
        streams: streams(interpolation),
        types: ['SCALAR', 'VEC3'],
        more: animation('translation', { interpolation }),
      });
      const { camera } = readCameraFile(text);
      expect(camera.keyframes).toHaveLength(61);
      return cameraPath(camera)(tSec).position[2];
    };
    expect(at('LINEAR', 0.5)).toBeCloseTo(-0.5, 6);
    expect(at('STEP', 1.5)).toBeCloseTo(0, 6);
    // Hermite: leaves at −4 m/s and arrives at 0; p(s) = h01(s) · −2 + h10(s) · 2 s · −4 m/s.
    const s = 0.5;
    expect(at('CUBICSPLINE', 1)).toBeCloseTo(-2 * s * s * (3 - 2 * s) - 8 * s * (1 - s) ** 2, 6);
  });

  test('rotations in normalised bytes are read as the quaternions they stand for', () => {
    const bytes = Buffer.alloc(24);
    for (const [i, tSec] of [0, 0.1, 0.2].entries()) bytes.writeFloatLE(tSec, i * 4);
    bytes.set(
      [0, 0, 0, 127, 0, 0, 0, 127, 0, 90, 0, 90].map((value) => value & 255),
      12,
    );
    const text = JSON.stringify({
      asset: { version: '2.0' },
      nodes: [{ camera: 0 }],
      cameras: [{ type: 'perspective', perspective }],
      buffers: [{ byteLength: 24, uri: `data:;base64,${bytes.toString('base64')}` }],
      bufferViews: [{ buffer: 0, byteLength: 24 }],
      accessors: [
        { bufferView: 0, componentType: 5126, count: 3, type: 'SCALAR' },
        { bufferView: 0, byteOffset: 12, componentType: 5120, normalized: true, count: 3, type: 'VEC4' },
      ],
      ...animation('rotation'),
    });
    expect(readCameraFile(text).camera.keyframes[2]?.orientation[1]).toBeCloseTo(Math.SQRT1_2, 9);
  });

  test('one of several cameras is taken by its name, else the first, and that is said', () => {
    const text = gltfOf({
      nodes: [
        { name: 'left', camera: 0 },
        { name: 'right', camera: 0, translation: [1, 0, 0] },
      ],
    });
    expect(readCameraFile(text, { name: 'right', isAbsolute: true }).camera.keyframes[0]?.position).toEqual([1, 0, 0]);
    expect(readCameraFile(text).notices.map(({ code, params }) => [code, params['name']])).toEqual([['camera.first-of-many', 'left']]);
    expect(() => readCameraFile(text, { name: 'top' })).toThrow('It holds: left, right.');
  });

  test('a lens list that no longer fits the keys is left, and that is said', () => {
    const document = JSON.parse(writeCameraFile(zooming, { format: 'gltf', fps: 24 }).text);
    document.nodes[0].extras.lensMm.pop();
    const { camera, notices } = readCameraFile(JSON.stringify(document));
    expect(camera.lensMm).toBeCloseTo(35, 9);
    expect(notices).toEqual([{ code: 'camera.part-not-read', params: { part: 'extras.lensMm' } }]);
  });

  test('a .glb gives the same camera as its .gltf', () => {
    const text = writeCameraFile(camera, { format: 'gltf', fps: 12, source: '愿望' }).text;
    const document = JSON.parse(text);
    const bin = Buffer.from(document.buffers[0].uri.split(',')[1], 'base64');
    delete document.buffers[0].uri;
    const json = Buffer.from(JSON.stringify(document));
    const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')]);
    const head = (...words: number[]) => Buffer.from(Uint32Array.from(words).buffer);
    const glb = Buffer.concat([
      head(0x46546c67, 2, 28 + padded.length + bin.length, padded.length, 0x4e4f534a),
      padded,
      head(bin.length, 0x004e4942),
      bin,
    ]);
    expect(readCameraFile(glb)).toEqual(readCameraFile(text));
    for (const cut of [8, 19, 40, glb.length - 1]) expect(codeOf(glb.subarray(0, cut))).toBe('camera.bad-gltf chunk');
  });
});

describe('what is refused', () => {
  const { text } = writeCameraFile(camera, { format: 'gltf', fps: 12 });
  /** The file with the value at a path replaced. */
  const broken = (path: string, value: unknown) => {
    const document: unknown = JSON.parse(text);
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    const holder = steps.reduce((at, step) => (at as Record<string, unknown>)[step], document);
    (holder as Record<string, unknown>)[last] = value;
    return document;
  };
  test.each([
    ['no camera', 'cameras', [], 'camera.gltf-no-camera'],
    ['an orthographic camera', 'cameras.0.perspective', undefined, 'camera.gltf-no-camera'],
    ['an angle of view of nought', 'cameras.0.perspective.yfov', 0, 'camera.bad-gltf cameras[0].perspective.yfov'],
    ['numbers in another file', 'buffers.0.uri', 'wish.bin', 'camera.gltf-apart wish.bin'],
    ['a buffer that is not base64', 'buffers.0.uri', 'data:;base64,!!', 'camera.bad-gltf buffers[0]'],
    ['a buffer that is too short', 'buffers.0.uri', 'data:;base64,AAAA', 'camera.bad-gltf accessors[0]'],
    ['a buffer that is not there', 'buffers.0.uri', undefined, 'camera.bad-gltf buffers[0]'],
    ['a sparse accessor', 'accessors.1.sparse', {}, 'camera.bad-gltf accessors[1]'],
    ['times that stand still', 'accessors.0.bufferView', 2, 'camera.bad-gltf accessors[0]'],
    ['more times than places', 'accessors.1.count', 59, 'camera.bad-gltf accessors[1]'],
    ['a mirror', 'nodes.0.scale', [-1, 1, 1], 'camera.bad-gltf nodes[0]'],
    ['a node that is its own parent', 'nodes.0.children', [0], 'camera.bad-gltf nodes[0].children'],
  ])('%s', (_name, path, value, told) => {
    expect(codeOf(broken(path, value))).toBe(told);
  });
});

test('base64 is the one everybody reads', () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 89 + length) & 255);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
    expect(fromBase64(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
  }
  expect(fromBase64('a')).toBeNull();
  expect(fromBase64('a*bc')).toBeNull();
});

test('UTF-8 is read as everybody reads it', () => {
  for (const text of ['', 'wish', '愿望 é 🎬', '\ufeffx'])
    expect(textOf(new TextEncoder().encode(text))).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
  expect(textOf(Uint8Array.of(0x61, 0xff, 0x62, 0xe6))).toBe('a\ufffdb\ufffd');
});
