import type { Studio } from '@fantascope/jobs';
import type { Logger } from 'pino';
import type { Guards } from '../http/guards.ts';
import type { Identify } from '../http/operation-routes.ts';

/** What the doors for files need. */
export type AssetParts = Readonly<{
  studio: Studio;
  identify: Identify;
  prefix: string;
  guards?: Pick<Guards, 'authorize'>;
  log: Pick<Logger, 'error'>;
}>;
