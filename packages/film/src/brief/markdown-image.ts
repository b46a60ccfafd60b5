/** A picture as Markdown writes it: what it shows, and its path. */
export type MarkdownImage = Readonly<{ caption: string; path: string }>;

// Every part is bounded, and none can stand for its neighbour: thousands of openings without an end take no longer than they are long.
const pattern = /!\[([^\]]{0,1000})\]\(\s*(?:<([^<>\n]{1,1000})>|([^()<>\s]{1,1000}))(?:\s+"[^"]{0,400}")?\s*\)/g;

/** Takes the pictures out of a line. */
export function takeImages(text: string): Readonly<{ images: readonly MarkdownImage[]; rest: string }> {
  const images: MarkdownImage[] = [];
  const rest = text.replace(pattern, (_, caption: string, quoted: string | undefined, plain: string | undefined) => {
    images.push({ caption: caption.trim(), path: decoded(quoted ?? plain ?? '') });
    return ' ';
  });
  return { images, rest };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
