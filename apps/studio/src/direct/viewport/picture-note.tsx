import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** A sentence over the picture, told politely, with what can be done about it. */
export function PictureNote({ children, act, isWarning = false }: Readonly<{ children: ReactNode; act?: ReactNode; isWarning?: boolean }>) {
  return (
    <div role="status" className="pointer-events-auto flex max-w-full items-center gap-2 rounded-sm bg-scrim px-2 py-1 text-small text-t1">
      {isWarning ? <TriangleAlert size={14} strokeWidth={1.8} aria-hidden className="shrink-0 text-warn" /> : null}
      <span className="min-w-0">{children}</span>
      {act}
    </div>
  );
}

/** A button on the picture. */
export function NoteButton({
  onClick,
  children,
  isMain = false,
}: Readonly<{ onClick: () => void; children: ReactNode; isMain?: boolean }>) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={`min-h-6 shrink-0 rounded-sm px-2 text-small font-medium ${isMain ? 'bg-warn text-on-lamp' : 'border border-line2 text-t1 hover:bg-casing'}`}
    >
      {children}
    </button>
  );
}
