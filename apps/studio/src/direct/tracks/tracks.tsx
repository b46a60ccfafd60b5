/** The lanes of the shot over one time axis. */
export function Tracks() {
  return null;
}
