import { describeCamera } from '@fantascope/film';
import { Button } from '../parts/button.tsx';
import { isMoves } from '../shot/shot-edit.ts';
import { useWords } from '../words/use-words.ts';
import { useDirect, useShot } from './direct-context.ts';

/** Two versions of one shot stand against each other: both are shown, nothing is overwritten until somebody chooses. */
export function ConflictBar() {
  const { t, language } = useWords();
  const { store } = useDirect();
  const { conflict, shot } = useShot((state) => ({ conflict: state.conflict, shot: state.shot }));
  if (conflict === null) return null;
  const say = ({ camera }: typeof shot) =>
    isMoves(camera) ? describeCamera(camera.moves, language, camera) : `${camera.keyframes.length} ◆`;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-warn bg-s2 px-4 py-2">
      <p className="font-medium">{t('shot.conflict')}</p>
      <p className="text-small text-t2">
        {t('shot.mine')}: <span className="text-t1">{say(shot)}</span>
      </p>
      <p className="text-small text-t2">
        {t('shot.theirs')}: <span className="text-t1">{say(conflict.shot)}</span>
      </p>
      <span className="ml-auto flex gap-2">
        <Button onClick={() => store.keep('mine')}>{t('shot.keepMine')}</Button>
        <Button onClick={() => store.keep('theirs')}>{t('shot.takeTheirs')}</Button>
      </span>
    </div>
  );
}
