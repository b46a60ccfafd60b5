import type { Bilingual, Caption, SafeZone } from '@fantascope/film';

/** Which of the two families a line is set in; the rasteriser knows the files. */
export type CaptionFace = 'sans' | 'serif';

/** How words are set: as a caption of a film, or as the label that says a machine had a part in it, in the upper left corner. */
export type CaptionStyle = Caption['style'] | 'label';

/** Width in pixels of one line of text; handed in, because only the host knows its fonts. */
export type MeasureText = (text: string, style: { face: CaptionFace; sizePx: number; trackingPx: number }) => number;

/** One line, centred on xPx, standing on baselinePx; pixels of the output frame. */
export type CaptionLine = Readonly<{
  text: string;
  face: CaptionFace;
  sizePx: number;
  trackingPx: number;
  xPx: number;
  baselinePx: number;
  widthPx: number;
}>;

/** A caption set for one frame size. The box holds every line and its outline and lies inside the safe zone. */
export type CaptionLayout = Readonly<{
  lines: readonly CaptionLine[];
  box: Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>;
  outlinePx: number;
}>;

type Setting = Readonly<{ face: CaptionFace; sizeRatio: number; trackingRatio: number; gapRatio: number }>;

/** Sizes are ratios of the frame's short side; tracking and gap are ratios of the size. The gap stands above a text's first line. */
const settings: Record<CaptionStyle, Record<'first' | 'second', Setting>> = {
  caption: {
    first: { face: 'sans', sizeRatio: 0.046, trackingRatio: 0.04, gapRatio: 0 },
    second: { face: 'sans', sizeRatio: 0.034, trackingRatio: 0.01, gapRatio: 0.42 },
  },
  title: {
    first: { face: 'serif', sizeRatio: 0.125, trackingRatio: 0.3, gapRatio: 0 },
    second: { face: 'serif', sizeRatio: 0.05, trackingRatio: 0.24, gapRatio: 0.85 },
  },
  'end-card': {
    first: { face: 'serif', sizeRatio: 0.06, trackingRatio: 0.12, gapRatio: 0 },
    second: { face: 'serif', sizeRatio: 0.036, trackingRatio: 0.05, gapRatio: 0.7 },
  },
  // A Han character fills nine tenths of its size: each language stands 5 % of the short side high, as GB 45438-2025 asks.
  label: {
    first: { face: 'sans', sizeRatio: 0.056, trackingRatio: 0.02, gapRatio: 0 },
    second: { face: 'sans', sizeRatio: 0.056, trackingRatio: 0.01, gapRatio: 0.1 },
  },
};
/** What stays free at each edge where no platform wants more (EBU R 95). */
const SAFE_RATIO = 0.05;
const usualZone: SafeZone = { topRatio: SAFE_RATIO, rightRatio: SAFE_RATIO, bottomRatio: SAFE_RATIO, leftRatio: SAFE_RATIO };

/** Where lines may stand, pixels of the frame: between left and right, and for a caption no lower than `captionBottomPx`. */
type Room = Readonly<{ leftPx: number; rightPx: number; topPx: number; bottomPx: number; captionBottomPx: number }>;

