/**
 * Tiles from each tile to the nearest that `isSought` names, diagonal steps as long as straight ones, 255 at most. `outside` is how far beyond the map's sides one lies.
 */
export function tileDistances(
  kinds: Uint8Array,
  size: Readonly<{ across: number; down: number }>,
  {
    isSought,
    isSoughtOutside,
  }: Readonly<{ isSought: (kind: number) => boolean; isSoughtOutside: readonly [boolean, boolean, boolean, boolean] }>,
): Uint8Array {
  const { across, down } = size;
  const [left, right, top, bottom] = isSoughtOutside;
  const far = new Uint8Array(across * down);
  const at = (x: number, y: number) => {
    if (x < 0) return left ? 0 : 255;
    if (x >= across) return right ? 0 : 255;
    if (y < 0) return top ? 0 : 255;
    if (y >= down) return bottom ? 0 : 255;
    return far[y * across + x] as number;
  };
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const k = y * across + x;
      far[k] = isSought(kinds[k] as number) ? 0 : Math.min(254, at(x - 1, y), at(x - 1, y - 1), at(x, y - 1), at(x + 1, y - 1)) + 1;
    }
  }
  for (let y = down - 1; y >= 0; y--) {
    for (let x = across - 1; x >= 0; x--) {
      const k = y * across + x;
      far[k] = Math.min(far[k] as number, Math.min(254, at(x + 1, y), at(x + 1, y + 1), at(x, y + 1), at(x - 1, y + 1)) + 1);
    }
  }
  return far;
}
