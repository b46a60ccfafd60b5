import { emulatorNames } from '@fantascope/emulators';
import { complaints } from './fault-endings.ts';
import { allPairs, faultRuns } from './fault-run.ts';
import { faultTable } from './fault-table.ts';

// node test/takes/print-table.ts [WIRE …]: every emulator × every fault, one take each, on this machine alone.
const asked = process.argv.slice(2);
const strangers = asked.filter((name) => !emulatorNames.includes(name));
if (strangers.length > 0) {
  process.stderr.write(`There is no emulator ${strangers.join(', ')}. There are: ${emulatorNames.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const rows = await faultRuns(allPairs.filter(({ wire }) => asked.length === 0 || asked.includes(wire)));
  const wrong = rows.flatMap(complaints);
  process.stdout.write(`${faultTable(rows)}\n${wrong.map((text) => `WRONG ${text}\n`).join('')}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
