import { useNavigate } from '@tanstack/react-router';
import { Share } from 'lucide-react';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';

/** Opens the sheet that makes the shot into a file. */
export function ExportButton() {
  const { t } = useWords();
  const navigate = useNavigate({ from: '/film/$filmId/shot/$shotNumber' });
  return (
    <Button
      look="quiet"
      icon={<Share size={14} aria-hidden />}
      onClick={() => void navigate({ search: (search) => ({ ...search, drawer: 'export' }) })}
    >
      {t('export.open')}
    </Button>
  );
}
