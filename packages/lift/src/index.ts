export { cacheDir, type Environment } from './cache-dir.ts';
export { type DepthChoice, type Disparity, disparityOf } from './disparity/disparity-of.ts';
export { type LiftOptions, type LiftReport, type LiftStep, liftPicture } from './lift-picture.ts';
export { type Matte, type MatteMaker, matteOf, openMatte } from './matte.ts';
export { type Picture, readPicture, workPicture, workSize } from './picture.ts';
export { readSceneFile, SceneDocument, type SceneRecord, writeSceneFile } from './scene-file.ts';
export { findWeights, type Weights, type WeightsName } from './weights.ts';
