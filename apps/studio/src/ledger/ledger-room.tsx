/** The room of the money. */
export function LedgerRoom() {
  return null;
}
