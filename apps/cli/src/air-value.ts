import { Air, Fault, Shutter } from '@fantascope/film';

const kinds = Air.shape.kind.options;

/** Reads "petals" or "petals:200" and adds it to those read before. Throws `cli.bad-value` for another kind, or a count that is no whole number of 1 to 20000. */
export function readAir(value: string, before: readonly Air[] = []): readonly Air[] {
  const [kind, count, ...rest] = value.trim().split(':');
  const asked = Air.safeParse({ kind, ...(count === undefined ? {} : { count: count.trim() === '' ? Number.NaN : Number(count) }) });
  if (!asked.success || rest.length > 0)
    throw new Fault('cli.bad-value', { option: '--air', value, takes: `${kinds.join(', ')} (:1–20000)` });
  return [...before, asked.data];
}

/** Reads "180" or "180,camera". Throws `cli.bad-value` for anything else, or an angle outside 0 to 360. */
export function readShutter(value: string): Shutter {
  const [angle = '', where, ...rest] = value.trim().split(',');
  const asked = Shutter.safeParse({ angleDeg: angle.trim() === '' ? Number.NaN : Number(angle), isOnCamera: where === 'camera' });
  if (!asked.success || (where !== undefined && where !== 'camera') || rest.length > 0)
    throw new Fault('cli.bad-value', { option: '--shutter', value, takes: '0–360, 180,camera' });
  return asked.data;
}
