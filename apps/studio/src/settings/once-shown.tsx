import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';

/** A secret that is shown this once: copied now, or made anew later. */
export function OnceShown({ word, value }: Readonly<{ word: string; value: string }>) {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-md border border-warn bg-s2 p-3">
      <span>{word}</span>
      <code className="min-w-0 font-mono text-small break-all select-text">{value}</code>
      <Button icon={<Copy size={14} aria-hidden />} onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}>
        {t(isCopied ? 'settings.copied' : 'settings.copy')}
      </Button>
    </div>
  );
}
