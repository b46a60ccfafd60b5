import { access, constants, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { Fault } from '@fantascope/film';

/**
 * Looks at the file a command will write before any work is done. Throws `cli.bad-value` for another ending, `cli.out-is-input` where it would
 * overwrite what is read, and `cli.cannot-write` where its folder is missing or closed.
 */
export async function checkOut(
  out: string,
  { option, ending, inputs }: { option: string; ending?: string; inputs: readonly string[] },
): Promise<void> {
  if (ending !== undefined && extname(out).toLowerCase() !== ending)
    throw new Fault('cli.bad-value', { option, value: out, takes: `FILE${ending}` });
  if (inputs.some((input) => resolve(input) === resolve(out))) throw new Fault('cli.out-is-input', { path: out });
  const there = await stat(out).catch(() => null);
  if (there?.isDirectory() === true) throw new Fault('cli.cannot-write', { path: out, problem: 'EISDIR' });
  await access(dirname(resolve(out)), constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('cli.cannot-write', { path: out, problem: error.code ?? error.message }, { cause: error });
  });
}
