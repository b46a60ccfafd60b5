import { languageOf } from './brief-text.ts';

/** One line of a brief without its marks, and where it stands, from 1. */
export type TextLine = Readonly<{ text: string; lineNumber: number }>;

/** The parts a brief is written in. An item's further lines are those under it. */
export type Block = Readonly<
  | { is: 'heading'; level: number; text: string; lineNumber: number }
  | { is: 'item' | 'paragraph' | 'quote'; lines: readonly TextLine[]; lineNumber: number }
  | { is: 'table'; head: readonly string[]; rows: readonly (TextLine & { cells: readonly string[] })[]; lineNumber: number }
>;

const marker = /^(\s*)(?:[-*+•·]\s+|(?:\d{1,3}[.)、．]|[（(]\d{1,3}[）)])\s*(?=\S)|(?:镜头|分镜|镜|shot)\s*#?\d{1,3}\s*[.:：、)-]?\s*)/i;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const rule = /^\s*(?:[-*_=]\s*){3,}$/;
/** Scene headings of scripts that use no marks: 第一场, Scene 2, INT. ROOM – NIGHT, 内景. */
const sceneHeading =
  /^(?:第\s*[一二三四五六七八九十百\d]+\s*[场幕章集节](?:[\s:：、.·—-]|$)|场景\s*[一二三四五六七八九十百\d]+(?:[\s:：、.·—-]|$)|(?:scene|act|chapter)\s+(?:\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten)\b|(?:int|ext|int\/ext|i\/e)[.\s]\s*\S|[内外]景\s*[.·、:：\s])/i;

/** Cuts a brief into headings, list items, paragraphs, quotes and tables. In plain text (`isPlain`) every line that ends a sentence is a paragraph of its own. */
export function blocksOf(text: string, { isPlain }: Readonly<{ isPlain: boolean }>): Block[] {
  const blocks: Block[] = [];
  let open: { is: 'item' | 'paragraph' | 'quote'; lines: TextLine[]; lineNumber: number; indent: number } | undefined;
  let isAfterGap = true;
  const close = () => {
    if (open !== undefined && open.lines.length > 0) blocks.push({ is: open.is, lines: open.lines, lineNumber: open.lineNumber });
    open = undefined;
  };
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const raw = lines[i] ?? '';
    const line = raw.trim();
    const lineNumber = i + 1;
    if (line === '' || rule.test(raw) || /^<!--.*-->$/.test(line)) {
      // A gap ends a paragraph, but an item goes on below it where its lines stand in.
      if (open?.is !== 'item' || rule.test(raw)) close();
      isAfterGap = true;
      continue;
    }
    const head = heading.exec(line);
    if (head !== null || sceneHeading.test(line)) {
      close();
      blocks.push({ is: 'heading', level: head?.[1]?.length ?? 2, text: plain(head?.[2] ?? line), lineNumber });
      isAfterGap = true;
      continue;
    }
    if (line.startsWith('|') && /^\|?[\s:|-]+\|[\s:|-]*$/.test((lines[i + 1] ?? '').trim())) {
      close();
      const table = readTable(lines, i);
      blocks.push(table.block);
      i = table.last;
      isAfterGap = true;
      continue;
    }
    const indent = raw.length - raw.trimStart().length;
    const mark = marker.exec(raw);
    const body = { text: plain(mark === null ? line.replace(/^>\s?/, '') : raw.slice(mark[0].length).trim()), lineNumber };
    if (mark !== null && !(open?.is === 'item' && indent > open.indent)) {
      close();
      open = { is: 'item', lines: [body], lineNumber, indent };
    } else if (open?.is === 'item' && (indent > open.indent || !isAfterGap)) open.lines.push(body);
    else if (
      open === undefined ||
      open.is === 'item' ||
      (open.is === 'quote') !== line.startsWith('>') ||
      startsAnew(open.lines, { isPlain })
    ) {
      close();
      open = { is: line.startsWith('>') ? 'quote' : 'paragraph', lines: [body], lineNumber, indent };
    } else open.lines.push(body);
    isAfterGap = false;
  }
  close();
  return blocks;
}

/** In plain text a line that ends with a sentence, or is Chinese, ends its paragraph: only wrapped English goes on. */
function startsAnew(lines: readonly TextLine[], { isPlain }: Readonly<{ isPlain: boolean }>): boolean {
  const last = lines.at(-1)?.text ?? '';
  if (!isPlain) return false;
  return languageOf(last) === 'zh' || /[.!?…:"”’)\]]$/.test(last);
}

function readTable(lines: readonly string[], from: number): Readonly<{ block: Block; last: number }> {
  const cellsOf = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => plain(cell.trim()));
  const rows: (TextLine & { cells: readonly string[] })[] = [];
  let i = from + 2;
  for (; i < lines.length && (lines[i] ?? '').trim().startsWith('|'); i += 1) {
    const text = lines[i] ?? '';
    rows.push({ text, lineNumber: i + 1, cells: cellsOf(text) });
  }
  return { block: { is: 'table', head: cellsOf(lines[from] ?? ''), rows, lineNumber: from + 1 }, last: i - 1 };
}

/** A line without the marks of emphasis, code and links; pictures stay. */
function plain(text: string): string {
  return text
    .replace(/(?<!!)\[([^\]]{1,400})\]\([^)\s]{1,2000}\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)([^*_]{1,2000}?)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]{1,2000}?)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/`([^`]{1,400})`/g, '$1')
    .trim();
}
