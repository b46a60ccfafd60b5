import { describe, expect, test } from 'vitest';
import { testDatabase } from './test-database.ts';

describe('guards of the tables', () => {
  test('rows of the audit are neither changed nor removed', async () => {
    const { pool, close } = await testDatabase();
    try {
      await pool.query(
        `insert into fantascope.audit (at, actor_id, door, operation, outcome) values (now(), 'user_1', 'cli', 'shot.edit', 'done')`,
      );
      for (const sql of [`update fantascope.audit set outcome = 'x'`, 'delete from fantascope.audit', 'truncate fantascope.audit'])
        await expect(pool.query(sql)).rejects.toMatchObject({ code: 'FS001' });
    } finally {
      await close();
    }
  });
});
