/** The room of the whole film. */
export function FilmRoom() {
  return null;
}
