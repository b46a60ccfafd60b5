import { Fault } from '@fantascope/film';
import { assetBytes, linkHolds, type View, views } from '@fantascope/jobs';
import type { Context, Hono } from 'hono';
import { allGuards } from '../http/guards.ts';
import type { AssetParts } from './asset-parts.ts';
import { byteReply } from './byte-reply.ts';
import { disposition } from './disposition.ts';
import { addSceneRoute } from './scene-route.ts';
import { addUploadRoutes } from './upload-routes.ts';

const idShape = /^asset_[0-9A-HJKMNP-TV-Z]{26}$/;
const readRights = { name: 'asset.bytes', rights: { role: 'viewer' }, effect: 'reads' } as const;

function asked(context: Context, view: string): Readonly<{ assetId: string; view: View | 'bytes' }> {
  const assetId = context.req.param('assetId') ?? '';
  const known = view === 'bytes' || (views as readonly string[]).includes(view);
  if (!idShape.test(assetId) || !known) throw new Fault('jobs.no-such-thing', { id: assetId.slice(0, 60) });
  return { assetId, view: view as View | 'bytes' };
}

/**
 * The doors for files. `GET /assets/{id}/bytes` and `/assets/{id}/{view}` for who may see the project (`?download=1` to save);
 * `GET /a/{id}/{view}?key=…` for whoever has a link; a picture's scene (scene-route.ts) and uploads (upload-routes.ts) beside them. HEAD, ranges and tags as HTTP has them.
 */
export function addAssetRoutes(app: Hono, parts: AssetParts): void {
  const { studio, identify, prefix, guards = allGuards } = parts;
  for (const view of ['bytes', ...views]) {
    app.get(`${prefix}/assets/:assetId/${view}`, async (context) => {
      const wanted = asked(context, view);
      const actor = await identify(context.req.raw);
      await guards.authorize(studio.database.db, actor, { operation: readRights, input: { assetId: wanted.assetId } });
      const file = await assetBytes(studio, wanted);
      return byteReply(studio, context.req.raw, { file, isDownload: context.req.query('download') === '1' });
    });
  }
  app.get('/a/:assetId/:view', async (context) => {
    const wanted = asked(context, context.req.param('view'));
    const { path } = context.req;
    const nowMs = studio.ports.nowMs();
    const untilSec = await linkHolds(studio.home, { path, key: context.req.query('key') ?? '', nowMs });
    if (untilSec === null) throw new Fault('jobs.link-not-ours');
    const file = await assetBytes(studio, wanted);
    const leftSec = untilSec - Math.floor(nowMs / 1000);
    const away = await studio.assets.presign(file.sha256, {
      ...{ expiresSec: Math.max(1, leftSec), mime: file.mime, disposition: disposition(file.name, file.isInline) },
    });
    // Only here: a page of ours may not load from elsewhere, a provider or another program may.
    if (away !== null) return new Response(null, { status: 302, headers: { location: away, 'cache-control': 'no-store' } });
    return byteReply(studio, context.req.raw, { file, keepSec: leftSec });
  });
  addSceneRoute(app, parts);
  addUploadRoutes(app, parts);
}
