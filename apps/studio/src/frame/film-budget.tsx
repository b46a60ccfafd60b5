/** What the open film's project has spent and set aside, of its cap. */
export function FilmBudget() {
  return null;
}
