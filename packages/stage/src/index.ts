export {
  type CaptionFace,
  type CaptionLayout,
  type CaptionLine,
  type CaptionStyle,
  layOutCaption,
  type MeasureText,
  shownTexts,
} from './caption-layout.ts';
export { type CaptionPen, type CaptionSheet, captionSheet, paintCaption, setType } from './caption-paint.ts';
export { uncoveredPx } from './coverage.ts';
export type { FrameWindow, Staging } from './frame.ts';
export { type FilmLabel, isLabelled } from './label.ts';
export { type AirKind, airKinds } from './look/air/air-kinds.ts';
export type { Share } from './look/effect.ts';
export { circleOfConfusionMm } from './look/focus/thin-lens.ts';
export type { Colour } from './look/grade/colour.ts';
export { readCube } from './look/grade/cube-file.ts';
export { gradeColour } from './look/grade/grade-colour.ts';
export type { ColourCube, LayerMotion, Look } from './look/look.ts';
export { blocksOf, slotWithLook } from './look/look-plan.ts';
export { type OpenMoment, openMoments } from './look/shutter/shutter-effect.ts';
export { type Outline, outlineCovers, outlineOf } from './outline.ts';
export {
  depthOfDisparity,
  type FrameSize,
  NEAR_M,
  type PlacedMesh,
  placeLayer,
  projectPoint,
  viewProjection,
  worldPoint,
} from './place.ts';
// The rasteriser: the kernel over one shared memory.
export { type KernelBuild, kernelWasmUrl, relaxedSimdWorks } from './raster/kernel-wasm.ts';
export { firstPose, type OpenStage, openStage } from './raster/open-stage.ts';
export { type OverlayPlanes, prepareOverlay } from './raster/overlay-planes.ts';
export { Rasteriser, type Toward } from './raster/rasteriser.ts';
export { type LayerShape, MOST_LAYERS, planScene, type ScenePlan } from './raster/scene-plan.ts';
export type { SceneSlot } from './raster/scene-slot.ts';
export { StageMemory } from './raster/stage-memory.ts';
export { levelsFor } from './raster/texel-density.ts';
export { planWorker, type WorkerPlan } from './raster/worker-plan.ts';
export { cameraInWindow, regionToShow, windowOnPhoto } from './region-on-photo.ts';
export type { Envelope, Scene, SceneLayer } from './scene.ts';
export { type Survey, type SurveyRig, surveyFrame, surveyRig } from './survey.ts';
export {
  type Blend,
  type FilmFrame,
  filmTimeline,
  frameAt,
  SEGMENT_FRAMES,
  type ShotMoment,
  segmentsOf,
  type Timeline,
  type TimelineCaption,
  type TimelineSegment,
  type TimelineShot,
  type TimelineWords,
} from './timeline.ts';
export { firstWindow, regionInFrame } from './window.ts';
