import { BlockList, isIP } from 'node:net';

type Environment = Readonly<{ incoming?: Readonly<{ socket?: Readonly<{ remoteAddress?: string | undefined }> }> }>;

const plain = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Tells whose address a request comes from. X-Forwarded-For counts only where the connection itself comes from one of our proxies
 * (FANTASCOPE_PROXIES: addresses or networks, comma-separated), and then its last address that is none of theirs: what stands before it is
 * whatever the client wrote.
 */
export function clientAddressBy(proxies: string | undefined): (request: Request, environment: unknown) => string {
  const ours = new BlockList();
  for (const each of (proxies ?? '').split(',').map((part) => part.trim())) {
    const [address = '', bits] = each.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) !== 0 && bits === undefined) ours.addAddress(address, family);
    if (isIP(address) !== 0 && bits !== undefined) ours.addSubnet(address, Number(bits), family);
  }
  const isOurs = (address: string) => isIP(address) !== 0 && ours.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (request, environment) => {
    const peer = plain((environment as Environment | undefined)?.incoming?.socket?.remoteAddress ?? 'unknown');
    if (!isOurs(peer)) return peer;
    const told = (request.headers.get('x-forwarded-for') ?? '').split(',').map(plain).reverse();
    return told.find((address) => isIP(address) !== 0 && !isOurs(address)) ?? peer;
  };
}
