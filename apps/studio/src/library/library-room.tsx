/** The room of everything one has. */
export function LibraryRoom() {
  return null;
}
