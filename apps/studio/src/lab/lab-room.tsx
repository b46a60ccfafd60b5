/** The room of the models. */
export function LabRoom() {
  return null;
}
