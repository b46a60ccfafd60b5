/** What tools and frame aids draw over the picture. */
export function Overlays() {
  return null;
}
