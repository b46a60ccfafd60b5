import type { CastMember } from '../cast.ts';
import { Fault, type Language, type Notice } from '../fault.ts';
import { Brief, type BriefShot, mostBriefShots } from './brief.ts';
import { type Block, blocksOf, type TextLine } from './brief-blocks.ts';
import { briefPlace } from './brief-place.ts';
import { cleanText, languageOf } from './brief-text.ts';
import { type FilmLabel, filmLabelOf, labelled, shotLabelOf } from './labels.ts';
import { takeImages } from './markdown-image.ts';
import { kindUnder, readMember, readMembers, type ToldMember } from './read-cast.ts';
import { takeSetting } from './read-settings.ts';
import { readShotLines, type ShotDraft, speakersOf, takeField } from './read-shot-lines.ts';
import { shotsOfDraft } from './split-shot.ts';

/** The longest brief that is read, in characters: a film of 400 shots has room in a tenth of it. */
export const mostBriefCharacters = 400_000;

/** How a brief is written, and its language where nobody should guess. */
export type ReadBriefOptions = Readonly<{ format: 'md' | 'txt'; language?: Language }>;

type Draft = { -readonly [Key in keyof Brief]: Brief[Key] };

const bodyHeading =
  /^(?:故事|正文|剧本|脚本|分镜|分镜头|分镜表|故事板|镜头表|story|script|screenplay|storyboard|shots|shot list|treatment)$/i;
const sceneNumber =
  /^(?:第\s*[一二三四五六七八九十百\d]+\s*[场幕章集节]|场景\s*[一二三四五六七八九十百\d]+|(?:scene|act|chapter|part)\s+(?:\d+|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten)\b|[一二三四五六七八九十]+、|\d+[.、)])[\s:：、.·—–-]*/i;

/**
 * Reads a brief in Markdown or plain text, Chinese or English, into scenes and shots. Headings are the title and scenes, list items and paragraphs shots; what could not
 * be understood is a notice. Throws `brief.not-text`, `brief.too-large`, `brief.empty` or `brief.too-many-shots`.
 */
export function readBrief(
  text: string,
  { format, language: asked }: ReadBriefOptions,
): Readonly<{ brief: Brief; notices: readonly Notice[] }> {
  const told = textOf(text);
  const language = asked ?? languageOf(told) ?? 'en';
  const reader = new BriefReader(language);
  const front = frontMatter(told);
  for (const line of front.lines) reader.frontLine(line);
  const blocks = blocksOf(front.rest, { isPlain: format === 'txt' });
  blocks.forEach((block, i) => {
    reader.take(block, blocks[i + 1]);
  });
  return reader.finish();
}

function textOf(text: string): string {
  if (text.length > mostBriefCharacters) throw new Fault('brief.too-large', { characters: text.length, most: mostBriefCharacters });
  const odd = text.match(/(?![\t\n\v\f\r])\p{Cc}|\ufffd/gu)?.length ?? 0;
  if (text.includes('\u0000') || odd > 8 + text.length / 200) throw new Fault('brief.not-text');
  const told = cleanText(text);
  if (languageOf(told) === undefined) throw new Fault('brief.empty');
  return told;
}

