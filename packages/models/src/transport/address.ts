import { BlockList, isIP, isIPv4 } from 'node:net';

// IANA special-purpose address registries: what is not on the public internet, or stands for another address inside it.
const special = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special.addSubnet(net, bits, 'ipv6');
}
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
// RFC 1918 and RFC 4193: networks of a house or an office. Not link-local, where clouds keep their machines' secrets, and not shared (CGNAT).
const house = new BlockList();
house.addSubnet('10.0.0.0', 8, 'ipv4');
house.addSubnet('172.16.0.0', 12, 'ipv4');
house.addSubnet('192.168.0.0', 16, 'ipv4');
house.addSubnet('fd00::', 8, 'ipv6');

/** The IPv4 address inside an IPv4-mapped one (::ffff:7f00:1), which a host reaches as that; others as they are. */
function unmapped(address: string): string {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  // The URL parser writes every form of an address in one way, a dotted tail included.
  const written = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(written) ?? [];
  if (high === undefined || low === undefined) return written;
  const [one, other] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [one >> 8, one & 255, other >> 8, other & 255].join('.');
}

/** Whether an address is one of the public internet: not private, link-local, shared (CGNAT), loopback, multicast, documentation or a tunnel. */
export function isPublicAddress(address: string): boolean {
  const plain = unmapped(address);
  if (isIPv4(plain)) return !special.check(plain, 'ipv4');
  return isIP(plain) === 6 && globalUnicast.check(plain, 'ipv6') && !special.check(plain, 'ipv6');
}

/** Whether an address is one of a private network: 10/8, 172.16/12, 192.168/16, fd00::/8. */
export function isPrivateAddress(address: string): boolean {
  const plain = unmapped(address);
  return isIP(plain) !== 0 && house.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

/** Whether an address is this machine. */
export function isLoopbackAddress(address: string): boolean {
  const plain = unmapped(address);
  return isIP(plain) !== 0 && loopback.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}
