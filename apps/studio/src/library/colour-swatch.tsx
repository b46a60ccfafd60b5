import { type ColourName, shownColours } from '@fantascope/stage/sketch';
import { Moon, Snowflake, Sun, SunDim } from 'lucide-react';

const icon = { size: 14, strokeWidth: 1.6, 'aria-hidden': true, className: 'shrink-0' } as const;

/** What stands for a colour or a tone; its name is beside it, always. */
export function ColourSwatch({ name }: Readonly<{ name: ColourName }>) {
  const lab = shownColours[name];
  if (lab !== undefined)
    return (
      <span
        aria-hidden
        className="size-3.5 shrink-0 rounded-full border border-line2"
        style={{ backgroundColor: `lab(${lab[0]} ${lab[1]} ${lab[2]})` }}
      />
    );
  switch (name) {
    case 'warm':
      return <SunDim {...icon} />;
    case 'cool':
      return <Snowflake {...icon} />;
    case 'dark':
      return <Moon {...icon} />;
    default:
      return <Sun {...icon} />;
  }
}
