import { type CameraFileFormat, Fault, say } from '@fantascope/film';
import { FileCog } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { menuRow, menuSheet } from './menu-parts.ts';
import { useShownPath } from './use-shown-path.ts';

const endings: Readonly<Record<CameraFileFormat, string>> = { csv: 'csv', gltf: 'gltf', realestate10k: 'txt', recammaster: 'json' };

/** Four formats are a lot of code that a shot rarely needs. */
const fileFormats = () => import('./camera-file-formats.ts');

/** Camera paths in from files and out to them, in the formats that other tools read. */
export function CameraFiles() {
  const { t, language } = useWords();
  const { store, film, shotNumber } = useDirect();
  const { camera: shown } = useShownPath();
  const picker = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState<string | null>(null);
  const read = async (file: File) => {
    const { camera: now } = store.state().shot;
    try {
      const { readCameraFile } = await fileFormats();
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { camera } = readCameraFile(bytes, { subjectDistanceM: now.subjectDistanceM, lensMm: now.lensMm, fps: film.document.fps });
      store.edit([
        { kind: 'camera', camera },
        { kind: 'put', field: 'sentence', value: undefined },
      ]);
      store.endGesture();
      setTold(t('tracks.imported', { name: file.name, count: camera.keyframes.length }));
    } catch (error) {
      const said = error instanceof Fault ? say(language, error) : error instanceof Error ? error.message : String(error);
      setTold(t('tracks.notImported', { name: file.name, said }));
    }
  };
  const write = async (format: CameraFileFormat) => {
    const { writeCameraFile } = await fileFormats();
    const { text } = writeCameraFile(shown, { format, fps: film.document.fps });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = `shot-${String(shotNumber).padStart(2, '0')}.${endings[format]}`;
    link.click();
    // The download has its own hold on the bytes once it has begun.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t('tracks.import')}
        accept=".csv,.gltf,.glb,.txt,.json"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void read(file);
          event.target.value = '';
        }}
      />
      <DropdownMenu.Root onOpenChange={(isOpen) => isOpen && setTold(null)}>
        <DropdownMenu.Trigger asChild>
          <button
            type="button"
            aria-label={t('tracks.files')}
            title={t('tracks.files')}
            className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-t2 hover:bg-s3 hover:text-t1"
          >
            <FileCog size={16} strokeWidth={1.6} aria-hidden />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content sideOffset={6} align="end" className={menuSheet}>
            <DropdownMenu.Item className={menuRow} onSelect={() => picker.current?.click()}>
              {t('tracks.import')}
            </DropdownMenu.Item>
            <DropdownMenu.Separator className="my-1 border-t border-line" />
            {(Object.keys(endings) as CameraFileFormat[]).map((format) => (
              <DropdownMenu.Item key={format} className={menuRow} onSelect={() => void write(format)}>
                {t('tracks.export', { format: t(`tracks.format.${format}`) })}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {told === null ? null : (
        <p
          role="status"
          className="fixed bottom-64 left-1/2 z-40 -translate-x-1/2 rounded-md border border-line2 bg-s3 px-3 py-2 text-base"
        >
          {told}
        </p>
      )}
    </>
  );
}
