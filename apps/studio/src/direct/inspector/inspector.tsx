import { Accordion } from 'radix-ui';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useShot, useView } from '../direct-context.ts';
import { moveFace } from '../say/move-face.ts';
import { MoveNumbers } from '../say/move-numbers.tsx';
import { GradeSection, ShutterSection } from './grade-fields.tsx';
import { LayerSection } from './layer-section.tsx';
import { FeelFields, LensFields } from './lens-fields.tsx';
import { PoseFields } from './pose-fields.tsx';
import { CaptionSection, ShotSection } from './text-sections.tsx';

/** The numbers of what is selected. */
export function Inspector() {
  return (
    <>
      <PoseFields />
      <ChosenMove />
      <LensFields />
      <FeelFields />
      <Accordion.Root type="multiple">
        <GradeSection />
        <ShutterSection />
        <CaptionSection />
        <ShotSection />
        <LayerSection />
      </Accordion.Root>
    </>
  );
}

/** The selected move's own numbers. */
function ChosenMove() {
  const { t } = useWords();
  const camera = useShot(({ shot }) => shot.camera);
  const selection = useView((state) => state.selection);
  const move = isMoves(camera) && selection?.what === 'move' ? camera.moves[selection.index] : undefined;
  if (move === undefined || selection === null) return null;
  return (
    <section aria-label={t('inspector.move')} className="flex flex-col gap-1 border-b border-line px-3 py-2">
      <h2 className="text-base font-medium">{t(moveFace(move).name)}</h2>
      <MoveNumbers move={move} index={selection.index} lengthSec={camera.lengthSec} />
    </section>
  );
}
