import { useInsertionEffect } from 'react';

/** Sheets by their text, with how many parts want each. */
const adopted = new Map<string, { sheet: CSSStyleSheet; count: number }>();

function adopt(text: string): () => void {
  const own = adopted.get(text) ?? { sheet: new CSSStyleSheet(), count: 0 };
  if (own.count === 0) {
    own.sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, own.sheet];
    adopted.set(text, own);
  }
  own.count += 1;
  return () => {
    own.count -= 1;
    if (own.count > 0) return;
    adopted.delete(text);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== own.sheet);
  };
}

function AdoptedStyle({ styles }: Readonly<{ styles: string }>) {
  useInsertionEffect(() => adopt(styles), [styles]);
  return null;
}

/**
 * Stands for the package react-style-singleton, by which dialogs and menus lock the page under them: it writes a style element into the page, which
 * the page's policy refuses. The same rules as a sheet of the script's own are no inline style, so that the policy needs no exception.
 */
export function styleSingleton() {
  return AdoptedStyle;
}
