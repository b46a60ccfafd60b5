import { useNavigate } from '@tanstack/react-router';
import { ImagePlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { queries, server } from '../app/server.ts';
import { bareLibrary } from '../parts/bare-library.ts';
import { Button } from '../parts/button.tsx';
import { useReceive } from '../parts/drop-zone.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { ChooseFiles } from './choose-files.tsx';

/** Nothing is here yet: what the library gives, and the ways to begin. */
export function EmptyLibrary() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { receive } = useReceive();
  const [error, setError] = useState<unknown>(null);
  const [isMaking, setMaking] = useState(false);
  useEffect(() => {
    bareLibrary.tell(true);
    return () => bareLibrary.tell(false);
  }, []);
  const sample = async () => {
    setMaking(true);
    setError(null);
    try {
      const { filmId } = await server().call('project.sample', {});
      await queries.invalidateQueries({ queryKey: ['project'] });
      if (filmId !== null) await navigate({ to: '/film/$filmId/shot/$shotNumber', params: { filmId, shotNumber: '1' } });
    } catch (trouble) {
      setError(trouble);
    } finally {
      setMaking(false);
    }
  };
  return (
    <div className="flex h-full items-center justify-center p-6">
      <div className="flex w-full max-w-xl flex-col items-center gap-4 rounded-lg border-2 border-dashed border-line2 px-6 py-14 text-center">
        <ImagePlus size={40} strokeWidth={1.2} aria-hidden className="text-t3" />
        <h1 className="text-drawer font-semibold">{t('library.empty')}</h1>
        <p className="text-t2">{t('library.emptyHow')}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <ChooseFiles of="files" look="lamp" onFiles={(files) => void receive(files, 'film')} />
          <Button disabled={isMaking} onClick={() => void sample()}>
            {t(isMaking ? 'library.sampleMaking' : 'library.sample')}
          </Button>
        </div>
        {error === null ? null : <Trouble error={error} retry={() => void sample()} />}
      </div>
    </div>
  );
}
