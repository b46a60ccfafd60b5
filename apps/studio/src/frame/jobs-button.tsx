/** What is being shot or rendered, in every room; shown once there is something. */
export function JobsButton() {
  return null;
}
