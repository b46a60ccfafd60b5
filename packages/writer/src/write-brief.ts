import { randomBytes } from 'node:crypto';
import { Fault } from '@fantascope/film';
import type { Brief } from '@fantascope/film/brief';
import { z } from 'zod';
import { type AnswerMode, answerModes, complete, type TokensUsed } from './complete.ts';
import type { Endpoint } from './endpoints.ts';
import { askAgain, askForScript, type Message, scriptSchema } from './instructions.ts';
import { briefOfScript, Script, type ScriptWanted, scriptProblems } from './script.ts';

/** Questions at most for one script: the first, and twice more where the answer cannot be filmed. A way of asking that is not known costs none. */
const mostQuestions = 3;
/** Of an answer; a model that thinks first spends some of it on that. */
const mostTokens = 16_000;
/** The longest text that is sent, characters: a script of two minutes has room in a tenth of it. */
export const mostSentCharacters = 60_000;

/** Told of every question before it goes, and of how it ended: what was used is paid for, whatever came of it. */
export type WriterNews = Readonly<
  | { kind: 'asking'; host: string; model: string; characters: number; question: number }
  | { kind: 'answered'; host: string; model: string; used: TokensUsed; question: number }
>;

/** How a brief is written. */
export type WriteOptions = Readonly<{
  endpoint: Endpoint;
  key: string | undefined;
  wanted: ScriptWanted;
  tell?: (news: WriterNews) => Promise<void> | void;
  signal?: AbortSignal | undefined;
}>;

/** A brief as a model wrote it (`isEmulated`: an emulator did), and what that used. */
export type WrittenBrief = Readonly<{ brief: Brief; questions: number; used: TokensUsed; isEmulated: boolean }>;

/**
 * Has a language model make a script of a text, and repair it where it cannot be filmed. Each question is sent once; one whose end is not known is not sent
 * again. Throws writer.too-long, writer.unusable and what `complete` throws.
 */
export async function writeBrief(text: string, options: WriteOptions): Promise<WrittenBrief> {
  const { endpoint, key, wanted, tell = () => undefined, signal } = options;
  if (text.length > mostSentCharacters) throw new Fault('writer.too-long', { characters: text.length, most: mostSentCharacters });
  // A mark that nobody can have written into the text.
  const mark = `=====${randomBytes(9).toString('hex')}=====`;
  const messages: Message[] = [...askForScript(text, wanted, mark)];
  const { host } = new URL(endpoint.baseUrl);
  const { model } = endpoint;
  const schema = scriptSchema();
  let modes: readonly AnswerMode[] = answerModes;
  const used = { prompt: null as number | null, completion: null as number | null };
  let problems: readonly string[] = [];
  for (let question = 1; question <= mostQuestions; question++) {
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
    let answer = await asked(modes[0] as AnswerMode);
    while (answer.state === 'mode-refused') {
      modes = modes.slice(1);
      answer = await asked(modes[0] as AnswerMode);
    }
    for (const part of ['prompt', 'completion'] as const) {
      const spent = answer.used[part];
      if (spent !== null) used[part] = (used[part] ?? 0) + spent;
    }
    await tell({ kind: 'answered', host, model, used: answer.used, question });
    const read = readScript(answer.text, { wanted, isCut: answer.isCut });
    if ('script' in read) return { brief: briefOfScript(read.script, wanted), questions: question, used, isEmulated: answer.isEmulated };
    problems = read.problems;
    // Some addresses refuse a message of nothing.
    if (answer.text.trim() !== '') messages.push({ role: 'assistant', content: answer.text.slice(0, mostSentCharacters) });
    messages.push({ role: 'user', content: askAgain(problems) });

    async function asked(mode: AnswerMode) {
      await tell({ kind: 'asking', host, model, characters, question });
      return await complete(endpoint, { messages, mode, schema, mostTokens }, { key, signal });
    }
  }
  throw new Fault('writer.unusable', { model, questions: mostQuestions, problem: problems[0] ?? '' });
}

/** Reads an answer: the object in it, also where a model puts it between ``` or says something before. */
function readScript(
  text: string,
  { wanted, isCut }: Readonly<{ wanted: ScriptWanted; isCut: boolean }>,
): Readonly<{ script: Script } | { problems: readonly string[] }> {
  const object = objectIn(text);
  if (object === undefined)
    return { problems: [isCut ? 'It was cut off for its length: write fewer shots and shorter texts.' : 'It holds no whole JSON object.'] };
  const read = Script.safeParse(withoutNulls(object));
  if (!read.success) return { problems: z.prettifyError(read.error).split('\n').slice(0, 20) };
  const problems = scriptProblems(read.data, wanted);
  return problems.length > 0 ? { problems } : { script: read.data };
}

/** The object in an answer; what a model thinks before it, and objects it mentions on the way, are not it. */
function objectIn(text: string): unknown {
  const said = text.replace(/<think>[\s\S]*?<\/think>/gi, '');
  const to = said.lastIndexOf('}');
  let from = said.indexOf('{');
  for (let tries = 0; from >= 0 && from < to && tries < 50; tries++) {
    try {
      return JSON.parse(said.slice(from, to + 1));
    } catch {
      from = said.indexOf('{', from + 1);
    }
  }
  return undefined;
}

/** A text without what steers a terminal. */
function plain(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, '');
}

/** Models write null where a field is left out; a field of texts that must be printed keeps no codes. */
function withoutNulls(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (each === null ? [] : [[name, withoutNulls(each)]])));
}