function roomOf(zone: SafeZone, { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>): Room {
  const at = (side: keyof SafeZone) => Math.max(SAFE_RATIO, zone[side]);
  // Portrait players cover the bottom with their own buttons, so captions stand higher there.
  const captionRatio = heightPx > widthPx ? 0.16 : 0.065;
  const bottomPx = heightPx * (1 - at('bottomRatio'));
  return {
    ...{ leftPx: widthPx * at('leftRatio'), rightPx: widthPx * (1 - at('rightRatio')) },
    ...{ topPx: heightPx * at('topRatio'), bottomPx },
    captionBottomPx: Math.min(heightPx * (1 - captionRatio), bottomPx - outlineOf({ widthPx, heightPx }) * 4),
  };
}
const lineHeightRatio = 1.36;
const ascentRatio = 0.92;
const descentRatio = 0.3;

/** Words are kept whole down to this share of their usual size; a word wider still (a web address) is broken instead. */
const smallestWholeScale = 0.5;
const smallestScale = 0.1;

/**
 * Sets a caption in one or two languages (first one larger), wrapped and balanced. Throws nothing; text too long or too wide for the frame is set smaller
 * until it fits, and a word that no line holds at half its size is broken.
 */
export function layOutCaption(
  caption: Readonly<{ text: Bilingual; style: CaptionStyle }>,
  {
    widthPx,
    heightPx,
    languages,
    measure,
    zone = usualZone,
  }: { widthPx: number; heightPx: number; languages: readonly ('en' | 'zh')[]; measure: MeasureText; zone?: SafeZone | undefined },
): CaptionLayout {
  const texts = shownTexts(caption.text, languages);
  const room = roomOf(zone, { widthPx, heightPx });
  const widestPx = widestLinePx(caption.style, { widthPx, heightPx, room });
  const frame = { widthPx, heightPx, measure, room, widestPx };
  const lowestPx = caption.style === 'caption' ? room.captionBottomPx : room.bottomPx;
  const mostHeightPx = Math.min(heightPx * 0.8, lowestPx - room.topPx);
  const fits = ({ box, lines }: CaptionLayout): boolean => box.heightPx <= mostHeightPx && lines.every((line) => line.widthPx <= widestPx);
  for (let scale = 1; scale >= smallestWholeScale; scale *= 0.9) {
    const layout = layOutAt(texts, caption.style, { ...frame, scale, breaksWords: false });
    if (fits(layout)) return layout;
  }
  for (let scale = 1; ; scale *= 0.9) {
    const layout = layOutAt(texts, caption.style, { ...frame, scale, breaksWords: true });
    if (fits(layout) || scale < smallestScale) return layout;
  }
}

/** How wide a line may be, its outline left out. */
function widestLinePx(
  style: CaptionStyle,
  { widthPx, heightPx, room }: Readonly<{ widthPx: number; heightPx: number; room: Room }>,
): number {
  const outlinesPx = outlineOf({ widthPx, heightPx }) * 8;
  return Math.min(widthPx * (style === 'caption' ? 0.82 : 0.86), room.rightPx - room.leftPx - outlinesPx);
}

function outlineOf({ widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>): number {
  return Math.min(widthPx, heightPx) * 0.0035;
}

/** The texts to show, in the order asked for; a text missing in one language is shown in the other. */
export function shownTexts(text: Bilingual, languages: readonly ('en' | 'zh')[]): string[] {
  const found = languages.map((language) => text[language]).filter((line) => line !== undefined);
  const shown = found.length > 0 ? found : [text.en ?? text.zh ?? ''];
  return [...new Set(shown)];
}

function layOutAt(
  texts: readonly string[],
  style: CaptionStyle,
  {
    widthPx,
    heightPx,
    measure,
    scale,
    breaksWords,
    room,
    widestPx,
  }: { widthPx: number; heightPx: number; measure: MeasureText; scale: number; breaksWords: boolean; room: Room; widestPx: number },
): CaptionLayout {
  const unitPx = Math.min(widthPx, heightPx);
  const isLabel = style === 'label';
  const centrePx = (room.leftPx + room.rightPx) / 2;
  const lines: CaptionLine[] = [];
  let topPx = 0;
  texts.forEach((text, index) => {
    const setting = settings[style][index === 0 ? 'first' : 'second'];
    const sizePx = unitPx * setting.sizeRatio * scale;
    const trackingPx = sizePx * setting.trackingRatio;
    const widthOf = (line: string): number => measure(line, { face: setting.face, sizePx, trackingPx });
    topPx += sizePx * setting.gapRatio;
    for (const line of wrapText(text, { maxWidthPx: widestPx, widthOf, breaksWords })) {
      lines.push({
        text: line,
        face: setting.face,
        sizePx,
        trackingPx,
        xPx: centrePx,
        baselinePx: topPx + sizePx * ascentRatio,
        widthPx: widthOf(line),
      });
      topPx += sizePx * lineHeightRatio;
    }
  });
  const last = lines.at(-1);
  const textHeightPx = last === undefined ? 0 : last.baselinePx + last.sizePx * descentRatio;
  const outlinePx = outlineOf({ widthPx, heightPx });
  const fromTopPx = isLabel ? room.topPx + outlinePx * 4 : (room.topPx + room.bottomPx - textHeightPx) / 2;
  const shiftPx = style === 'caption' ? room.captionBottomPx - textHeightPx : fromTopPx;
  const halfWidthPx = Math.max(0, ...lines.map((line) => line.widthPx)) / 2 + outlinePx * 4;
  const leftPx = isLabel ? room.leftPx : centrePx - halfWidthPx;
  return {
    lines: lines.map((line) => ({
      ...line,
      baselinePx: line.baselinePx + shiftPx,
      xPx: isLabel ? leftPx + outlinePx * 4 + line.widthPx / 2 : line.xPx,
    })),
    box: {
      xPx: leftPx,
      yPx: shiftPx - outlinePx * 4,
      widthPx: halfWidthPx * 2,
      heightPx: textHeightPx + outlinePx * 8,
    },
    outlinePx,
  };
}

/** Breaks text at spaces, and between CJK characters where typesetting allows it; as few lines as fit, of nearly equal width. Line feeds stay. With `breaksWords`, a word wider than a line is broken anywhere. */
export function wrapText(
  text: string,
  { maxWidthPx, widthOf, breaksWords = false }: { maxWidthPx: number; widthOf: (line: string) => number; breaksWords?: boolean },
): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const pieces = piecesOf(paragraph.trim()).flatMap((piece) =>
      breaksWords && widthOf(piece.trim()) > maxWidthPx ? [...piece] : [piece],
    );
    const greedy = fill(pieces, { limitPx: maxWidthPx, widthOf });
    if (greedy.length < 2) return greedy;
    let low = maxWidthPx / greedy.length;
    let high = maxWidthPx;
    for (let step = 0; step < 12; step++) {
      const middle = (low + high) / 2;
      if (fill(pieces, { limitPx: middle, widthOf }).length > greedy.length) low = middle;
      else high = middle;
    }
    return fill(pieces, { limitPx: high, widthOf });
  });
}

const cjk = /[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/u;
const neverFirst = /[、。，．：；！？）》」』”’…—·,.:;!?)\]}%]/u;
const neverLast = /[（《「『“‘([{]/u;

/** The smallest pieces a line can be made of: words with the space before them, single CJK characters with their punctuation. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let open = '';
  for (const character of text) {
    const previous = open.at(-1) ?? pieces.at(-1)?.at(-1) ?? '';
    const startsPiece =
      open !== '' &&
      !neverFirst.test(character) &&
      !neverLast.test(previous) &&
      (character === ' ' || cjk.test(character) || (cjk.test(previous) && previous !== ' '));
    if (startsPiece) {
      pieces.push(open);
      open = '';
    }
    open += character;
  }
  if (open !== '') pieces.push(open);
  return pieces;
}

function fill(pieces: readonly string[], { limitPx, widthOf }: { limitPx: number; widthOf: (line: string) => number }): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && widthOf((line + piece).trim()) > limitPx) {
      lines.push(line.trim());
      line = piece;
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(line.trim());
  return lines;
}
