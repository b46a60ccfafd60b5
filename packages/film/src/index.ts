export { Animatic, animaticHours, animaticPlaces, animaticSubjects, animaticWeathers } from './animatic.ts';
export { Bilingual } from './bilingual.ts';
export { Camera, Keyframe, KeyframesCamera, MovesCamera } from './camera.ts';
export { type CameraExtent, extentOf } from './camera-extent.ts';
export { type CastLook, CastMember, CastVersion, castLook } from './cast.ts';
export { type Candidate, chosenTake, newestTake } from './chosen-take.ts';
export { type Platform, type PlatformId, platformIds, platforms, type SafeZone } from './deliver/platforms.ts';
export { safeZoneOf } from './deliver/safe-zone.ts';
export { applyEdit, type EditContext, type EditedEdit } from './edit/apply-edit.ts';
export { gainAt } from './edit/cut-parts.ts';
export {
  Cut,
  CutContent,
  CutTransition,
  Edit,
  Marker,
  NestedEdit,
  ShotRef,
  Track,
  type TrackKind,
  trackKinds,
  Variant,
  VolumePoint,
} from './edit/edit.ts';
export { editOf, type HeardLengths } from './edit/edit-of.ts';
export { type EditSources, editProblems, totalFramesOf } from './edit/edit-problems.ts';
export { EditStep, type EditStepKind } from './edit/edit-step.ts';
export { type AddShots, type ArrangeShots, applyFilmEdit, type EditedFilm, type FilmChanges, type FilmEditStep } from './edit/film-edit.ts';
export {
  captionsOf,
  type FlatCaption,
  type FlatCut,
  type FlatEdit,
  type FlatSound,
  flatEdit,
  sourcesOf,
  withEditTakes,
} from './edit/flatten.ts';
// The timeline.
export {
  costOfImpact,
  type FilmImpact,
  type ImpactCost,
  type ImpactSetting,
  impactOf,
  type ShotImpact,
  type ShotPrice,
  type ShotReason,
} from './edit/impact.ts';
export { variantOf } from './edit/variant.ts';
export { Fault, type Language, type Notice, say, type WordCode, type WordParams, words } from './fault.ts';
export { Film } from './film.ts';
export { readFilmDocument } from './film-document.ts';
export { type CameraReader, type CameraScale, FilmFile, filmFromFile } from './film-file.ts';
export { type Aspect, aspectRatioOf, aspects, type FrameSize, frameInside } from './frame-size.ts';
export { type IdKind, newId } from './id.ts';
export { type CameraFileFormat, cameraFileFormats, readCameraFile, writeCameraFile } from './interchange/camera-file.ts';
export type { CameraFileOptions } from './interchange/camera-track.ts';
export { readRealEstate10k, type TimedPose, writeRealEstate10k } from './interchange/realestate10k.ts';
export {
  LABEL_OPENING_SEC,
  LabelLevel,
  LabelPolicy,
  labelTags,
  labelText,
  leastLabel,
  type SeenInFilm,
  saysEnough,
  sourceTypeOf,
  stricterPolicy,
} from './label.ts';
// Words and the camera.
export { canonicalMoves } from './language/canonical-moves.ts';
export { type DescribeCameraOptions, describeCamera } from './language/describe-camera.ts';
export { nominalAmount } from './language/nominal.ts';
export { type CameraReading, type ParseCameraOptions, type Phrase, parseCamera, type Target } from './language/parse-camera.ts';
export { Air } from './look/air.ts';
export { Aperture } from './look/aperture.ts';
export { ColourMatch, matchedColour, matchesColour } from './look/colour-match.ts';
export { Grade } from './look/grade.ts';
export { MotionPlace, MotionRegion } from './look/motion-region.ts';
export { Shutter } from './look/shutter.ts';
export { Easing, Framing, Move, type MoveKind, Region } from './move.ts';
export type { Pose } from './pose.ts';
export { cameraPath, poseAt } from './pose-at.ts';
export type { Strength } from './presets/preset.ts';
export { type Preset, type PresetOptions, presetCamera, presets } from './presets/preset-camera.ts';
export { axisAngle, headAngles, headOrientation, multiply, normalize, Quat, rotate } from './quaternion.ts';
export { scaleMoves } from './scale-moves.ts';
export { schemaProblem } from './schema-problem.ts';
export { seededFilm, seedShakes } from './seed-shakes.ts';
export { Caption, Fit, NearerLayer, Shot, Transition } from './shot.ts';
export { changedParts, type ShotPart, shotParts } from './shot-changes.ts';
export { isSameShape, type StartCentre, shotInFrame, startCentreIn, withStartCentre } from './shot-in-frame.ts';
export { voiceOf, voicesInTurn } from './sound/cast-voices.ts';
export { Line } from './sound/line.ts';
export { type MusicPiece, musicPieces } from './sound/music-pieces.ts';
export { effectKinds, FilmSound, Music, musicKeys, musicMoods, SoundEffect } from './sound/sound.ts';
export { type SoundShape, soundShape } from './sound/sound-shape.ts';
export { lineStarts, type SpokenLine, spokenLines } from './sound/spoken-lines.ts';
export { SpokenLanguage, Voice } from './sound/voice.ts';
export { type FrameCrop, framingCrop, pointAtSubjectDepth, subjectPoint } from './subject.ts';
export { Vec3 } from './vector.ts';
export type { WordRow } from './words/row.ts';
