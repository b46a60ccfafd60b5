/** The numbers of what is selected. */
export function Inspector() {
  return null;
}