/** "---" at the very top opens lines of settings, as static sites have them. Their lines are blanked, so that line numbers stay true. */
function frontMatter(text: string): Readonly<{ lines: readonly TextLine[]; rest: string }> {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findIndex((line, i) => i > first && /^(?:---|\.\.\.)\s*$/.test(line));
  if (!/^---\s*$/.test(lines[first] ?? '') || last < 0) return { lines: [], rest: text };
  const told = lines.slice(first + 1, last).map((line, i) => ({ text: line, lineNumber: first + 2 + i }));
  if (!told.every(({ text }) => text.trim() === '' || /^\s|^[-#]|[:：]/.test(text))) return { lines: [], rest: text };
  return { lines: told.filter(({ text }) => text.trim() !== ''), rest: lines.map((line, i) => (i <= last ? '' : line)).join('\n') };
}

/** Takes a brief block by block. */
class BriefReader {
  readonly #draft: Draft;
  readonly #notices: Notice[] = [];
  readonly #aliases = new Map<string, string>();
  readonly #scenes: { heading?: string; shots: BriefShot[] }[] = [];
  /** A list that a heading or a label opened: its items are members, photographs or a setting. */
  #section: Readonly<{ label: FilmLabel; kind?: CastMember['kind'] }> | undefined;
  /** Lines that stand alone and belong to the view behind them: camera words, a picture. */
  #waiting: TextLine[] = [];
  #count = 0;

  constructor(language: Language) {
    this.#draft = { language, cast: [], photoCaptions: {}, scenes: [] };
  }

  frontLine({ text, lineNumber }: TextLine): void {
    const told = labelled(text.replace(/^\s*-\s*/, ''));
    const isIndented = /^\s|^-/.test(text);
    if (isIndented && this.#section !== undefined) {
      this.#listLine({ text: text.replace(/^\s*-?\s*/, ''), lineNumber });
      return;
    }
    if (told === undefined || text.trim().startsWith('#')) return;
    const value = told.value.replace(/^(['"])(.*)\1$/, '$2');
    const [, name = told.name, language] = /^(.+?)[._](zh|en)$/i.exec(told.name) ?? [];
    if (language !== undefined && filmLabelOf(name) === 'title') {
      this.#draft.title = { ...this.#draft.title, [language.toLowerCase()]: value.slice(0, 400) };
    } else if (!this.#setting({ name: told.name, value }, lineNumber)) {
      this.#notices.push({ code: 'brief.unread-setting', params: { ...briefPlace({ lineNumber }), text: text.trim().slice(0, 80) } });
    }
  }

  take(block: Block, next: Block | undefined): void {
    switch (block.is) {
      case 'heading':
        this.#heading(block);
        break;
      case 'table':
        this.#table(block);
        break;
      case 'quote':
        if (this.#count > 0 || this.#draft.logline !== undefined) this.#shots(block.lines);
        else
          this.#draft.logline = block.lines
            .map(({ text }) => text)
            .join(' ')
            .slice(0, 4000);
        break;
      case 'item':
        if (this.#section === undefined) this.#settingsOrShots(block.lines, next);
        else this.#list(block.lines);
        break;
      case 'paragraph':
        if (this.#isOfSection(block.lines)) this.#list(block.lines);
        else this.#settingsOrShots(block.lines, next);
        break;
      default:
        block satisfies never;
    }
  }

  /** A paragraph under a heading of the film: one value ends it, a list of names goes on. */
  #isOfSection(lines: readonly TextLine[]): boolean {
    const section = this.#section;
    if (section === undefined) return false;
    const isList = section.label === 'photos' || (section.label === 'cast' && lines.every(({ text }) => labelled(text) !== undefined));
    if (section.label === 'cast' && !isList) this.#section = undefined;
    return section.label !== 'cast' || isList;
  }

  #list(lines: readonly TextLine[]): void {
    for (const line of lines) this.#listLine(line);
    if (this.#section?.label !== 'cast' && this.#section?.label !== 'photos') this.#section = undefined;
  }

  finish(): Readonly<{ brief: Brief; notices: readonly Notice[] }> {
    if (this.#waiting.length > 0) this.#shots([]);
    const scenes = this.#scenes.filter(({ shots }) => shots.length > 0);
    if (scenes.length === 0) throw new Fault('brief.empty');
    return { brief: Brief.parse({ ...this.#draft, scenes }), notices: this.#notices };
  }

  #heading({ text, level, lineNumber }: Extract<Block, { is: 'heading' }>): void {
    this.#flushWaiting();
    const told = labelled(text);
    const label = filmLabelOf(text);
    this.#section = undefined;
    if (told !== undefined && told.value !== '' && this.#setting(told, lineNumber)) return;
    if (label !== undefined && (label !== 'ending' || this.#count > 0)) {
      const kind = kindUnder(text);
      this.#section = { label, ...(kind === undefined ? {} : { kind }) };
    } else if (level === 1 && this.#count === 0 && this.#draft.title === undefined && !sceneNumber.test(text)) {
      takeSetting(this.#draft, { label: 'title', value: text, lineNumber });
    } else if (bodyHeading.test(text.trim())) this.#scenes.push({ shots: [] });
    else {
      const heading = text.replace(sceneNumber, '').trim();
      this.#scenes.push({ ...(heading === '' ? {} : { heading: heading.slice(0, 2000) }), shots: [] });
    }
  }

  /** A setting of the film by its label; true where it was one. */
  #setting({ name, value }: Readonly<{ name: string; value: string }>, lineNumber: number): boolean {
    const label = filmLabelOf(name);
    if (label === undefined) return false;
    this.#section = undefined;
    if (label === 'cast' || label === 'photos') {
      const kind = kindUnder(name);
      this.#section = { label, ...(kind === undefined ? {} : { kind }) };
      if (value !== '' && label === 'cast') for (const member of readMembers(value, this.#draft.language)) this.#member(member);
      return true;
    }
    if (value === '') {
      this.#section = { label };
      return true;
    }
    this.#notices.push(...takeSetting(this.#draft, { label, value, lineNumber }));
    return true;
  }

  #listLine({ text, lineNumber }: TextLine): void {
    const { label, kind } = this.#section ?? { label: 'cast' as const };
    if (label === 'cast') {
      const told = readMember(text, this.#draft.language);
      if (told === undefined)
        this.#notices.push({ code: 'brief.unread-line', params: { ...briefPlace({ lineNumber }), text: text.slice(0, 80) } });
      else this.#member(kind === undefined ? told : { ...told, member: { ...told.member, kind } });
    } else if (label === 'photos') this.#photoCaption(text);
    else this.#notices.push(...takeSetting(this.#draft, { label, value: text, lineNumber }));
  }

  #photoCaption(text: string): void {
    const [image] = takeImages(text).images;
    const told = labelled(text);
    const [name, about] = image === undefined ? [told?.name ?? text.trim(), told?.value ?? ''] : [image.path, image.caption];
    if (name !== '') this.#draft.photoCaptions = { ...this.#draft.photoCaptions, [name.slice(0, 4096)]: about.slice(0, 2000) };
  }

  #member({ member, aliases }: ToldMember): void {
    if (this.#draft.cast.some(({ name }) => name === member.name) || this.#draft.cast.length >= 200) return;
    this.#draft.cast = [...this.#draft.cast, member];
    for (const alias of aliases) this.#aliases.set(alias.toLowerCase(), member.name);
  }

  /** Lines of labels before the first view are settings; anything else is a view. */
  #settingsOrShots(lines: readonly TextLine[], next: Block | undefined): void {
    let rest = lines;
    while (this.#count === 0 && this.#waiting.length === 0 && rest[0] !== undefined) {
      const told = labelled(rest[0].text);
      const isFilms = told !== undefined && filmLabelOf(told.name) !== undefined && !(told.value !== '' && /^[「“"]/.test(told.value));
      // 旁白 in front of a text is the narrator speaking; only a language makes it a setting.
      const isNarrator = told !== undefined && filmLabelOf(told.name) === 'voice' && told.value.length > 12;
      if (!isFilms || isNarrator || told === undefined) break;
      if (!this.#setting(told, rest[0].lineNumber)) break;
      rest = rest.slice(1);
      if (this.#section !== undefined) {
        this.#list(rest);
        return;
      }
    }
    const [first] = rest;
    if (first === undefined) return;
    this.#section = undefined;
    if (this.#isTitle(rest, next)) {
      takeSetting(this.#draft, { label: 'title', value: first.text, lineNumber: first.lineNumber });
    } else if (this.#waits(rest) && next !== undefined && (next.is === 'paragraph' || next.is === 'item')) this.#waiting.push(...rest);
    else this.#shots(rest);
  }

  /** A short first line without an end, over the rest, is the title. */
  #isTitle(lines: readonly TextLine[], next: Block | undefined): boolean {
    const text = lines[0]?.text ?? '';
    if (this.#draft.title !== undefined || this.#scenes.length > 0 || next === undefined || lines.length !== 1) return false;
    const isShort = languageOf(text) === 'zh' ? text.length <= 20 : text.split(/\s+/).length <= 8;
    return isShort && !/[。！？!?.…,，;；:：」”"]$/.test(text) && labelled(text) === undefined && !/[[\]【】]/.test(text);
  }

  /** Whether lines say only how something is shown, and not what is. */
  #waits(lines: readonly TextLine[]): boolean {
    return lines.every(({ text }) => {
      const told = labelled(text);
      const isField = told !== undefined && ['camera', 'transition', 'sound', 'length'].includes(shotLabelOf(told.name) ?? '');
      return isField || (text.startsWith('![') && takeImages(text).rest.trim() === '');
    });
  }

  #flushWaiting(): void {
    if (this.#waiting.length > 0) this.#shots([]);
  }

  #shots(lines: readonly TextLine[]): void {
    const all = [...this.#waiting, ...lines];
    this.#waiting = [];
    const draft = readShotLines(all, {
      speakers: speakersOf(this.#draft.cast, this.#aliases),
      language: this.#draft.language,
      addSpeaker: (name) => this.#member({ member: { name, kind: 'character', pictures: [] }, aliases: [] }),
    });
    this.#add(draft);
  }

  #table({ head, rows }: Extract<Block, { is: 'table' }>): void {
    this.#flushWaiting();
    this.#section = undefined;
    for (const row of rows) {
      const lines: TextLine[] = [];
      const fields: { name: string; value: string }[] = [];
      row.cells.forEach((cell, i) => {
        if (cell === '' || cell === '-' || cell === '无') return;
        const name = head[i] ?? '';
        const label = shotLabelOf(name);
        if (label === undefined || label === 'line' || label === 'narrator' || label === 'caption') {
          lines.push({ text: label === 'narrator' || label === 'caption' ? `${name}：${cell}` : cell, lineNumber: row.lineNumber });
        } else fields.push({ name, value: cell });
      });
      const draft = readShotLines(lines, {
        speakers: speakersOf(this.#draft.cast, this.#aliases),
        language: this.#draft.language,
        addSpeaker: (name) => this.#member({ member: { name, kind: 'character', pictures: [] }, aliases: [] }),
      });
      draft.lineNumber = row.lineNumber;
      for (const field of fields) {
        if (!takeField(field, draft)) {
          this.#notices.push({
            code: 'brief.unread-line',
            params: { ...briefPlace({ lineNumber: row.lineNumber }), text: field.value.slice(0, 80) },
          });
        }
      }
      this.#add(draft);
    }
  }

  #add(draft: ShotDraft): void {
    const shots = shotsOfDraft(
      draft,
      this.#draft.narration === 'en' || this.#draft.narration === 'zh' ? this.#draft.narration : this.#draft.language,
    );
    if (shots.length === 0) return;
    this.#count += shots.length;
    if (this.#count > mostBriefShots)
      throw new Fault('brief.too-many-shots', { ...briefPlace({ lineNumber: draft.lineNumber }), most: mostBriefShots });
    if (this.#scenes.length === 0) this.#scenes.push({ shots: [] });
    this.#scenes.at(-1)?.shots.push(...shots);
  }
}
