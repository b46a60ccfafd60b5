import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** As much of a Blob as the C2PA library asks for: how long it is, a part of it, and, through FileReaderSync, its bytes. */
export type Readable = Readonly<{ size: number; slice: (start: number, end: number) => Readable; bytes: () => Uint8Array }>;

type Signer = Readonly<{ reserveSize: number; alg: string; sign: (claim: Uint8Array) => Promise<Uint8Array> }>;
type Builder = Readonly<{
  sign: (signer: Signer, identities: readonly never[], mime: string, source: Readable) => Promise<Uint8Array>;
  signAndGetManifestBytes: (
    signer: Signer,
    identities: readonly never[],
    mime: string,
    source: Readable,
  ) => Promise<{ manifest: ArrayLike<number> }>;
  addAssertion: (label: string, data: unknown) => void;
  free: () => void;
}>;

/** The C2PA library's part that composes manifests. */
export type C2paLibrary = Readonly<{ builder: (definition: unknown) => Builder }>;

/** Nothing is asked of the network, no picture is made of the film, and the library does not read again what it has written: our tests do. */
const settings = JSON.stringify({
  verify: { verify_after_sign: false, verify_trust: false, remote_manifest_fetch: false, ocsp_fetch: false },
  builder: { thumbnail: { enabled: false } },
});

/**
 * Loads the C2PA library (WebAssembly, made for browsers). It reads sources through FileReaderSync, which Node does not have: one is put into this thread's globals
 * that hands out the bytes of a Readable, and `fetch` is taken from them. So it is only for a thread of its own. Throws where the library is not installed.
 */
export async function loadLibrary(): Promise<C2paLibrary> {
  const path = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
  const { initSync, WasmBuilder } = await import('@contentauth/c2pa-wasm');
  Object.assign(globalThis, {
    FileReaderSync: class {
      readAsArrayBuffer(source: Readable): ArrayBuffer {
        return Uint8Array.from(source.bytes()).buffer;
      }
    },
    fetch: () => Promise.reject(new Error('the thread that signs has no network')),
  });
  initSync({ module: new WebAssembly.Module(readFileSync(path)) });
  return { builder: (definition) => WasmBuilder.fromJson(JSON.stringify(definition), settings) as unknown as Builder };
}

/** A Readable of bytes at hand. */
export function bytesAsSource(bytes: Uint8Array): Readable {
  return { size: bytes.length, slice: (start, end) => bytesAsSource(bytes.subarray(start, end)), bytes: () => bytes };
}
