// A thread of its own: the C2PA library and the X.509 one both want things in the global scope that no other code of ours should meet, and what the library holds of a
// film is given back whole when the thread ends. Keys never come here: claims are handed out to be signed.
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { c2paUuid, firstBox, layOut, leftOut, putManifest } from './bmff-file.ts';
import type { CredentialNews, CredentialTask, Signed } from './in-thread.ts';
import { bytesAsSource, type C2paLibrary, loadLibrary } from './library.ts';

type SealTask = Extract<CredentialTask, { task: 'seal' }>;

const say = (news: CredentialNews) => parentPort?.postMessage(news);

/** Has a claim signed by whoever started this thread. */
async function signedOutside(claim: Uint8Array): Promise<Uint8Array> {
  const answer = new Promise<Signed>((resolve) => parentPort?.once('message', resolve));
  say({ news: 'sign', claim });
  return new Uint8Array((await answer).signature);
}

/** What binds a manifest to a film of boxes (C2PA 2.2, 18.7), as the library's assertion takes it. */
function bindingOf(hash: Uint8Array): Readonly<Record<string, unknown>> {
  const exclusions = [{ xpath: '/uuid', data: [{ offset: 8, value: [...c2paUuid] }] }, ...leftOut.map((type) => ({ xpath: `/${type}` }))];
  return { exclusions, alg: 'sha256', hash: [...hash], name: 'the film, box by box' };
}

/**
 * The film is laid out and hashed by us in pieces; the library composes the manifest over its first box alone. A first manifest, with an empty hash and an empty
 * signature, tells how long the second will be: where every box stands, and with it the hash, depends on that.
 */
async function sealBoxes({ from, to, mime, definition, algorithm, signatureBytes }: SealTask, library: C2paLibrary): Promise<number> {
  const [source, target] = [openSync(from, 'r'), openSync(to, 'w+')];
  try {
    const start = bytesAsSource(firstBox(source));
    const manifestOf = async (hash: Uint8Array, sign: (claim: Uint8Array) => Promise<Uint8Array>) => {
      const builder = library.builder(definition);
      builder.addAssertion('c2pa.hash.bmff.v3', bindingOf(hash));
      const { manifest } = await builder.signAndGetManifestBytes({ reserveSize: signatureBytes, alg: algorithm, sign }, [], mime, start);
      builder.free();
      return Uint8Array.from(manifest);
    };
    const draft = await manifestOf(new Uint8Array(32), async () => new Uint8Array(signatureBytes));
    const hash = layOut({ from: source, to: target }, draft.length);
    const manifest = await manifestOf(hash, signedOutside);
    if (manifest.length !== draft.length) throw new Error('the manifest came out in another length');
    putManifest(target, manifest);
    return manifest.length;
  } finally {
    closeSync(source);
    closeSync(target);
  }
}

/** Of a GIF of 33 MB the library holds 250 MB: beyond this it would take more memory than a film is worth. */
const mostWholeBytes = 2 ** 27;

/** The library does it all, and holds the whole file several times: only for those formats whose files are small. */
async function sealWhole({ from, to, mime, definition, algorithm, signatureBytes }: SealTask, library: C2paLibrary): Promise<number> {
  const { size } = statSync(from);
  if (size > mostWholeBytes) throw new Error(`with ${Math.round(size / 1e6)} MB it is too large to be signed in this format`);
  const bytes = readFileSync(from);
  const signer = { reserveSize: signatureBytes, alg: algorithm, sign: signedOutside };
  const sealed = await library.builder(definition).sign(signer, [], mime, bytesAsSource(bytes));
  writeFileSync(to, sealed, { flush: true });
  return sealed.length - bytes.length;
}

async function work(task: CredentialTask): Promise<CredentialNews> {
  if (task.task === 'identity') return { news: 'identity', pem: await (await import('../identity/make-identity.ts')).makeIdentity(task) };
  let library: C2paLibrary;
  try {
    library = await loadLibrary();
  } catch (error) {
    return { news: 'failed', reason: reasonOf(error), isMissing: true };
  }
  const manifestBytes = task.way === 'boxes' ? await sealBoxes(task, library) : await sealWhole(task, library);
  return { news: 'sealed', manifestBytes };
}

/** The library throws plain texts; Node adds who has asked for a file that is missing, and where that lies is nobody's to know. */
function reasonOf(error: unknown): string {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\n| imported from /);
  return reason;
}

void work(workerData as CredentialTask)
  .catch((error: unknown): CredentialNews => ({ news: 'failed', reason: reasonOf(error), isMissing: false }))
  .then(say);
