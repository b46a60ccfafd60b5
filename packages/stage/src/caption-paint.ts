import type { CaptionFace, CaptionLayout, CaptionLine } from './caption-layout.ts';

/** What a caption is painted with: a 2-D canvas's context of any host. */
export type CaptionPen = {
  font: string;
  letterSpacing: string;
  lineJoin: 'round' | 'bevel' | 'miter';
  textBaseline: 'alphabetic' | 'top' | 'hanging' | 'middle' | 'ideographic' | 'bottom';
  shadowColor: string;
  shadowBlur: number;
  shadowOffsetX: number;
  lineWidth: number;
  // Hosts know more styles than text; only text is ever put in.
  strokeStyle: unknown;
  fillStyle: unknown;
  translate: (x: number, y: number) => void;
  strokeText: (text: string, x: number, y: number) => void;
  fillText: (text: string, x: number, y: number) => void;
  measureText: (text: string) => Readonly<{ width: number }>;
};

/** Where a caption's own sheet lies in the frame; position and size are even. */
export type CaptionSheet = Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>;

/** Sets the type of a line on a pen. `familyOf` names the family a face was registered under. */
export function setType(
  pen: CaptionPen,
  { face, sizePx, trackingPx }: Readonly<{ face: CaptionFace; sizePx: number; trackingPx: number }>,
  familyOf: (face: CaptionFace) => string,
): void {
  pen.font = `${sizePx}px "${familyOf(face)}"`;
  pen.letterSpacing = `${trackingPx}px`;
}

/** The dark that titles and end cards bring along, because they may stand on a bright sky: its density, and its softness and reach in sizes of the type. */
const halo = { alpha: 0.4, widthRatio: 0.4, blurRatio: 0.6, reachRatio: 0.8 };
const hasHalo = ({ face }: CaptionLine): boolean => face === 'serif';

/** The part of the frame that a caption needs: its box, and the dark around it as far as the frame goes. */
export function captionSheet({ box, lines }: CaptionLayout, frame: Readonly<{ widthPx: number; heightPx: number }>): CaptionSheet {
  const reachPx = Math.max(0, ...lines.filter(hasHalo).map(({ sizePx }) => sizePx * halo.reachRatio));
  const even = (value: number): number => Math.floor(value / 2) * 2;
  const xPx = Math.max(0, even(box.xPx - reachPx));
  const yPx = Math.max(0, even(box.yPx - reachPx));
  return {
    xPx,
    yPx,
    widthPx: Math.min(frame.widthPx - xPx, even(box.xPx + box.widthPx + reachPx - xPx + 4)),
    heightPx: Math.min(frame.heightPx - yPx, even(box.yPx + box.heightPx + reachPx - yPx + 4)),
  };
}

/** Paints a caption on the pen of a canvas of its sheet's size. */
export function paintCaption(
  pen: CaptionPen,
  layout: CaptionLayout,
  { sheet, familyOf }: Readonly<{ sheet: CaptionSheet; familyOf: (face: CaptionFace) => string }>,
): void {
  pen.translate(-sheet.xPx, -sheet.yPx);
  pen.lineJoin = 'round';
  pen.textBaseline = 'alphabetic';
  for (const line of layout.lines) if (hasHalo(line)) paintHalo(pen, line, { sheet, familyOf });
  for (const line of layout.lines) {
    setType(pen, line, familyOf);
    const left = line.xPx - line.widthPx / 2;
    // A soft shadow carries the text over bright pictures, the thin outline over busy ones.
    pen.shadowColor = 'rgba(0, 0, 0, 0.6)';
    pen.shadowBlur = layout.outlinePx * 3;
    pen.strokeStyle = line.face === 'sans' ? 'rgba(0, 0, 0, 0.45)' : 'rgba(0, 0, 0, 0.2)';
    pen.lineWidth = layout.outlinePx * 2;
    pen.strokeText(line.text, left, line.baselinePx);
    pen.shadowColor = 'transparent';
    pen.fillStyle = '#fffdf7';
    pen.fillText(line.text, left, line.baselinePx);
  }
}

/** Only the shadow of a broad line lands on the sheet: the line itself is drawn beside it. */
function paintHalo(
  pen: CaptionPen,
  line: CaptionLine,
  { sheet, familyOf }: Readonly<{ sheet: CaptionSheet; familyOf: (face: CaptionFace) => string }>,
): void {
  const asidePx = sheet.widthPx;
  setType(pen, line, familyOf);
  pen.shadowColor = `rgba(0, 0, 0, ${halo.alpha})`;
  pen.shadowBlur = line.sizePx * halo.blurRatio;
  pen.shadowOffsetX = asidePx;
  pen.strokeStyle = '#000';
  pen.lineWidth = line.sizePx * halo.widthRatio;
  pen.strokeText(line.text, line.xPx - line.widthPx / 2 - asidePx, line.baselinePx);
  pen.shadowOffsetX = 0;
}
