import { Check, CircleDashed, HardDrive, TestTubeDiagonal, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import type { Model } from './model-rows.ts';

/** Whether a model can be asked: by an icon and a word, never by the key. */
export function KeyState({ model }: Readonly<{ model: Model }>) {
  const { t } = useWords();
  if (!model.hasAddress) return <State icon={<CircleDashed size={14} aria-hidden />} word={t('lab.noAddress')} colour="text-t2" />;
  if (model.reach === 'silent') {
    const word = model.origin === null ? t('lab.silent') : t('lab.notReached', { address: model.origin });
    return <State icon={<Unplug size={14} aria-hidden />} word={word} colour="text-warn" />;
  }
  switch (model.keyState) {
    case 'none-needed':
      return <State icon={<HardDrive size={14} aria-hidden />} word={t(model.isLocal ? 'lab.here' : 'lab.noKeyNeeded')} colour="text-ok" />;
    case 'set':
      return <State icon={<Check size={14} aria-hidden />} word={t('lab.keySet')} colour="text-ok" />;
    case 'missing':
      return <State icon={<CircleDashed size={14} aria-hidden />} word={t('lab.keyMissing')} colour="text-t2" />;
    case 'emulated':
      return <State icon={<TestTubeDiagonal size={14} aria-hidden />} word={t('parts.emulated')} colour="text-warn" />;
    default:
      return model.keyState satisfies never;
  }
}

function State({ icon, word, colour }: Readonly<{ icon: ReactNode; word: string; colour: string }>) {
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${colour}`}>
      {icon}
      {word}
    </span>
  );
}
