import { inspectorWords } from '../direct/inspector/inspector-words.ts';
import { mapWords } from '../direct/map/map-words.ts';
import { sayWords } from '../direct/say/say-words.ts';
import { stripWords } from '../direct/strip/strip-words.ts';
import { tracksWords } from '../direct/tracks/tracks-words.ts';
import { viewportWords } from '../direct/viewport/viewport-words.ts';
import { exportWords } from '../export/export-words.ts';
import { frameWords } from '../frame/frame-words.ts';
import { jobsWords } from '../frame/jobs-words.ts';
import { partsWords } from '../parts/parts-words.ts';
import { previewWords } from '../preview/preview-words.ts';
import { shotWords } from '../shot/shot-words.ts';
import { takesWords } from '../takes/takes-words.ts';
import type { allWords } from './all-words.ts';
import type { WordTable } from './word-row.ts';

/** The sentences that the first page needs, there from the start. */
export const firstWords = {
  ...frameWords,
  ...jobsWords,
  ...partsWords,
  ...shotWords,
  ...previewWords,
  ...sayWords,
  ...stripWords,
  ...viewportWords,
  ...mapWords,
  ...tracksWords,
  ...inspectorWords,
  ...exportWords,
  ...takesWords,
} as const;

/** The sentences of other rooms and of what is opened later; `needWords` fetches them with their room. */
export const laterWords = {
  film: async () => (await import('../film/film-words.ts')).filmWords,
  lab: async () => (await import('../lab/lab-words.ts')).labWords,
  ledger: async () => (await import('../ledger/ledger-words.ts')).ledgerWords,
  library: async () => (await import('../library/library-words.ts')).libraryWords,
  palette: async () => (await import('../palette/palette-words.ts')).paletteWords,
  settings: async () => (await import('../settings/settings-words.ts')).settingsWords,
  shoot: async () => (await import('../shoot/shoot-words.ts')).shootWords,
  stills: async () => (await import('../stills/stills-words.ts')).stillsWords,
} satisfies Record<string, () => Promise<WordTable>>;

/** The key of a sentence. */
export type WordKey = keyof typeof allWords;
