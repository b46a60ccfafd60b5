// The narrow door to pictures that are lifted already: neither codecs nor models are loaded until one is new.
export { liftAnimatic } from './animatic/lift-animatic.ts';
export { paintedCropRatio, paintedSizePx } from './animatic/painted-version.ts';
export { isLayersPath } from './assembled/layers-path.ts';
export { ownSubjectDistanceM } from './assembled/own-distance.ts';
export type { ReadYaml } from './assembled/read-layers.ts';
export { cacheDir } from './cache-dir.ts';
export { type CameraFit, fitCamera, type Outside } from './envelope/fit-camera.ts';
export { fitCameraOnce } from './envelope/kept-fit.ts';
export { extendScene, extendVersion, surroundRatio, wholePhotoCrop } from './extend/extend-scene.ts';
export { findOnce } from './kept-finding.ts';
export type { LiftReport, LiftStep } from './lift-options.ts';
export { liftPicture } from './lift-picture.ts';
export { touchLift } from './lift-store.ts';
export { checkMasks, type KeptMotions, splitMotionsOnce } from './motion/kept-motions.ts';
export { readSceneFile } from './scene-file.ts';
export { sceneFileKey } from './scene-file-key.ts';
export type { UpscaleChoice } from './upscale/upscale-picture.ts';
export { findWeights } from './weights.ts';
