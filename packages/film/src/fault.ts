import { camera } from './words/camera.ts';
import { cli } from './words/cli.ts';
import { cliRemote } from './words/cli-remote.ts';
import { emulators } from './words/emulators.ts';
import { jobsAssets } from './words/jobs-assets.ts';
import { jobsDatabase } from './words/jobs-database.ts';
import { jobsDoors } from './words/jobs-doors.ts';
import { jobsLedger } from './words/jobs-ledger.ts';
import { jobsPeople } from './words/jobs-people.ts';
import { jobsTakes } from './words/jobs-takes.ts';
import { jobsWorks } from './words/jobs-works.ts';
import { language } from './words/language.ts';
import { lift } from './words/lift.ts';
import { media } from './words/media.ts';
import { models } from './words/models.ts';
import { plan } from './words/plan.ts';
import { render } from './words/render.ts';
import type { WordRow } from './words/row.ts';
import { server } from './words/server.ts';
import { stage } from './words/stage.ts';
import { take } from './words/take.ts';

/** Every fault and notice of the house: one table. exit 0 marks a notice. */
export const words = {
  ...camera,
  ...cli,
  ...cliRemote,
  ...emulators,
  ...jobsDatabase,
  ...jobsAssets,
  ...jobsDoors,
  ...jobsLedger,
  ...jobsPeople,
  ...jobsTakes,
  ...jobsWorks,
  ...language,
  ...lift,
  ...media,
  ...models,
  ...plan,
  ...render,
  ...server,
  ...stage,
  ...take,
} as const satisfies Record<string, WordRow>;

/** The code of a fault or a notice, `room.what-happened`. */
export type WordCode = keyof typeof words;
/** The languages everything is said in. */
export type Language = 'en' | 'zh';
/** What fills the braces of a sentence; `{nameEn}` and `{nameZh}` for a value that differs by language. */
export type WordParams = Readonly<Record<string, string | number>>;

/** A thing a person should know that stops nothing: a method replaced, an amount clamped. */
export type Notice = Readonly<{ code: WordCode; params: WordParams }>;

/** The sentence for a code in one language, with its parameters filled in. */
export function say(language: Language, { code, params }: Notice): string {
  return words[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Thrown only when the caller cannot go on. The message is the English sentence; doors say it in the reader's language with `say`. */
export class Fault extends Error {
  readonly code: WordCode;
  readonly params: WordParams;
  constructor(code: WordCode, params: WordParams = {}, options?: ErrorOptions) {
    super(say('en', { code, params }), options);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
  }
}
