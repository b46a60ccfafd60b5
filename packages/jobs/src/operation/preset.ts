import { Camera, Fault, presets } from '@fantascope/film';
import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { preset } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { idOf } from './id-fields.ts';
import { operation } from './operation.ts';

const StoredPreset = z.strictObject({ id: idOf('preset'), projectId: idOf('project'), name: z.string(), camera: z.json() });
type Row = typeof preset.$inferSelect;
const shown = ({ id, projectId, name, camera }: Row): z.input<typeof StoredPreset> => ({
  id,
  projectId,
  name,
  camera: camera as z.input<typeof StoredPreset>['camera'],
});

/** Cameras under a name: the house's, and those that people keep in a project. */
export const presetOperations = [
  operation({
    name: 'preset.house',
    says: { en: 'Lists the cameras that come with Fantascope.', zh: '列出幻镜自带的运镜预设。' },
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(z.strictObject({ id: z.string(), en: z.string(), zh: z.string() })) }),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/presets' },
    run: async () => ({ items: presets.map(({ id, name }) => ({ id, en: name.en, zh: name.zh })) }),
  }),
  operation({
    name: 'preset.list',
    says: { en: 'Lists the cameras kept in a project.', zh: '列出项目中保存的运镜。' },
    input: z.strictObject({ projectId: idOf('project') }),
    output: z.strictObject({ items: z.array(StoredPreset) }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/presets' },
    run: async (input, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(preset)
        .where(eq(preset.projectId, input.projectId))
        .orderBy(asc(preset.name))
        .limit(2000);
      return { items: rows.map(shown) };
    },
  }),
  operation({
    name: 'preset.save',
    says: { en: 'Keeps a camera under a name in a project.', zh: '以一个名称在项目中保存运镜。' },
    input: z.strictObject({ projectId: idOf('project'), name: z.string().trim().min(1).max(200), camera: Camera }),
    output: StoredPreset,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/projects/{projectId}/presets' },
    run: async ({ projectId, name, camera }, { studio, newId }) => {
      const { db } = studio.database;
      const id = newId('preset');
      const at = new Date(studio.ports.nowMs());
      const made = await db.transaction(async (tx) => {
        const [row] = await tx.insert(preset).values({ id, projectId, name, camera, createdAt: at }).onConflictDoNothing().returning();
        if (row !== undefined) await appendEvent(tx, { projectId, subjectId: id, kind: 'preset.saved', data: { name }, at });
        return row;
      });
      if (made !== undefined) return shown(made);
      const [own] = await db.select().from(preset).where(eq(preset.id, id));
      if (own === undefined) throw new Fault('jobs.name-taken', { kind: 'preset', name });
      return shown(own);
    },
  }),
  operation({
    name: 'preset.remove',
    says: { en: 'Removes a camera kept in a project.', zh: '删除项目中保存的运镜。' },
    input: z.strictObject({ presetId: idOf('preset') }),
    output: z.strictObject({ id: idOf('preset') }),
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/presets/{presetId}' },
    run: ({ presetId }, { studio }) =>
      studio.database.db.transaction(async (tx) => {
        const [gone] = await tx.delete(preset).where(eq(preset.id, presetId)).returning();
        const at = new Date(studio.ports.nowMs());
        if (gone !== undefined)
          await appendEvent(tx, { projectId: gone.projectId, subjectId: presetId, kind: 'preset.removed', data: { name: gone.name }, at });
        return { id: presetId };
      }),
  }),
] as const;
