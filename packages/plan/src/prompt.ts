import type { Language } from '@fantascope/film';
import { type Both, both, bothAs } from './both.ts';
import { plainPrompt } from './camera/carry-camera.ts';
import { carry, type Draft, dialectOf, lose, type PromptPieces } from './draft.ts';

const texts = ['subject', 'action', 'setting', 'light'] as const;
type Text = (typeof texts)[number];

/** Whether a text is written in Chinese. */
export function isChinese(text: string): boolean {
  return /[\u3400-\u9fff]/.test(text);
}

/** The language the prompt's own sentences are in: what the model reads best, else what the shot's own texts or its writer prefer. */
export function promptLanguage(
  wanted: 'en' | 'zh' | 'both',
  { own, asked }: Readonly<{ own: readonly string[]; asked: Language | undefined }>,
): Language {
  if (wanted !== 'both') return wanted;
  if (asked !== undefined) return asked;
  return own.some(isChinese) ? 'zh' : 'en';
}

/** The shot's own texts that are given. */
export function ownTexts(shot: Draft['shot']): readonly string[] {
  return texts.flatMap((name) => shot[name] ?? []);
}

/** Puts the shot's own texts among the pieces of the prompt, or says that nobody reads them. */
export function carryTexts(draft: Draft): void {
  const { shot, entry, prompt } = draft;
  for (const name of texts) {
    const text = shot[name]?.trim();
    if (text === undefined || text === '') {
      // An empty text asks for nothing, and is carried as that.
      if (shot[name] !== undefined) carry(draft, name, { by: 'words', as: '' });
      continue;
    }
    if (!entry.takes.text) {
      untold(draft, { name, text });
      continue;
    }
    (name === 'light' ? prompt.light : prompt.body).push({ part: name, text });
    carry(draft, name, { by: 'words', as: 'prompt' });
  }
  if (entry.takes.text) tellLanguage(draft);
}

function untold(draft: Draft, { name, text }: Readonly<{ name: Text; text: string }>): void {
  if (name === 'action' && draft.entry.camera === 'exact')
    lose(draft, name, { kind: 'dropped', severity: 'severe', of: ['content'], code: 'plan.invents-nothing', params: { as: text } });
  else
    lose(draft, name, {
      kind: 'dropped',
      severity: name === 'action' ? 'severe' : 'slight',
      of: ['content'],
      code: 'plan.text-unused',
      params: bothAs('what', capitalEn(partName(name))),
    });
}

/** One loss for all texts that are not in the language the model reads best. */
function tellLanguage(draft: Draft): void {
  const wanted = draft.entry.prompt.language;
  if (wanted === 'both') return;
  const given: Language = wanted === 'zh' ? 'en' : 'zh';
  // A text without letters has no language.
  const isForeign = (text: string) => /\p{L}/u.test(text) && isChinese(text) === (given === 'zh');
  const foreign = texts.filter((name) => isForeign(draft.shot[name] ?? ''));
  const isNegativeForeign = isForeign(draft.request.negativePrompt ?? '');
  const first = foreign[0] ?? (isNegativeForeign ? 'negativePrompt' : undefined);
  if (first === undefined) return;
  const names = [...foreign.map(partName), ...(isNegativeForeign ? [both('plan.part-negative')] : [])];
  const language = (which: Language) => both(which === 'zh' ? 'plan.chinese' : 'plan.english');
  lose(draft, first, {
    kind: 'approximated',
    severity: wanted === 'en' ? 'notable' : 'slight',
    of: ['language'],
    code: 'plan.language',
    params: {
      ...bothAs('wanted', language(wanted)),
      ...bothAs('what', { en: names.map(({ en }) => en).join(', '), zh: names.map(({ zh }) => zh).join('、') }),
      ...bothAs('given', language(given)),
    },
  });
}

const partName = (name: Text | 'look' | 'cast') => both(`plan.part-${name}`);

