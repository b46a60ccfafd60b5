import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { bornAt, isProcessAlive } from '@fantascope/take';

/** Which process a worker is, so that others on the same machine see at once when it has died. */
export type MachineMark = Readonly<{ machine: string; pid: number; bornAt: string }>;

function textOf(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return '';
  }
}

/** This process. The machine is named down to its boot and its room for process numbers: two containers of one host must not judge each other's. */
export function ownMark(): MachineMark {
  const boot = textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const room = textOf(() => readlinkSync('/proc/self/ns/pid'));
  return { machine: `${hostname()} ${boot} ${room}`.trim(), pid: process.pid, bornAt: bornAt(process.pid) };
}

/** Whether a worker is certainly dead: it ran on this machine, and its process is no more. */
export function isSeenDead(mark: MachineMark, own: MachineMark): boolean {
  return mark.machine === own.machine && !isProcessAlive(mark);
}
