export { type CaptionFace, type CaptionLayout, type CaptionLine, layOutCaption, type MeasureText } from './caption-layout.ts';
export { uncoveredPx } from './coverage.ts';
export type { FrameWindow, Staging } from './frame.ts';
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
  type TimelineSegment,
  type TimelineShot,
} from './timeline.ts';
export { firstWindow, subjectInFrame } from './window.ts';
