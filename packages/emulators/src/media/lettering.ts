// Five columns a character, bit 0 on top, from space to tilde: the build of ffmpeg may have no text filter, and a server that only has to be
// readable needs no font file.
const columns =
  '0000000000' +
  '00005f0000' +
  '0007000700' +
  '147f147f14' +
  '242a7f2a12' +
  '2313086462' +
  '3649562050' +
  '0000070300' +
  '001c224100' +
  '0041221c00' +
  '2a1c7f1c2a' +
  '08083e0808' +
  '0050300000' +
  '0808080808' +
  '0060600000' +
  '2010080402' +
  '3e5149453e' +
  '00427f4000' +
  '4261514946' +
  '2141454b31' +
  '1814127f10' +
  '2745454539' +
  '3c4a494930' +
  '0171090503' +
  '3649494936' +
  '064949291e' +
  '0036360000' +
  '0056360000' +
  '0814224100' +
  '1414141414' +
  '0041221408' +
  '0201510906' +
  '324979413e' +
  '7e1111117e' +
  '7f49494936' +
  '3e41414122' +
  '7f4141221c' +
  '7f49494941' +
  '7f09090901' +
  '3e4149497a' +
  '7f0808087f' +
  '00417f4100' +
  '2040413f01' +
  '7f08142241' +
  '7f40404040' +
  '7f020c027f' +
  '7f0408107f' +
  '3e4141413e' +
  '7f09090906' +
  '3e4151215e' +
  '7f09192946' +
  '4649494931' +
  '01017f0101' +
  '3f4040403f' +
  '1f2040201f' +
  '3f4038403f' +
  '6314081463' +
  '0708700807' +
  '6151494543' +
  '007f414100' +
  '0204081020' +
  '0041417f00' +
  '0402010204' +
  '4040404040' +
  '0001020400' +
  '2054545478' +
  '7f48444438' +
  '3844444420' +
  '384444487f' +
  '3854545418' +
  '087e090102' +
  '0c5252523e' +
  '7f08040478' +
  '00447d4000' +
  '2040443d00' +
  '7f10284400' +
  '00417f4000' +
  '7c04180478' +
  '7c08040478' +
  '3844444438' +
  '7c14141408' +
  '081414187c' +
  '7c08040408' +
  '4854545420' +
  '043f444020' +
  '3c4040207c' +
  '1c2040201c' +
  '3c4030403c' +
  '4428102844' +
  '0c5050503c' +
  '4464544c44' +
  '0008364100' +
  '00007f0000' +
  '0041360800' +
  '0804081008';

/** Columns a character takes with the gap behind it, and rows with the gap below it, at size 1. */
export const letterPx = { width: 6, height: 9 } as const;

/** Whether a point of a character's 5 × 7 cell is ink; characters outside printable ASCII are a filled box. */
export function isInk(character: string, { column, row }: { column: number; row: number }): boolean {
  const index = (character.codePointAt(0) ?? 0) - 32;
  if (index < 0 || index > 94) return true;
  return ((Number.parseInt(columns.slice(index * 10 + column * 2, index * 10 + column * 2 + 2), 16) >> row) & 1) === 1;
}

/** Text as these letters can say it: a run of other characters becomes its code points, `镜头` → `<955C 5934>`. */
export function sayable(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]+/gu, (run) => `<${[...run].map((each) => (each.codePointAt(0) as number).toString(16).toUpperCase()).join(' ')}>`);
}

/** Text in lines of at most `width` characters, at most `most` of them; a cut end is marked with two dots. */
export function wrapped(text: string, { width, most }: { width: number; most: number }): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sayable(text)
    .split(' ')
    .flatMap((each) => each.match(new RegExp(`.{1,${width}}`, 'g')) ?? [])) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${(lines[most - 1] ?? '').slice(0, width - 2)}..`];
}
