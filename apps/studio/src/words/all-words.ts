import { inspectorWords } from '../direct/inspector/inspector-words.ts';
import { mapWords } from '../direct/map/map-words.ts';
import { sayWords } from '../direct/say/say-words.ts';
import { stripWords } from '../direct/strip/strip-words.ts';
import { tracksWords } from '../direct/tracks/tracks-words.ts';
import { viewportWords } from '../direct/viewport/viewport-words.ts';
import { exportWords } from '../export/export-words.ts';
import { filmWords } from '../film/film-words.ts';
import { frameWords } from '../frame/frame-words.ts';
import { jobsWords } from '../frame/jobs-words.ts';
import { labWords } from '../lab/lab-words.ts';
import { ledgerWords } from '../ledger/ledger-words.ts';
import { libraryWords } from '../library/library-words.ts';
import { paletteWords } from '../palette/palette-words.ts';
import { partsWords } from '../parts/parts-words.ts';
import { previewWords } from '../preview/preview-words.ts';
import { settingsWords } from '../settings/settings-words.ts';
import { shootWords } from '../shoot/shoot-words.ts';
import { shotWords } from '../shot/shot-words.ts';
import { stillsWords } from '../stills/stills-words.ts';
import { takesWords } from '../takes/takes-words.ts';

/** Every sentence of the studio. */
export const allWords = {
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
  ...shootWords,
  ...takesWords,
  ...libraryWords,
  ...stillsWords,
  ...filmWords,
  ...ledgerWords,
  ...labWords,
  ...settingsWords,
  ...paletteWords,
} as const;
