import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFault } from '@fantascope/media';
import { z } from 'zod';
import { ownFolder, writeDurably } from './durable-file.ts';
import { Money } from './money/money.ts';

/** What one real call has shown of a model, dated; what it settled of the entry's dialect is in `dialect`. */
export const CapabilityFile = z.strictObject({
  v: z.literal(1),
  model: z.string(),
  /** ISO date of the call. */
  asOf: z.iso.date(),
  take: z.string(),
  isEmulated: z.boolean(),
  /** The provider took the request with this camera and these fields. */
  isAccepted: z.boolean(),
  problem: z.string().optional(),
  money: Money,
  /** What came, measured here. */
  file: z
    .strictObject({
      widthPx: z.number().optional(),
      heightPx: z.number().optional(),
      lengthSec: z.number().optional(),
      fps: z.number().optional(),
    })
    .optional(),
  /** By fact: the value found, and by whom. */
  dialect: z.record(z.string(), z.strictObject({ value: z.string(), by: z.enum(['person', 'acceptance']) })),
  /** Facts of the entry that this call could not settle. */
  open: z.array(z.string()),
});
export type CapabilityFile = z.infer<typeof CapabilityFile>;

/** Facts of emulated providers stand apart: they must not steer a paid request. */
function pathOf(home: string, { model, isEmulated }: Readonly<{ model: string; isEmulated: boolean }>): string {
  return join(home, 'facts', isEmulated ? 'emulated' : '.', `${model.replaceAll('/', '__')}.json`);
}

/** What probes have found of a model; undefined where none was made or its file cannot be read any more. */
export async function readCapability(
  home: string,
  of: Readonly<{ model: string; isEmulated: boolean }>,
): Promise<CapabilityFile | undefined> {
  const text = await readFile(pathOf(home, of), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return CapabilityFile.safeParse(JSON.parse(text)).data;
  } catch {
    // A later probe writes it anew; until then the entry's own values hold.
    return undefined;
  }
}

/** Writes what a probe found, and gives the file's path. Throws the faults of the disk. */
export async function writeCapability(home: string, found: CapabilityFile): Promise<string> {
  const path = pathOf(home, found);
  try {
    await ownFolder(join(home, 'facts', found.isEmulated ? 'emulated' : '.'));
  } catch (error) {
    throw diskFault(error, path);
  }
  await writeDurably(path, `${JSON.stringify(found, null, 2)}\n`);
  return path;
}

/** A capability file as `compile` takes it. */
export function dialectFacts(found: CapabilityFile | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(found?.dialect ?? {}).map(([name, { value }]) => [name, value]));
}
