/** The moves at hand, each shown on this picture. */
export function MoveStrip() {
  return null;
}
