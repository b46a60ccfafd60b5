/** Playing, time and how the picture is framed. */
export function Transport() {
  return null;
}
