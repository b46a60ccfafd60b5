import { ChevronDown } from 'lucide-react';
import { Accordion } from 'radix-ui';
import type { ReactNode } from 'react';

/** A part of the inspector that folds. */
export function Section({ name, title, children }: Readonly<{ name: string; title: string; children: ReactNode }>) {
  return (
    <Accordion.Item value={name} className="border-b border-line">
      <Accordion.Header>
        <Accordion.Trigger className="group flex min-h-9 w-full items-center justify-between px-3 text-base font-medium text-t1 hover:bg-s2">
          {title}
          <ChevronDown size={14} strokeWidth={1.6} aria-hidden className="text-t3 group-data-[state=open]:rotate-180" />
        </Accordion.Trigger>
      </Accordion.Header>
      <Accordion.Content className="flex flex-col gap-2 px-3 pb-3">{children}</Accordion.Content>
    </Accordion.Item>
  );
}
