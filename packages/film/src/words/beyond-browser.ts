import { brief } from './brief.ts';
import { cli } from './cli.ts';
import { cliRemote } from './cli-remote.ts';
import { credentials } from './credentials.ts';
import { deliver } from './deliver.ts';
import { emulators } from './emulators.ts';
import { jobsAssets } from './jobs-assets.ts';
import { jobsDatabase } from './jobs-database.ts';
import { jobsDoors } from './jobs-doors.ts';
import { jobsLedger } from './jobs-ledger.ts';
import { jobsPeople } from './jobs-people.ts';
import { jobsTakes } from './jobs-takes.ts';
import { jobsWorks } from './jobs-works.ts';
import { layers } from './layers.ts';
import { media } from './media.ts';
import { models } from './models.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';
import type { WordRow } from './row.ts';
import { server } from './server.ts';
import { soundMix } from './sound-mix.ts';
import { soundVoice } from './sound-voice.ts';
import { take } from './take.ts';
import { writer } from './writer.ts';

/** Faults and notices of what never runs in a browser: there they would only be weight. */
export const wordsBeyondBrowser = {
  ...brief,
  ...cli,
  ...cliRemote,
  ...credentials,
  ...deliver,
  ...emulators,
  ...jobsAssets,
  ...jobsDatabase,
  ...jobsDoors,
  ...jobsLedger,
  ...jobsPeople,
  ...jobsTakes,
  ...jobsWorks,
  ...layers,
  ...media,
  ...models,
  ...plan,
  ...render,
  ...server,
  ...soundMix,
  ...soundVoice,
  ...take,
  ...writer,
} as const satisfies Record<string, WordRow>;
