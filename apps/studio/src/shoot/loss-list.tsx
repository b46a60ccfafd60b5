import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { CarrierIcon } from './carrier-look.tsx';
import { type Carrier, cellsOf, columnOf, type PlanLine } from './carriers.ts';

type Line = Pick<PlanLine, 'carriers' | 'losses'>;
type Loss = PlanLine['losses'][number];

const order: Readonly<Record<string, number>> = { severe: 0, notable: 1, slight: 2 };

/** Each loss of a shot in a sentence, the gravest first. `after`: what can be done about one, behind its sentence. */
export function LossList({ line, after = () => null }: Readonly<{ line: Line; after?: (loss: Loss) => ReactNode }>) {
  const { language } = useWords();
  const losses = [...line.losses].sort((one, other) => (order[one.severity] ?? 3) - (order[other.severity] ?? 3));
  return (
    <ul className="flex flex-col gap-1.5">
      {losses.map((loss) => (
        <li key={`${loss.part} ${loss.kind} ${loss.text.en}`} className="flex gap-2">
          <span className="mt-0.5">
            <CarrierIcon carrier={carrierOfLoss(loss, line)} />
          </span>
          <span className={`select-text ${loss.severity === 'slight' ? 'text-t2' : ''}`}>
            {loss.text[language]}
            {after(loss)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function carrierOfLoss({ part, kind }: Loss, line: Line): Carrier {
  if (kind === 'dropped') return 'lost';
  if (kind === 'words') return 'words';
  const column = columnOf(part);
  const carrier = column === null ? undefined : cellsOf(line).get(column);
  return carrier === undefined || carrier === 'words' || carrier === 'lost' ? 'approx' : carrier;
}
