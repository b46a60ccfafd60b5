import type { ReactNode } from 'react';

/** One part of the settings, with its name and a sentence of what it is for. */
export function Section({ id, title, hint, children }: Readonly<{ id: string; title: string; hint?: string; children: ReactNode }>) {
  return (
    <section id={`section-${id}`} aria-labelledby={`title-${id}`} className="flex scroll-mt-4 flex-col gap-4 border-b border-line py-6">
      <div className="flex flex-col gap-1">
        <h2 id={`title-${id}`} className="text-drawer font-semibold">
          {title}
        </h2>
        {hint === undefined ? null : <p className="max-w-2xl text-t2">{hint}</p>}
      </div>
      {children}
    </section>
  );
}

/** A name and, beside it, what is chosen for it. */
export function Choice({ word, children }: Readonly<{ word: string; children: ReactNode }>) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <span className="w-40 text-t2">{word}</span>
      {children}
    </div>
  );
}
