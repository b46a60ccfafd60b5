/** The takes of this shot and the way to shoot more. */
export function TakesPanel() {
  return null;
}
