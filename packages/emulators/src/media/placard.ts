import { isInk, letterPx, wrapped } from './lettering.ts';

/** A picture that is made anew where its mask is white: the files as they came, and the size of both. */
export type Painting = Readonly<{ picture: Uint8Array; mask: Uint8Array; widthPx: number; heightPx: number }>;

/** What an emulator was asked to make, as it understood it. `camera` is empty where the request says nothing beside the prompt. */
export type Made = Readonly<{
  kind: 'video' | 'image';
  wire: string;
  model: string;
  prompt: string;
  camera: string;
  /** Even for videos. */
  widthPx: number;
  heightPx: number;
  /** 0 for images. */
  lengthSec: number;
  fps: number;
  /** Images only: what is made is laid over this picture where its mask is white. */
  over?: Painting;
}>;

/** A small RGB picture that is blown up without smoothing: one of its points becomes a block. */
export type Placard = Readonly<{ widthPx: number; heightPx: number; rgb: Uint8Array }>;

type Colour = readonly [number, number, number];
const amber: Colour = [255, 176, 0];
const ink: Colour = [16, 18, 24];
const paper: Colour = [232, 236, 242];
const blue: Colour = [36, 52, 82];

/** Height of the amber band at the top that holds the word EMULATED, in the placard's own points. */
export const bandPx = 28;

/** Draws the placard, short side 180 points: EMULATED, then the model, the size, the camera and the prompt; a bar shows `doneRatio` of the clip. */
export function drawPlacard(made: Made, { doneRatio }: { doneRatio: number }): Placard {
  const scale = 180 / Math.min(made.widthPx, made.heightPx);
  const widthPx = Math.max(180, Math.round(made.widthPx * scale));
  const heightPx = Math.max(180, Math.round(made.heightPx * scale));
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  const fill = ({ x, y, width, height, colour }: { x: number; y: number; width: number; height: number; colour: Colour }) => {
    for (let row = Math.max(0, y); row < Math.min(heightPx, y + height); row++) {
      for (let column = Math.max(0, x); column < Math.min(widthPx, x + width); column++) rgb.set(colour, (row * widthPx + column) * 3);
    }
  };
  const write = (line: string, { x, y, size, colour }: { x: number; y: number; size: number; colour: Colour }) => {
    [...line].forEach((character, index) => {
      for (let column = 0; column < 5; column++) {
        for (let row = 0; row < 7; row++) {
          if (!isInk(character, { column, row })) continue;
          fill({ x: x + (index * letterPx.width + column) * size, y: y + row * size, width: size, height: size, colour });
        }
      }
    });
  };
  fill({ x: 0, y: 0, width: widthPx, height: heightPx, colour: blue });
  fill({ x: 0, y: 0, width: widthPx, height: bandPx, colour: amber });
  write('EMULATED', { x: 6, y: 4, size: 3, colour: ink });
  const width = Math.floor((widthPx - 12) / letterPx.width);
  const size = made.kind === 'image' ? '' : `, ${Number(made.lengthSec.toFixed(2))} s, ${Number(made.fps.toFixed(2))} fps`;
  const rows = [
    ...wrapped(`${made.wire}: ${made.model}`, { width, most: 2 }).map((line) => ({ line, colour: amber })),
    ...wrapped(`${made.widthPx} x ${made.heightPx}${size}`, { width, most: 1 }).map((line) => ({ line, colour: paper })),
    ...wrapped(`camera: ${made.camera === '' ? 'none given' : made.camera}`, { width, most: 4 }).map((line) => ({ line, colour: amber })),
    ...wrapped(made.prompt, { width, most: Math.max(1, Math.floor((heightPx - bandPx - 14) / letterPx.height) - 8) }).map((line) => ({
      line,
      colour: paper,
    })),
  ];
  rows.forEach(({ line, colour }, index) => {
    write(line, { x: 6, y: bandPx + 6 + index * letterPx.height, size: 1, colour });
  });
  fill({ x: 0, y: heightPx - 8, width: widthPx, height: 8, colour: ink });
  fill({ x: 0, y: heightPx - 8, width: Math.round(widthPx * doneRatio), height: 8, colour: amber });
  return { widthPx, heightPx, rgb };
}
