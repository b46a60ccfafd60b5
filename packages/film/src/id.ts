const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What an id names; it stands before the underscore. */
export type IdKind =
  | 'film'
  | 'shot'
  | 'take'
  | 'cut'
  | 'scene'
  | 'project'
  | 'plan'
  | 'asset'
  | 'cast'
  | 'preset'
  | 'job'
  | 'user'
  | 'token'
  | 'worker'
  | 'rate'
  | 'hook'
  | 'delivery'
  | 'invite';

/** A new id, type and ULID (`shot_01J…`, sorts by time): 48 bits of milliseconds and 80 of chance. `random` gives numbers in 0..1 as Math.random does. */
export function newId<K extends IdKind>(kind: K, { nowMs, random }: Readonly<{ nowMs: number; random: () => number }>): `${K}_${string}` {
  let time = '';
  for (let rest = Math.floor(nowMs), i = 0; i < 10; i += 1, rest = Math.floor(rest / 32)) time = digits.charAt(rest % 32) + time;
  let chance = '';
  for (let i = 0; i < 16; i += 1) chance += digits.charAt(Math.floor(random() * 32));
  return `${kind}_${time}${chance}`;
}
