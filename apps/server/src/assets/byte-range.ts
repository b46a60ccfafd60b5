/** A half-open range of bytes that a reader asked for. */
export type Range = Readonly<{ start: number; end: number }>;

/**
 * What a Range header asks of a file (RFC 9110 §14): one range; `outside` where nothing of it is in the file; null for the whole, which is also the
 * right answer to several ranges, other units and what cannot be read.
 */
export function rangeOf(header: string | null, bytes: number): Range | 'outside' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const count = Number(last);
    return count === 0 || bytes === 0 ? 'outside' : { start: Math.max(0, bytes - count), end: bytes };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= bytes) return 'outside';
  return { start, end: last === '' ? bytes : Math.min(bytes, Number(last) + 1) };
}

/** Whether one of the tags of If-None-Match or If-Range is ours. Weak tags of the same bytes count for If-None-Match only, where both kinds do. */
export function hasTag(header: string | null, tag: string): boolean {
  if (header === null) return false;
  return header.trim() === '*' || header.split(',').some((each) => each.trim().replace(/^W\//, '') === tag);
}
