import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

type Status = Readonly<{ code: string; url: string; explanation: string }>;

/** What the C2PA library finds in a file: the state it gives it ("Valid" where all holds but nobody on a list of trust signed it), and its findings by their codes. */
export type LibraryFindings = Readonly<{
  state: string;
  successes: readonly string[];
  failures: readonly string[];
  remarks: readonly string[];
  manifest: Readonly<Record<string, unknown>>;
}>;

let loaded: Promise<typeof import('@contentauth/c2pa-wasm')> | undefined;

/** Reads a file's credentials with the C2PA library's own reader, which holds the whole file in memory. Throws where the file has none. */
export async function readWithLibrary(file: string, mime: string): Promise<LibraryFindings> {
  loaded ??= load();
  const { WasmReader } = await loaded;
  const settings = JSON.stringify({ verify: { remote_manifest_fetch: false, ocsp_fetch: false } });
  const reader = await WasmReader.fromBytes(mime, new Uint8Array(await readFile(file)), settings);
  try {
    const { validation_state: state, validation_results, manifests, active_manifest } = JSON.parse(reader.json());
    const { success, failure, informational } = validation_results.activeManifest as Record<string, readonly Status[]>;
    const codes = (found: readonly Status[] = []) => found.map(({ code }) => code);
    return {
      ...{ state, successes: codes(success), failures: codes(failure), remarks: codes(informational) },
      manifest: manifests[active_manifest],
    };
  } finally {
    reader.free();
  }
}

async function load(): Promise<typeof import('@contentauth/c2pa-wasm')> {
  const library = await import('@contentauth/c2pa-wasm');
  const wasm = await readFile(createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm'));
  library.initSync({ module: new WebAssembly.Module(wasm) });
  return library;
}
