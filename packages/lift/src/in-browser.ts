// The door for browsers: nothing behind it needs Node, a codec or a model.
export { paintAnimatic } from './animatic/paint-animatic.ts';
export { paintedCropRatio, paintedSizePx } from './animatic/painted-version.ts';
export { type CameraFit, type FittedMove, fitCamera, type Outside } from './envelope/fit-camera.ts';
export { provideFillKernel } from './fill/fill-kernel.ts';
export type { PaintedMask } from './motion/place-mask.ts';
export { type MovingScene, splitMotions } from './motion/split-motions.ts';
export { readSceneBytes, type SceneBytesOptions } from './scene-bytes.ts';
export type { SceneRecord } from './scene-document.ts';
