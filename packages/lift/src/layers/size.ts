/** Width and height in pixels of a row-major plane. */
export type Size = Readonly<{ widthPx: number; heightPx: number }>;
