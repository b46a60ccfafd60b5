import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useWords } from '../words/use-words.ts';
import { ColumnHead, Legend } from './carrier-look.tsx';
import type { Column } from './carriers.ts';
import { ShootRowView, tableColumns, tableGrid } from './shoot-row.tsx';
import type { ShootRow } from './shoot-rows.ts';

/** How long letters belong to one name, milliseconds. */
const TYPE_AHEAD_MS = 700;

/** Every model in a row. Arrows look at one after another, Space adds one to what is chosen, Enter chooses only it, letters go to a name. */
export function ShootTable({
  rows,
  columns,
  focused,
  chosen,
  onFocus,
  onChoose,
  onToggle,
}: Readonly<{
  rows: readonly ShootRow[];
  columns: readonly Column[];
  focused: string | null;
  chosen: readonly string[];
  onFocus: (model: string) => void;
  onChoose: (model: string) => void;
  onToggle: (model: string) => void;
}>) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', atMs: 0 });
  const at = rows.findIndex(({ model }) => model === focused);
  useEffect(() => {
    const place = list.current;
    const row = focused === null ? null : place?.querySelector<HTMLElement>(`[data-model="${CSS.escape(focused)}"]`);
    if (place == null || row == null) return;
    // Only the list itself: to bring a row into view any other way moves the page too.
    const [top, end] = [row.offsetTop, row.offsetTop + row.offsetHeight];
    if (top < place.scrollTop) place.scrollTop = top;
    else if (end > place.scrollTop + place.clientHeight) place.scrollTop = end - place.clientHeight;
  }, [focused]);
  // The drawer has the focus until there is something to choose from.
  useEffect(() => {
    if (document.activeElement === list.current?.closest('[data-drawer]')) list.current?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(event);
    if (to !== undefined) {
      onFocus(to.model);
      event.preventDefault();
    } else if (focused !== null && (event.key === ' ' || event.key === 'Enter') && !event.ctrlKey && !event.metaKey) {
      if (event.key === ' ') onToggle(focused);
      else onChoose(focused);
      event.preventDefault();
    }
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-x-auto px-3 short:min-h-60">
      <div className={`${tableGrid} shrink-0 items-end gap-1 px-2 pb-1`} style={tableColumns(columns.length)} aria-hidden>
        <span />
        <span className="text-small text-t2">{t('shoot.model')}</span>
        {columns.map((column) => (
          <ColumnHead key={column} column={column} />
        ))}
        <span className="text-small text-t2">{t('shoot.followed')}</span>
        <span className="text-right text-small text-t2">{t('shoot.price')}</span>
        <span className="text-right text-small text-t2 max-sm:hidden">{t('shoot.wait')}</span>
      </div>
      <div
        ref={list}
        role="listbox"
        aria-multiselectable
        aria-label={t('shoot.models')}
        aria-activedescendant={focused === null ? undefined : `shoot-${focused}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="group/list relative min-h-0 flex-1 sm:min-w-fit overflow-y-auto outline-none"
      >
        {rows.map((row) => (
          <ShootRowView
            key={row.model}
            row={row}
            columns={columns}
            isChosen={chosen.includes(row.model)}
            isFocused={row.model === focused}
            onChoose={() => onChoose(row.model)}
            onToggle={() => onToggle(row.model)}
          />
        ))}
      </div>
      <div className="shrink-0 px-2 py-2">
        <Legend />
      </div>
    </div>
  );

  function target({ key, ctrlKey, metaKey, altKey, timeStamp }: KeyboardEvent): ShootRow | undefined {
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 8, PageUp: at - 8 }[key];
    if (next !== undefined) return rows[Math.min(rows.length - 1, Math.max(0, next))];
    const before = timeStamp - typed.current.atMs < TYPE_AHEAD_MS ? typed.current.text : '';
    if (key.length !== 1 || (key === ' ' && before === '') || ctrlKey || metaKey || altKey) return undefined;
    const text = before + key.toLowerCase();
    typed.current = { text, atMs: timeStamp };
    const inOrder = [...rows.slice(at + (text.length > 1 ? 0 : 1)), ...rows];
    return inOrder.find(({ name }) => [name.en, name.zh].some((each) => each.toLowerCase().startsWith(text)));
  }
}
