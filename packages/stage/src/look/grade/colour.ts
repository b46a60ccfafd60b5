/** A colour as photographs hold it: red, green and blue coded by sRGB, ratios 0..1. */
export type Colour = readonly [number, number, number];
