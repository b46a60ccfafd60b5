import type { Scene, SceneLayer } from '@fantascope/stage';

/** Opacity 0..1 along a canvas' columns and rows; a pixel has the product of its two. */
export type Feather = Readonly<{ columns: Float32Array; rows: Float32Array }>;

/** Width of the soft border, as a share of the photograph's shorter side: where the surround is seen at rest, and at the sides that only a move brings in. */
const softRatio = { seam: 0.025, side: 0.008 };

/**
 * The soft border of a scene that is laid on a surround. Where the surround shows from the first frame on (`seam`), it begins at the photograph's own edge;
 * along the other two sides it is the last of what was drawn on outwards. Where less was drawn on, or a layer is cut off, it reaches into the photograph.
 */
export function featherOf({ canvas, photo, layers }: Scene, seam: 'columns' | 'rows'): Feather {
  const shortPx = Math.min(photo.widthPx, photo.heightPx);
  const softOf = (isSeam: boolean) => shortPx * (isSeam ? softRatio.seam : softRatio.side);
  const back = layers[0] as SceneLayer;
  const ramp = (lengthPx: number, [start, end]: readonly [number, number], softPx: number) =>
    Float32Array.from({ length: lengthPx }, (_, i) => smooth((i + 0.5 - start) / softPx) * smooth((end - i - 0.5) / softPx));
  /** Where opacity is gone: never beyond what is drawn. */
  const low = (side: 'left' | 'top', photoAt: number, isSeam: boolean): number => {
    const start = (layer: SceneLayer) => (side === 'left' ? layer.xPx : layer.yPx);
    const cuts = layers.filter((layer) => layer.cutSides?.includes(side) && start(layer) < photoAt + softOf(isSeam)).map(start);
    return Math.max(start(back), ...cuts, ...(isSeam ? [photoAt - softOf(isSeam)] : []));
  };
  const high = (side: 'right' | 'bottom', photoAt: number, isSeam: boolean): number => {
    const end = (layer: SceneLayer) => (side === 'right' ? layer.xPx + layer.widthPx : layer.yPx + layer.heightPx);
    const cuts = layers.filter((layer) => layer.cutSides?.includes(side) && end(layer) > photoAt - softOf(isSeam)).map(end);
    return Math.min(end(back), ...cuts, ...(isSeam ? [photoAt + softOf(isSeam)] : []));
  };
  const isAcross = seam === 'columns';
  return {
    columns: ramp(canvas.widthPx, [low('left', photo.xPx, isAcross), high('right', photo.xPx + photo.widthPx, isAcross)], softOf(isAcross)),
    rows: ramp(
      canvas.heightPx,
      [low('top', photo.yPx, !isAcross), high('bottom', photo.yPx + photo.heightPx, !isAcross)],
      softOf(!isAcross),
    ),
  };
}

/** A layer with a soft border; the layer itself where the border does not reach it. */
export function featherLayer(layer: SceneLayer, { columns, rows }: Feather): SceneLayer {
  const { xPx, yPx, widthPx, heightPx } = layer;
  const across = columns.subarray(xPx, xPx + widthPx);
  const down = rows.subarray(yPx, yPx + heightPx);
  if (across.every(isWhole) && down.every(isWhole)) return layer;
  const rgba = new Uint8Array(new SharedArrayBuffer(layer.rgba.byteLength));
  rgba.set(layer.rgba);
  const soft = Array.from(across.keys()).filter((x) => !isWhole(across[x] as number));
  const all = Array.from(across.keys());
  for (let y = 0; y < heightPx; y++) {
    const share = down[y] as number;
    const start = y * widthPx * 4;
    if (share === 0) rgba.fill(0, start, start + widthPx * 4);
    else
      for (const x of share === 1 ? soft : all) {
        const opacity = share * (across[x] as number);
        // premultiplied: colours go with opacity
        for (let k = start + x * 4, end = k + 4; k < end; k++) rgba[k] = Math.round((rgba[k] as number) * opacity);
      }
  }
  return { ...layer, rgba };
}

const isWhole = (opacity: number) => opacity === 1;

function smooth(at: number): number {
  const t = Math.max(0, Math.min(1, at));
  return t * t * (3 - 2 * t);
}