/** A piece of a sentence that begins it. */
const capitalEn = ({ en, zh }: Both): Both => ({ en: capital(en), zh });

/** Puts the pieces in the order the model's guide wants, keeps them within its limit, and turns rewriting off where the camera matters. */
export function writePrompt(draft: Draft): void {
  const { entry, request, prompt } = draft;
  if (!entry.takes.text) return;
  const { cameraAt, mostCharacters, rewriter } = entry.prompt;
  // Cut from the end of this list until the rest fits; subject, action and camera go last.
  const droppable = [
    ...prompt.look.map((piece) => ({ ...piece, name: 'look' as const })),
    ...prompt.light,
    ...prompt.body.filter(({ part }) => part === 'setting'),
    ...prompt.body.filter(({ part }) => part === 'cast').map((piece) => ({ ...piece, name: 'cast' as const })),
  ].reverse();
  const cut = new Set<string>();
  const write = () => textOf(draft, { cameraAt, cut });
  let text = write();
  while (mostCharacters !== undefined && text.length > mostCharacters && droppable.length > 0) {
    const piece = droppable.pop();
    if (piece === undefined) break;
    cut.add(piece.part);
    loseText(draft, { part: piece.part, most: mostCharacters });
    text = write();
  }
  if (mostCharacters !== undefined && text.length > mostCharacters) {
    const body = prompt.body.filter(({ part }) => !cut.has(part)).at(-1);
    loseText(draft, { part: body?.part ?? 'camera.moves', most: mostCharacters, isShortened: true });
    text = shortened(draft, { text, most: mostCharacters });
  }
  const isFilled = text === '' && entry.prompt.isRequired;
  if (isFilled) text = fillPrompt(draft);
  if (text !== '') request.prompt = text;
  const isAboutCamera = isFilled || prompt.camera !== '' || prompt.commands !== '';
  if (rewriter === 'can-be-off' && (isAboutCamera || request.camera !== undefined)) request.isPromptRewritten = false;
  if (rewriter === 'always' && isAboutCamera)
    lose(draft, 'camera.moves', { kind: 'approximated', severity: 'notable', of: ['direction'], code: 'plan.rewritten' });
  fightDefaults(draft);
}

/** A prompt where nothing is left to be said and the model wants one: what its camera does anyway, so that nothing is invented. */
function fillPrompt(draft: Draft): string {
  const text = plainPrompt(draft);
  lose(draft, 'moves' in draft.shot.camera ? 'camera.moves' : 'camera.keyframes', {
    kind: 'words',
    severity: 'slight',
    of: ['content'],
    code: 'plan.prompt-filled',
    params: { as: text },
  });
  return text;
}

/** Where only the body is too long, the camera sentence is kept whole and the body cut. */
function shortened({ prompt, language }: Draft, { text, most }: Readonly<{ text: string; most: number }>): string {
  const camera = [prompt.commands, prompt.camera].filter((piece) => piece !== '').join(' ');
  const room = most - camera.length - 2;
  if (room <= 0) return text.slice(0, most);
  const body = sentences(
    prompt.body.map((piece) => piece.text),
    language,
  );
  const kept = wholeWords(body, room);
  return camera === '' ? kept : `${camera} ${kept}`.slice(0, most);
}

/** A text cut at the end of a sentence, else of a word: half a word may be another one. */
function wholeWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const held = text.slice(0, most);
  const near = Math.max(0, most - 120);
  const sentence = Math.max(...['.', '。', '!', '！', '?', '？', ';', '；'].map((mark) => held.lastIndexOf(mark))) + 1;
  if (sentence > near) return held.slice(0, sentence);
  const word = Math.max(...[' ', '，', '、', ','].map((mark) => held.lastIndexOf(mark)));
  return word > near ? held.slice(0, word) : held;
}

