import { spawnSync } from 'node:child_process';
import { Fault } from '@fantascope/film';

/** A user of this machine that the database server runs as. */
export type DatabaseUser = Readonly<{ name: string; uid: number; gid: number }>;

const name = 'fantascope';

function find(): DatabaseUser | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Ways of making a system user without a home or a shell: shadow-utils, then busybox. */
const makers = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--home-dir', '/var/lib/fantascope', '--shell', '/usr/sbin/nologin', name],
  ['adduser', '-S', '-D', '-H', '-h', '/var/lib/fantascope', '-s', '/sbin/nologin', name],
] as const;

/** The system user `fantascope`, made when missing; only root may ask. Throws jobs.database-user. */
export function databaseUser(): DatabaseUser {
  const found = find();
  if (found !== null) return found;
  const reasons: string[] = [];
  for (const [program, ...args] of makers) {
    const made = spawnSync(program, args, { encoding: 'utf8' });
    // Two servers that start at once both try; whoever came second finds what the first made.
    const user = find();
    if (user !== null) return user;
    reasons.push(made.error ? `${program} is not here.` : made.stderr.trim());
  }
  throw new Fault('jobs.database-user', { user: name, reason: reasons.join(' ') });
}
