import type { Language, Shot, WordCode, WordParams } from '@fantascope/film';
import type { CatalogueEntry, TakeRequest } from '@fantascope/models';
import { fileWays, openFileWays } from '@fantascope/models/catalogue';
import { both, bothAs } from './both.ts';
import type { Answers, Carrier, CarrierKind, Facts, Loss, LossAspect, Need } from './plan.ts';

/** The pieces of a prompt, in no order yet. */
export type PromptPieces = {
  /** Commands in the model's own brackets; they stand first. */
  commands: string;
  camera: string;
  body: { part: string; text: string }[];
  light: { part: string; text: string }[];
  look: { part: string; text: string }[];
};

/** A plan under way: what the parts of the shot have been given so far. Lives only inside one `compile`. */
export type Draft = Readonly<{
  shot: Shot;
  entry: CatalogueEntry;
  facts: Facts;
  answers: Answers;
  /** The language of the prompt's own sentences. */
  language: Language;
  request: { -readonly [Key in keyof TakeRequest]: TakeRequest[Key] };
  prompt: PromptPieces;
  carriers: Carrier[];
  losses: Loss[];
  needs: Need[];
}>;

/** Notes what carries a part. */
export function carry(draft: Draft, part: string, { by, as }: Readonly<{ by: CarrierKind; as: string }>): void {
  draft.carriers.push({ part, by, as });
}

/** Notes what of a part goes missing, with its sentence. */
export function lose(
  draft: Draft,
  part: string,
  loss: Readonly<Pick<Loss, 'kind' | 'severity'> & { of: readonly LossAspect[]; code: WordCode; params?: WordParams }>,
): void {
  const { kind, severity, of, code, params } = loss;
  draft.losses.push({ part, kind, aspects: of, severity, text: both(code, params) });
}

/** A fact of the entry's dialect, as a probe found it, else as the entry has it. */
export function dialectOf(draft: Pick<Draft, 'facts' | 'entry'>, name: string): string | undefined {
  return draft.facts.dialect?.[name] ?? draft.entry.dialect[name]?.value;
}

/** Whether a picture or clip gets to the model at all: inside the request, by its upload, or from where files can be put. */
export function canBring({ entry, facts }: Pick<Draft, 'entry' | 'facts'>, kind: 'picture' | 'clip'): boolean {
  return openFileWays(entry, kind, { hasFileStore: facts.hasFileStore ?? false }).length > 0;
}

/** Notes that a file the model would take cannot be brought to it, with the way out where there is one. */
export function loseFile(
  draft: Draft,
  part: string,
  { kind, what, severity }: Readonly<{ kind: 'picture' | 'clip'; what: WordCode; severity: Loss['severity'] }>,
): void {
  const isStoreMissing = fileWays(draft.entry, kind).some(({ by }) => by === 'address');
  lose(draft, part, {
    kind: 'dropped',
    severity,
    of: ['reference'],
    code: isStoreMissing ? 'plan.file-unreachable' : 'plan.file-no-way',
    params: { ...bothAs('what', both(what)), ...bothAs('name', draft.entry.name) },
  });
}
