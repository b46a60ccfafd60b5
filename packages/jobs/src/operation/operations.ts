import { assetOperations } from './asset.ts';
import { auditOperations } from './audit.ts';
import { castOperations } from './cast.ts';
import { emulatorsOperations } from './emulators.ts';
import { filmOperations } from './film.ts';
import { filmCostsOperations } from './film-costs.ts';
import { filmJoinsOperations } from './film-joins.ts';
import { filmShootOperations } from './film-shoot.ts';
import { filmStaleOperations } from './film-stale.ts';
import { filmStoreShotsOperations } from './film-store-shots.ts';
import { hookOperations } from './hook.ts';
import { jobOperations } from './job.ts';
import { keyOperations } from './key.ts';
import { labelOperations } from './label.ts';
import { ledgerOperations } from './ledger.ts';
import { modelOperations } from './model.ts';
import type { Operation } from './operation.ts';
import { peopleOperations } from './people.ts';
import { planOperations } from './plan.ts';
import { presetOperations } from './preset.ts';
import { projectOperations } from './project.ts';
import { settingOperations } from './setting.ts';
import { shotOperations } from './shot.ts';
import { takeOperations } from './take.ts';
import { takeFileOperations } from './take-file.ts';
import { takeSpendOperations } from './take-spend.ts';
import { tokenOperations } from './token.ts';

/** Everything that can be asked of the server, by noun. */
export const operations = [
  ...projectOperations,
  ...filmOperations,
  ...shotOperations,
  ...assetOperations,
  ...castOperations,
  ...planOperations,
  ...modelOperations,
  ...takeOperations,
  ...takeSpendOperations,
  ...jobOperations,
  ...takeFileOperations,
  ...labelOperations,
  ...filmStaleOperations,
  ...filmJoinsOperations,
  ...filmCostsOperations,
  ...filmShootOperations,
  ...filmStoreShotsOperations,
  ...ledgerOperations,
  ...presetOperations,
  ...peopleOperations,
  ...tokenOperations,
  ...keyOperations,
  ...emulatorsOperations,
  ...hookOperations,
  ...settingOperations,
  ...auditOperations,
] as unknown as readonly Operation[];

const byName = new Map(operations.map((entry) => [entry.name, entry]));

/** The operation of a name, or undefined. */
export function operationNamed(name: string): Operation | undefined {
  return byName.get(name);
}
