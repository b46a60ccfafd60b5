import { simplify } from './traditional.ts';

/** Lower case, half-width, simplified: one code unit for each of the text's, so that a position in the folded text is a position in what was typed. */
export function fold(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i++) folded += foldUnit(text.charAt(i));
  return folded;
}

function foldUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code === 0x3000 || code === 0xa0) return ' ';
  if (code < 0x80) return unit.toLowerCase();
  const lower = unit.toLowerCase();
  // A few capitals fold to two code units (İ); keeping them keeps positions true.
  return simplify(lower.length === 1 ? lower : unit);
}
