import type { Pose } from '@fantascope/film';
import type { Staging } from './frame.ts';
import { drawMesh, type ProjectedMesh, projectMesh } from './mesh-raster.ts';
import { type FrameSize, NEAR_M, type PlacedMesh, placeLayer, viewProjection } from './place.ts';
import type { Scene, SceneLayer } from './scene.ts';

/** What one frame shows of a scene, measured at the survey's size. */
export type Survey = Readonly<{
  /** Share of the frame that shows pictures invented behind nearer layers (`SceneLayer.filled`), beyond what the first frame's coarse cells already seem to show. */
  fillShownRatio: number;
  /**
   * How far the surface is pulled apart: its local magnification since the first frame over what its change of distance and lens alone would give.
   * 99 % of the frame stays under this figure (the rest is single cells at depth edges). 1 = nothing; above 2 the picture smears.
   */
  stretchRatio: number;
  /** Distance in metres to the nearest thing shown. */
  nearestM: number;
}>;

/** A scene's layers made coarse enough for one frame size, to be surveyed from many poses. */
export type SurveyRig = Readonly<{ staging: Staging; frame: FrameSize; sheets: readonly Sheet[]; restingFillRatio: number }>;

type Sheet = Readonly<{
  mesh: PlacedMesh;
  columns: number;
  rows: number;
  /** Canvas pixels of the kept columns and rows. */
  columnPx: Float64Array;
  rowPx: Float64Array;
  /** 0..1 per coarse cell; null where everything is opaque or nothing is filled. */
  opacity: Float32Array | null;
  filled: Float32Array | null;
}>;

/** Cells are kept about this many survey pixels wide: smaller ones cost time and tell nothing more. */
const CELL_PX = 2;
/** Share of the frame that may be stretched further than the figure told. */
const STRETCH_TAIL_RATIO = 0.01;
const STRETCH_BINS_PER_OCTAVE = 16;

/** Prepares a survey; about 160 pixels wide is enough. */
export function surveyRig(scene: Scene, staging: Staging, frame: FrameSize): SurveyRig {
  const perCanvasPx = frame.widthPx / staging.window.widthPx;
  const sheets = scene.layers.map((layer, i) => sheetOf(layer, placeLayer(layer, scene, staging), { perCanvasPx, isBack: i === 0 }));
  const rig = { staging, frame, sheets, restingFillRatio: 0 };
  const start: Pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: staging.lensMm, focusM: staging.subjectDistanceM };
  return { ...rig, restingFillRatio: surveyFrame(rig, start).fillShownRatio };
}

/** Surveys the frame that a pose shows. */
export function surveyFrame(rig: SurveyRig, pose: Pose): Survey {
  const { frame, sheets } = rig;
  const matrix = viewProjection(pose, frame);
  const count = frame.widthPx * frame.heightPx;
  const clear = new Float32Array(count).fill(1);
  const histogram = new Float64Array(STRETCH_BINS_PER_OCTAVE * 8);
  let fill = 0;
  let seen = 0;
  let nearestInverse = 0;
  for (let s = sheets.length - 1; s >= 0; s--) {
    const sheet = sheets[s] as Sheet;
    const projected = projectMesh(sheet.mesh, { columns: sheet.columns, rows: sheet.rows, matrix, frame, nearM: NEAR_M });
    const nearest = { triangle: new Int32Array(count).fill(-1), inverseDepth: new Float64Array(count) };
    drawMesh(projected, nearest, { frame });
    // A cell shows in several pixels, each of the same stretch.
    const bins = new Int16Array((sheet.columns - 1) * (sheet.rows - 1)).fill(-1);
    for (let k = 0; k < count; k++) {
      const triangle = nearest.triangle[k] as number;
      const through = clear[k] as number;
      if (triangle < 0 || through < 0.02) continue;
      const cell = triangle >> 1;
      const opacity = sheet.opacity === null ? 1 : (sheet.opacity[cell] as number);
      if (opacity < 0.02) continue;
      const shown = through * opacity;
      clear[k] = through - shown;
      if (sheet.filled !== null) fill += shown * (sheet.filled[cell] as number);
      if (opacity < 0.5) continue;
      seen += shown;
      nearestInverse = Math.max(nearestInverse, nearest.inverseDepth[k] as number);
      let at = bins[cell] as number;
      if (at < 0) {
        const stretch = Math.max(1, stretchAt(rig, { sheet, projected, cell, lensMm: pose.lensMm }));
        at = Math.min(Math.floor(Math.log2(stretch) * STRETCH_BINS_PER_OCTAVE), histogram.length - 1);
        bins[cell] = at;
      }
      histogram[at] = (histogram[at] as number) + shown;
    }
  }
  let tail = seen * STRETCH_TAIL_RATIO;
  let bin = histogram.length - 1;
  while (bin > 0 && tail >= (histogram[bin] as number)) tail -= histogram[bin--] as number;
  return {
    fillShownRatio: Math.max(0, fill / count - rig.restingFillRatio),
    stretchRatio: 2 ** ((bin + (bin > 0 ? 1 : 0)) / STRETCH_BINS_PER_OCTAVE),
    nearestM: nearestInverse > 0 ? 1 / nearestInverse : Infinity,
  };
}

