import { controlRender } from './control-render.ts';
import { filmRender } from './film-render.ts';
import type { JobKind } from './job-room.ts';
import { stageTake } from './stage-take.ts';
import { takeExport } from './take-export.ts';
import { takeImport } from './take-import.ts';

/** Every kind of longer work, by the word in its row. */
export const jobKinds: Readonly<Record<string, JobKind>> = {
  'film-render': filmRender,
  'control-render': controlRender,
  'stage-take': stageTake,
  'take-export': takeExport,
  'take-import': takeImport,
};
