import { bigint, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';

/** All tables of ours live in one schema of our own, so that a shared database shows at a glance what is Fantascope's. */
export const house = pgSchema('fantascope');

/** A point in time, milliseconds: JavaScript dates hold no more, and a keyset cursor that loses microseconds loses rows. */
export const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
/** An amount in whole millionths of a US dollar. */
export const usdMicros = (name: string) => bigint(name, { mode: 'number' });
/** An id of ours (`shot_01J…`) or of another row. */
export const id = (name = 'id') => text(name);
