/** The camera's way from above or from the side. */
export function CameraMap() {
  return null;
}
