import { Download } from 'lucide-react';
import { useState } from 'react';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import type { Filter, Kind } from './ledger-queries.ts';
import { useNames } from './use-names.ts';

/** What of the ledger is shown, and the same as a file for a spreadsheet. */
export function EntryFilter({ kind, filter, onChange }: Readonly<{ kind: Kind; filter: Filter; onChange: (filter: Filter) => void }>) {
  const { t } = useWords();
  const names = useNames();
  const said = useTroubleWords();
  const [saving, setSaving] = useState<string | null>(null);
  const { projectId: _, ...narrowed } = filter;
  const put = (change: Filter) => onChange({ ...narrowed, ...change });
  const models = names.models.filter(({ id }) => id !== '').toSorted((a, b) => a.id.localeCompare(b.id));
  const save = async () => {
    setSaving(t('ledger.savingCsv'));
    try {
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));
      const parts: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Readonly<{ csv: string; nextCursor: string | null }> = await server().call('ledger.csv', {
          emulated: kind,
          ...given,
          ...(cursor === null ? {} : { cursor }),
        });
        parts.push(page.csv);
        cursor = page.nextCursor;
      } while (cursor !== null);
      const link = document.createElement('a');
      // Spreadsheets read UTF-8 only where the file says so at its start.
      link.href = URL.createObjectURL(new Blob(['\uFEFF', ...parts], { type: 'text/csv;charset=utf-8' }));
      link.download = `fantascope-ledger-${new Date().toISOString().slice(0, 10)}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      setSaving(null);
    } catch (error) {
      setSaving(said(error));
    }
  };
  return (
    <div className="flex flex-wrap items-end gap-2 border-b border-line px-5 py-2 max-sm:px-3">
      <SelectField
        label={t('ledger.by.model')}
        value={filter.model ?? ''}
        choices={[{ value: '', text: t('ledger.all') }, ...models.map(({ id }) => ({ value: id, text: names.model(id) }))]}
        onChange={(model) => put({ model: model === '' ? undefined : model })}
        className="w-36"
      />
      <TextField
        label={t('ledger.from')}
        type="date"
        value={filter.fromDay ?? ''}
        onChange={({ target }) => put({ fromDay: target.value === '' ? undefined : target.value })}
        className="w-34"
      />
      <TextField
        label={t('ledger.to')}
        type="date"
        value={filter.toDay ?? ''}
        onChange={({ target }) => put({ toDay: target.value === '' ? undefined : target.value })}
        className="w-34"
      />
      <Button
        look="quiet"
        className="min-h-8"
        icon={<Download size={14} aria-hidden />}
        disabled={saving === t('ledger.savingCsv')}
        onClick={() => void save()}
      >
        CSV
      </Button>
      {saving === null ? null : (
        <span role="status" className="w-full text-small text-t2">
          {saving}
        </span>
      )}
    </div>
  );
}
