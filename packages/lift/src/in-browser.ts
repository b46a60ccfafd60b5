// The door for browsers: nothing behind it needs Node, a codec or a model.
export { type CameraFit, type FittedMove, fitCamera, type Outside } from './envelope/fit-camera.ts';
export { readSceneBytes, type SceneBytesOptions } from './scene-bytes.ts';
export type { SceneRecord } from './scene-document.ts';
