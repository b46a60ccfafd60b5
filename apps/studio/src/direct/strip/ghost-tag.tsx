import { Eye } from 'lucide-react';
import { useWords } from '../../words/use-words.ts';
import { useView } from '../direct-context.ts';

/** Names the move that the picture shows for a moment, so that nobody takes it for the shot. */
export function GhostTag() {
  const { t } = useWords();
  const name = useView(({ ghost }) => ghost?.name ?? null);
  if (name === null) return null;
  return (
    <p
      role="status"
      className="pointer-events-none absolute top-2 left-1/2 z-20 flex -translate-x-1/2 items-center gap-1.5 rounded-sm bg-scrim px-2 py-1 text-small whitespace-nowrap text-t1"
    >
      <Eye size={14} strokeWidth={1.6} aria-hidden className="text-now" />
      {t('strip.preview', { name })}
    </p>
  );
}
