import { rm } from 'node:fs/promises';
import { Fault } from '@fantascope/film';
import { type Actor, receiveUpload, takeUpload } from '@fantascope/jobs';
import type { Hono } from 'hono';
import { allGuards } from '../http/guards.ts';
import type { AssetParts } from './asset-parts.ts';
import { openResumable } from './resumable.ts';

const sendRights = { name: 'asset.upload', rights: { role: 'artist' }, effect: 'writes' } as const;

/** SHA-256 of a Content-Digest header (RFC 9530), hex; undefined where it has none. */
function digestOf(header: string | undefined): string | undefined {
  const [, base64] = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/i.exec(header ?? '') ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}

/**
 * Files come in by `PUT /projects/{id}/files/{name}`, the whole file as the body, or by the tus protocol at `/projects/{id}/uploads`, which goes on
 * after a broken line. What a sender says of a file's type is not read. Sending the same file twice gives one asset.
 */
export function addUploadRoutes(app: Hono, { studio, identify, prefix, guards = allGuards }: AssetParts): void {
  const sender = async (request: Request, projectId: string): Promise<Actor> => {
    const actor = await identify(request);
    await guards.authorize(studio.database.db, actor, { operation: sendRights, input: { projectId } });
    return actor as Actor;
  };

  app.put(`${prefix}/projects/:projectId/files/:name`, async (context) => {
    const request = context.req.raw;
    const { projectId, name } = context.req.param();
    const actor = await sender(request, projectId);
    const mostBytes = studio.settings.uploadMostBytes;
    if (Number(context.req.header('content-length') ?? 0) > mostBytes) throw new Fault('jobs.too-large', { mostBytes });
    if (request.body === null) throw new Fault('jobs.unknown-file', { name: name.slice(0, 100) });
    const expectSha256 = digestOf(context.req.header('content-digest'));
    const path = await receiveUpload(studio, request.body as never, {
      signal: request.signal,
      ...(expectSha256 === undefined ? {} : { expectSha256 }),
    });
    try {
      return context.json(await takeUpload(studio, actor, { path, name, projectId }), 200, { 'cache-control': 'no-store' });
    } finally {
      await rm(path, { force: true });
    }
  });

  const resumable = openResumable(studio, prefix);
  const handle = async (request: Request, params: Readonly<{ projectId: string; uploadId?: string }>): Promise<Response> => {
    if (request.method === 'GET')
      throw new Fault('server.no-such-route', { method: 'GET', path: new URL(request.url).pathname.slice(0, 200) });
    return resumable(request, { ...params, actor: await sender(request, params.projectId) });
  };
  const base = `${prefix}/projects/:projectId/uploads`;
  app.on(['OPTIONS', 'POST'], base, (context) => handle(context.req.raw, { projectId: context.req.param('projectId') ?? '' }));
  // HEAD comes in as GET.
  app.on(['GET', 'PATCH', 'DELETE'], `${base}/:uploadId`, (context) => {
    const { projectId = '', uploadId = '' } = context.req.param() as { projectId?: string; uploadId?: string };
    return handle(context.req.raw, { projectId, uploadId });
  });
}
