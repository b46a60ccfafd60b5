import dgram from 'node:dgram';
import net from 'node:net';
import { withoutKeys } from '../setup.mjs';

/** Whether a host is this machine; a missing host and a local socket are. */
export function isLoopback(host: string | undefined): boolean {
  return host === undefined || host === '' || host === 'localhost' || host === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(host);
}

function forbid(host: string | undefined): void {
  if (!isLoopback(host)) throw new Error(`A test tried to reach ${host}; tests reach only this machine.`);
}

type Connect = typeof net.Socket.prototype.connect;
const guarded = Symbol.for('fantascope.test.loopback');

// http, https, tls, http2 and fetch all come down to this one method. Test files of one worker share it: wrap it once.
if (!(guarded in net.Socket.prototype)) {
  const connect = net.Socket.prototype.connect as (this: net.Socket, ...args: unknown[]) => net.Socket;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    // net passes its own calls on as one array: [options, callback].
    const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as [unknown, unknown];
    if (typeof first === 'object' && first !== null) forbid((first as { host?: string }).host);
    else if (typeof first === 'number') forbid(typeof second === 'string' ? second : undefined);
    return connect.apply(this, args);
  } as Connect;
  const send = dgram.Socket.prototype.send as (this: dgram.Socket, ...args: unknown[]) => void;
  dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]) {
    forbid(args.slice(1).find((argument) => typeof argument === 'string'));
    send.apply(this, args);
  } as typeof dgram.Socket.prototype.send;
  Object.defineProperty(net.Socket.prototype, guarded, { value: true });
}

const keyless = withoutKeys(process.env);
for (const name of Object.keys(process.env)) if (!(name in keyless)) delete process.env[name];
