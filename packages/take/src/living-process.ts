import { readFileSync } from 'node:fs';

/** Clock ticks since boot at which a process of this machine began, which tells it from a later one with its number; '' where the system does not say, and for one that has ended and waits to be buried. */
export function bornAt(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces; the state is the third, the begin the 22nd.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** Whether a process of this machine still runs; true where it cannot be known. */
export function isProcessAlive({ pid, bornAt: born }: Readonly<{ pid: number; bornAt: string }>): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return born === '' || born === bornAt(pid);
}
