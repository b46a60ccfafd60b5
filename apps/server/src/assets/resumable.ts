import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, words } from '@fantascope/film';
import { type Actor, type Studio, takeUpload, uploadFolder } from '@fantascope/jobs';
import { FileConfigstore, FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

/** An upload that nobody goes on with is dropped after a day, milliseconds. */
const KEEP_MS = 24 * 3_600_000;
/** Uploads of one person under way at once, so that nobody fills the disk with beginnings. */
const MOST_OPEN = 50;
const idShape = /^[0-9a-f]{32}$/;

/** Whose upload a request goes on with. */
export type ResumableCall = Readonly<{ projectId: string; uploadId?: string; actor: Actor }>;

/**
 * Uploads that go on after a broken line, also one of this process: the tus protocol 1.0 (creation, termination, expiration) by @tus/server, over
 * Request and Response. Whose an upload is stands beside its bytes, written by us; anyone else's is not there. The finished file is taken in
 * before the last PATCH is answered, and its asset is in that answer; a crash in between is made good by an empty PATCH at the end.
 */
export function openResumable(studio: Studio, prefix: string): (request: Request, call: ResumableCall) => Promise<Response> {
  const folder = uploadFolder(studio.home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const configstore = new FileConfigstore(folder);
  const datastore = new FileStore({ directory: folder, configstore, expirationPeriodInMilliseconds: KEEP_MS });
  const calls = new WeakMap<object, ResumableCall>();
  const faults = new WeakMap<object, Fault>();

  const callOf = (request: object): ResumableCall => {
    const call = calls.get(request);
    if (call === undefined) throw new Error('a request that did not come by this door');
    return call;
  };
  /** tus wants its own kind of error; ours is kept beside the request and thrown once it has answered. */
  const refuse = (request: object, error: unknown): never => {
    if (!(error instanceof Fault)) throw error;
    faults.set(request, error);
    throw { status_code: 400, body: error.code };
  };
  async function checkOwn(request: object, id: string): Promise<void> {
    const { actor, projectId } = callOf(request);
    const own = await configstore.get(id);
    const isOwn = own?.metadata?.['userId'] === actor.userId && own.metadata['projectId'] === projectId;
    if (!isOwn) refuse(request, new Fault('jobs.no-such-thing', { id }));
  }
  /** Drops what nobody has gone on with for a day, and what a crash has left half: notes without bytes, bytes without notes. */
  async function sweep(): Promise<void> {
    const oldestMs = studio.ports.nowMs() - KEEP_MS;
    for (const entry of await readdir(folder)) {
      const path = join(folder, entry);
      const found = await stat(path).catch(() => null);
      if (found !== null && found.mtimeMs < oldestMs) await rm(path, { recursive: true, force: true });
    }
  }
  async function openOf(userId: string): Promise<number> {
    let open = 0;
    for (const id of await configstore.list()) if ((await configstore.get(id))?.metadata?.['userId'] === userId) open += 1;
    return open;
  }

  const server = new Server({
    path: `${prefix}/uploads`,
    datastore,
    maxSize: studio.settings.uploadMostBytes,
    // No other page is told anything.
    allowedOrigins: () => false,
    namingFunction: () => randomBytes(16).toString('hex'),
    generateUrl: (request, { id }) => `${prefix}/projects/${callOf(request).projectId}/uploads/${id}`,
    getFileIdFromRequest: (request) => calls.get(request)?.uploadId,
    onIncomingRequest: async (request, id) => {
      if (request.method !== 'POST') await checkOwn(request, id);
    },
    onUploadCreate: async (request, upload) => {
      const { actor, projectId } = callOf(request);
      await sweep();
      if ((await openOf(actor.userId)) >= MOST_OPEN) refuse(request, new Fault('jobs.too-many-uploads', { most: MOST_OPEN }));
      const name = upload.metadata?.['filename'] ?? upload.metadata?.['name'] ?? '';
      return { metadata: { name, projectId, userId: actor.userId } };
    },
    onUploadFinish: async (request, upload) => {
      const { actor, projectId } = callOf(request);
      const path = join(folder, upload.id);
      const drop = async () => {
        await configstore.delete(upload.id);
        await rm(path, { force: true });
      };
      try {
        const asset = await takeUpload(studio, actor, { path, name: upload.metadata?.['name'] ?? '', projectId });
        await drop();
        return { status_code: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(asset) };
      } catch (error) {
        // A file that is refused is refused again; after anything else the bytes are still here, and an empty PATCH tries again.
        if (error instanceof Fault && words[error.code].retry === 'never') await drop();
        return refuse(request, error);
      }
    },
  });

  return async (request, call) => {
    if (call.uploadId !== undefined && !idShape.test(call.uploadId))
      throw new Fault('jobs.no-such-thing', { id: call.uploadId.slice(0, 60) });
    calls.set(request, call);
    const reply = await server.handleWeb(request);
    const fault = faults.get(request);
    if (fault !== undefined) throw fault;
    return reply;
  };
}
