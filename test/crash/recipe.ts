import { emulatorNames, startEmulator } from '@fantascope/emulators';
import { CatalogueEntry, type TakeRequest } from '@fantascope/models';
import { begin } from '@fantascope/take';
import { hasRequest, openBench } from '../takes/desk.ts';

/** How a wire is asked for a take in the kill test. */
export type Recipe = Readonly<{
  wire: string;
  entry: CatalogueEntry;
  request: TakeRequest;
  /** What its provider bills for this request. */
  usd: number;
}>;

/** The name of the key that goes to a wire's emulator. */
export const keyNameOf = (wire: string): string => `SUITE_${wire.toUpperCase().replaceAll('-', '_')}_KEY`;

/** Every wire that has an emulator and a request. */
export const crashWires: readonly string[] = emulatorNames.filter((wire) => hasRequest(wire));

/** A wire's recipe, its price found by asking a server of its own once; `server` is where its takes then go. */
export async function recipeOf(wire: string, server: Readonly<{ baseUrl: string; credential: string }>): Promise<Recipe> {
  const tried = await startEmulator(wire, { workMs: 60_000 });
  const bench = await openBench(wire, tried);
  const real = await openBench(wire, server);
  try {
    await begin(bench.job, bench.ports);
    const usd = tried.bill[0]?.usd;
    if (usd === undefined) throw new Error(`${wire} bills nothing for its request`);
    const { entry, plan } = real.job;
    const { dialect, baseUrl } = real.ports.setting;
    const own = CatalogueEntry.parse({
      ...entry,
      baseUrl,
      ...(server.credential === '' ? {} : { keyName: keyNameOf(wire) }),
      dialect: Object.fromEntries(
        Object.entries(dialect).map(([name, value]) => [name, { value, sureness: 'experiment', note: 'the suite' }]),
      ),
    });
    return { wire, entry: own, request: plan.request, usd };
  } finally {
    await tried.close();
    await bench.remove();
    await real.remove();
  }
}
