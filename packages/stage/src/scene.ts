import type { Region } from '@fantascope/film';
import type { FrameWindow } from './frame.ts';

/**
 * One layer of a scene. Its picture covers a rectangle of the scene's canvas; `disparity` is sampled on a grid of
 * (gridWidth + 1) × (gridHeight + 1) vertices that spans exactly that rectangle (vertex 0 on its left/top edge, the last on its right/bottom edge).
 * The surface is the mesh of those vertices, two triangles a cell, split from the cell's top right to its bottom left corner.
 */
export type SceneLayer = Readonly<{
  name: string;
  /** sky and ground lie behind everything; a card is a subject at almost one depth. */
  kind: 'back' | 'middle' | 'card';
  /** Rectangle on the canvas, in canvas pixels; even numbers; also the size of `rgba`. */
  xPx: number;
  yPx: number;
  widthPx: number;
  heightPx: number;
  /** Premultiplied sRGB bytes, row-major, widthPx × heightPx × 4. The back layer is opaque everywhere. */
  rgba: Uint8Array;
  gridWidth: number;
  gridHeight: number;
  /** Relative inverse depth at the vertices, > 0, 1 = nearest. Distance in metres = subjectDistanceM × subjectDisparity / disparity. */
  disparity: Float32Array;
  /**
   * How much of each mesh cell's picture was invented behind a nearer layer, 0 = photographed … 255 = all of it, row by row, gridWidth × gridHeight.
   * Absent: nothing. Outward fill is not marked here; it is what lies outside `Scene.photo`. The envelope bounds how much of this the camera may show.
   */
  filled?: Uint8Array;
  /**
   * Sides of the rectangle where the picture is cut off rather than ends (ground or a hill that goes on): the envelope keeps them out of the frame.
   * Absent: none. The back layer needs none, since all of its border is kept out.
   */
  cutSides?: readonly ('left' | 'top' | 'right' | 'bottom')[];
}>;

/** How far the camera may go along one axis from the first frame before something uncovered, filled too visibly, or stretched too far shows. */
export type Envelope = Readonly<{
  /** Metres at subjectDistanceM = 1, i.e. shares of the subject's distance; each ≥ 0. */
  dollyInRatio: number;
  dollyOutRatio: number;
  truckLeftRatio: number;
  truckRightRatio: number;
  pedestalUpRatio: number;
  pedestalDownRatio: number;
  dollyZoomRatio: number;
  /** Degrees, each ≥ 0. */
  orbitLeftDeg: number;
  orbitRightDeg: number;
  panLeftDeg: number;
  panRightDeg: number;
  tiltUpDeg: number;
  tiltDownDeg: number;
  rollDeg: number;
}>;

/** A picture lifted into layers with depth, which the stage can move through. Layers run back to front. */
export type Scene = Readonly<{
  canvas: Readonly<{ widthPx: number; heightPx: number }>;
  /** The photograph's own rectangle on the canvas; outside it lies outward fill. */
  photo: Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>;
  /** What the first frame's window is taken from where the photograph was extended to another shape. Default: the photograph. Not kept in scene files. */
  room?: FrameWindow;
  layers: readonly SceneLayer[];
  /** Relative inverse depth of the subject; it stands at subjectDistanceM. */
  subjectDisparity: number;
  /** The subject's box as ratios of the photograph, or null when the picture has no subject. */
  subject: Region | null;
  /** The upper third of the subject as ratios of the photograph: a face, a blossom. Absent when there is no subject. */
  head?: Region;
}>;
