/** Whether two texts are equal, in a time that does not tell where they differ. */
export function isSameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at % Math.max(other.length, 1));
  return difference === 0 && one.length > 0;
}
