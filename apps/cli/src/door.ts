import { Fault, type Language, type Notice, say, type WordRow, words } from '@fantascope/film';
import type { CliText } from './text/cli-text.ts';
import { texts } from './text/index.ts';

/** One step of work under way. rate and remainingSec are there once they can be told. */
export type Progress = Readonly<{
  step: keyof CliText['steps'];
  doneRatio: number;
  /** Extra words, for example "114 frames/s". */
  detail?: string;
  remainingSec?: number;
}>;

/** What a command says and where: one JSON value or plain lines on stdout; progress and notices on stderr. */
export class Door {
  readonly language: Language;
  readonly text: CliText;
  readonly isJson: boolean;
  readonly notices: Notice[] = [];
  readonly #said = new Set<string>();
  readonly #out: NodeJS.WriteStream;
  readonly #err: NodeJS.WriteStream;
  #lineOpen = false;
  #lastStep = '';
  #lastTenth = -1;

  constructor({
    language,
    isJson,
    out = process.stdout,
    err = process.stderr,
  }: { language: Language; isJson: boolean; out?: NodeJS.WriteStream; err?: NodeJS.WriteStream }) {
    this.language = language;
    this.text = texts[language];
    this.isJson = isJson;
    this.#out = out;
    this.#err = err;
  }

  /** Says a notice once; a repeated one is kept silent. `about` names the shot it is about. */
  notice(notice: Notice, about?: string): void {
    const row: WordRow = words[notice.code];
    const subject = row.isOfMachine === true ? undefined : about;
    const key = `${subject ?? ''}: ${say('en', notice)}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.notices.push(notice);
    this.#closeLine();
    this.#err.write(`  · ${subject === undefined ? '' : `${subject}: `}${say(this.language, notice)}\n`);
  }

  /** A terminal gets one line that is redrawn; a pipe gets a line each tenth. */
  progress({ step, doneRatio, detail, remainingSec }: Progress): void {
    const percent = Math.floor(Math.min(1, doneRatio) * 100);
    const remaining = remainingSec === undefined ? '' : ` · ${this.text.remaining(Math.ceil(remainingSec))}`;
    const line = `  ${this.text.steps[step]} ${String(percent).padStart(3)} %${detail === undefined ? '' : ` · ${detail}`}${remaining}`;
    if (this.#err.isTTY) {
      if (this.#lastStep !== step) this.#closeLine();
      this.#err.write(`\r\x1b[2K${line}`);
      this.#lineOpen = true;
    } else {
      const tenth = Math.floor(percent / 10);
      if (this.#lastStep !== step || tenth > this.#lastTenth) this.#err.write(`${line}\n`);
      this.#lastTenth = tenth;
    }
    this.#lastStep = step;
  }

  /** Plain words for a reader; silent when stdout is JSON. */
  line(text: string): void {
    this.#closeLine();
    if (!this.isJson) this.#out.write(`${text}\n`);
  }

  /** Plain words that a reader has to see before anything goes on, on stderr whatever stdout is. */
  aside(text: string): void {
    this.#closeLine();
    this.#err.write(`${text}\n`);
  }

  /** The one JSON value of the run; notices are added to an object. */
  result(value: unknown): void {
    this.#closeLine();
    if (!this.isJson) return;
    this.#out.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** The notices said so far, with their sentences in the reader's language, for JSON. */
  spokenNotices(): { code: string; message: string }[] {
    return this.notices.map((notice) => ({ code: notice.code, message: say(this.language, notice) }));
  }

  /** Says what went wrong in one sentence and returns the exit code of the fault table. */
  fail(cause: unknown): number {
    this.#closeLine();
    const fault =
      cause instanceof Fault ? cause : new Fault('cli.unexpected', { problem: cause instanceof Error ? cause.message : String(cause) });
    const message = say(this.language, fault);
    if (this.isJson) this.#out.write(`${JSON.stringify({ error: { code: fault.code, message } }, null, 2)}\n`);
    this.#err.write(`${this.text.failed}: ${message}\n`);
    if (!(cause instanceof Fault) && cause instanceof Error && process.env.FANTASCOPE_DEBUG !== undefined)
      this.#err.write(`${cause.stack}\n`);
    return words[fault.code].exit;
  }

  #closeLine(): void {
    if (this.#lineOpen) this.#err.write('\n');
    this.#lineOpen = false;
  }
}
