/** The camera in words, and what was understood of them. */
export function SentenceBar() {
  return null;
}