function loseText(
  draft: Draft,
  { part, most, isShortened = false }: Readonly<{ part: string; most: number; isShortened?: boolean }>,
): void {
  const name = (texts as readonly string[]).includes(part) || part === 'cast' ? partName(part as Text | 'cast') : partName('look');
  const at = draft.carriers.findIndex((carrier) => carrier.part === part && carrier.by === 'words');
  if (at >= 0 && part !== 'subject' && part !== 'action') draft.carriers.splice(at, 1);
  lose(draft, part, {
    kind: 'dropped',
    severity: part === 'subject' || part === 'action' ? 'severe' : 'notable',
    of: ['content'],
    code: isShortened ? 'plan.text-shortened' : 'plan.text-cut',
    params: { most, ...bothAs('what', name) },
  });
}

function textOf(
  { prompt, language }: Draft,
  { cameraAt, cut }: Readonly<{ cameraAt: 'first' | 'last' | 'before-light'; cut: ReadonlySet<string> }>,
): string {
  const kept = (pieces: readonly Readonly<{ part: string; text: string }>[]) =>
    pieces.filter(({ part }) => !cut.has(part)).map(({ text }) => text);
  const [body, light] = [kept(withAction(prompt.body, cut)), kept(prompt.light)];
  const look = kept(prompt.look);
  const looks = look.length === 0 ? [] : [capital(look.join(language === 'zh' ? '，' : ', '))];
  const camera = prompt.camera === '' ? [] : [prompt.camera];
  const order =
    cameraAt === 'first'
      ? [...camera, ...body, ...light, ...looks]
      : cameraAt === 'before-light'
        ? [...body, ...camera, ...light, ...looks]
        : [...body, ...light, ...looks, ...camera];
  const text = sentences(order, language);
  return prompt.commands === '' ? text : `${prompt.commands} ${text}`.trim();
}

/** Who and what they do are one sentence: "A girl in red" and "turns round" become "A girl in red turns round". */
function withAction(body: PromptPieces['body'], cut: ReadonlySet<string>): PromptPieces['body'] {
  const [subject, action] = [body.find(({ part }) => part === 'subject'), body.find(({ part }) => part === 'action')];
  if (subject === undefined || action === undefined || cut.has('subject') || cut.has('action') || endsSentence(subject.text)) return body;
  const joined = isChinese(subject.text) && isChinese(action.text) ? `${subject.text}${action.text}` : `${subject.text} ${action.text}`;
  return [{ part: 'subject', text: joined }, ...body.filter((piece) => piece !== subject && piece !== action)];
}

const endsSentence = (text: string) => /[.。!！?？…;；,，]$/.test(text.trim());

function sentences(pieces: readonly string[], language: Language): string {
  return pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) =>
      /[.。!！?？…;；]$/.test(piece)
        ? piece
        : `${capital(piece)}${isChinese(piece) || (language === 'zh' && !/[a-z]/i.test(piece)) ? '。' : '.'}`,
    )
    .reduce((all, piece) => (all === '' ? piece : `${all}${isChinese(all.slice(-2)) || /[。！？；]$/.test(all) ? '' : ' '}${piece}`), '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An endpoint that fills in a negative prompt of its own would fight what the shot asks for: then the list is sent without those words. */
function fightDefaults(draft: Draft): void {
  const words = dialectOf(draft, 'negativeDefault');
  if (words === undefined || draft.request.negativePrompt !== undefined) return;
  const { shot } = draft;
  const kinds = new Set('moves' in shot.camera ? shot.camera.moves.map(({ kind }) => kind) : []);
  const fights: Readonly<Record<string, boolean>> = {
    'camera shake': kinds.has('shake'),
    'tilted camera': kinds.has('roll'),
    'motion blur': kinds.has('whip-pan') || shot.shutter !== undefined,
    'background too sharp': (shot.aperture?.fStop ?? 0) >= 8 || kinds.has('rack-focus'),
  };
  if (!Object.values(fights).includes(true)) return;
  draft.request.negativePrompt = words
    .split(/,\s*/)
    .filter((word) => fights[word] !== true)
    .join(', ');
}