/** The larger singular value of a cell's map from first frame to now, over what distance and lens alone account for. */
function stretchAt(rig: SurveyRig, at: Readonly<{ sheet: Sheet; projected: ProjectedMesh; cell: number; lensMm: number }>): number {
  const { sheet, projected, cell, lensMm } = at;
  const { x, y, inverseDepth } = projected;
  const column = cell % (sheet.columns - 1);
  const row = (cell - column) / (sheet.columns - 1);
  const a = row * sheet.columns + column;
  const b = a + 1;
  const c = a + sheet.columns;
  const d = c + 1;
  // A corner nearer than the near plane has no place in the frame; such a cell tells nothing.
  if (Math.min(inverseDepth[a] as number, inverseDepth[b] as number, inverseDepth[c] as number, inverseDepth[d] as number) === 0) return 1;
  const perCanvasPx = rig.frame.widthPx / rig.staging.window.widthPx;
  const width = 2 * perCanvasPx * ((sheet.columnPx[column + 1] as number) - (sheet.columnPx[column] as number));
  const height = 2 * perCanvasPx * ((sheet.rowPx[row + 1] as number) - (sheet.rowPx[row] as number));
  const xx = ((x[b] as number) - (x[a] as number) + (x[d] as number) - (x[c] as number)) / width;
  const yx = ((y[b] as number) - (y[a] as number) + (y[d] as number) - (y[c] as number)) / width;
  const xy = ((x[c] as number) - (x[a] as number) + (x[d] as number) - (x[b] as number)) / height;
  const yy = ((y[c] as number) - (y[a] as number) + (y[d] as number) - (y[b] as number)) / height;
  const largest = (Math.hypot(xx + yy, yx - xy) + Math.hypot(xx - yy, yx + xy)) / 2;
  const depthBefore = -((sheet.mesh.z[a] as number) + (sheet.mesh.z[d] as number)) / 2;
  const nearerBy = (depthBefore * ((inverseDepth[a] as number) + (inverseDepth[d] as number))) / 2;
  return (largest * rig.staging.lensMm) / (lensMm * nearerBy);
}

function sheetOf(layer: SceneLayer, placed: PlacedMesh, options: Readonly<{ perCanvasPx: number; isBack: boolean }>): Sheet {
  const cellPx = (layer.widthPx / layer.gridWidth) * options.perCanvasPx;
  const step = Math.max(1, Math.round(CELL_PX / cellPx));
  const across = every(layer.gridWidth, step);
  const down = every(layer.gridHeight, step);
  const pick = (values: Float32Array) =>
    Float32Array.from({ length: across.length * down.length }, (_, k) => {
      const row = down[Math.floor(k / across.length)] as number;
      return values[row * (layer.gridWidth + 1) + (across[k % across.length] as number)] as number;
    });
  const overCells = (ofCell: (box: Readonly<{ left: number; top: number; right: number; bottom: number }>) => number) => {
    const values = new Float32Array((across.length - 1) * (down.length - 1));
    for (let j = 0, k = 0; j < down.length - 1; j++) {
      for (let i = 0; i < across.length - 1; i++, k++) {
        values[k] = ofCell({
          left: across[i] as number,
          top: down[j] as number,
          right: across[i + 1] as number,
          bottom: down[j + 1] as number,
        });
      }
    }
    return values;
  };
  const { filled } = layer;
  return {
    mesh: { x: pick(placed.x), y: pick(placed.y), z: pick(placed.z) },
    columns: across.length,
    rows: down.length,
    columnPx: Float64Array.from(across, (i) => (i / layer.gridWidth) * layer.widthPx),
    rowPx: Float64Array.from(down, (j) => (j / layer.gridHeight) * layer.heightPx),
    opacity: options.isBack ? null : overCells((box) => meanAlpha(layer, box)),
    filled:
      filled === undefined
        ? null
        : overCells(({ left, top, right, bottom }) => {
            let sum = 0;
            for (let j = top; j < bottom; j++) for (let i = left; i < right; i++) sum += filled[j * layer.gridWidth + i] as number;
            return sum / 255 / ((right - left) * (bottom - top));
          }),
  };
}

/** 0, step, 2 × step … and the end. */
function every(end: number, step: number): readonly number[] {
  const kept: number[] = [];
  for (let i = 0; i < end; i += step) kept.push(i);
  kept.push(end);
  return kept;
}

/** Mean opacity of a box of grid cells, from sixteen texels: enough to weigh a cell. */
function meanAlpha(layer: SceneLayer, box: Readonly<{ left: number; top: number; right: number; bottom: number }>): number {
  const perColumn = layer.widthPx / layer.gridWidth;
  const perRow = layer.heightPx / layer.gridHeight;
  let sum = 0;
  for (let j = 0; j < 4; j++) {
    const y = Math.min(layer.heightPx - 1, Math.floor((box.top + ((j + 0.5) / 4) * (box.bottom - box.top)) * perRow));
    for (let i = 0; i < 4; i++) {
      const x = Math.min(layer.widthPx - 1, Math.floor((box.left + ((i + 0.5) / 4) * (box.right - box.left)) * perColumn));
      sum += layer.rgba[(y * layer.widthPx + x) * 4 + 3] as number;
    }
  }
  return sum / (16 * 255);
}
