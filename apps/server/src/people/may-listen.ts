import { isIP } from 'node:net';
import { Fault } from '@fantascope/film';
import { hasOwnerAccount, isLoopbackAddress, type Studio } from '@fantascope/jobs';

/** Whether only this machine reaches an address of `listen`. `::` and `0.0.0.0` are every address. */
export function isLoopbackListen(address: string): boolean {
  return address === 'localhost' || (isIP(address) !== 0 && isLoopbackAddress(address));
}

/** Lets a server listen: on loopback always, elsewhere once its owner has an account. Throws server.needs-owner. */
export async function mayListen(address: string, { studio }: Readonly<{ studio: Pick<Studio, 'database'> }>): Promise<void> {
  if (isLoopbackListen(address)) return;
  if (!(await hasOwnerAccount(studio.database.db))) throw new Fault('server.needs-owner', { address });
}
