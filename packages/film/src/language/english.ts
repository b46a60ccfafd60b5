import type { Framing } from '../move.ts';
import { everydayEnglish } from './everyday-english.ts';
import type { Direction, Family, Form, Lexeme, Sense, Speed } from './lexeme.ts';

type Rows = readonly (readonly [phrases: string, lexeme: Lexeme])[];

/** Verbs that move a camera: command, told, running and past form; hyphens count as spaces. */
const verbs: readonly (readonly [Family, Sense, string, Direction?])[] = [
  ['pan', 'film', 'pan pans panning panned'],
  ['tilt', 'film', 'tilt tilts tilting tilted'],
  ['roll', 'noun', 'roll rolls rolling rolled'],
  ['truck', 'noun', 'truck trucks trucking trucked'],
  ['pedestal', 'noun', 'pedestal pedestals pedestaling pedestalled'],
  ['pedestal', 'noun', 'boom booms booming boomed'],
  ['dolly', 'noun', 'dolly dollies dollying dollied'],
  ['zoom', 'film', 'zoom zooms zooming zoomed'],
  ['orbit', 'film', 'orbit orbits orbiting orbited'],
  ['orbit', 'film', 'arc arcs arcing arced'],
  ['orbit', 'borrowed', 'circle circles circling circled'],
  ['orbit', 'borrowed', 'revolve revolves revolving revolved'],
  ['orbit', 'borrowed', 'encircle encircles encircling encircled'],
  ['crane', 'noun', 'crane cranes craning craned'],
  ['crane', 'noun', 'jib jibs jibbing jibbed'],
  ['follow', 'borrowed', 'follow follows following followed'],
  ['follow', 'borrowed', 'track tracks tracking tracked'],
  ['shake', 'borrowed', 'shake shakes shaking shook'],
  ['shake', 'borrowed', 'wobble wobbles wobbling wobbled'],
  ['hold', 'borrowed', 'hold holds holding held'],
  ['hold', 'borrowed', 'pause pauses pausing paused'],
  ['hold', 'borrowed', 'linger lingers lingering lingered'],
  ['move', 'open', 'move moves moving moved'],
  ['move', 'open', 'slide slides sliding slid'],
  ['dolly', 'borrowed', 'push pushes pushing pushed', 'in'],
  ['dolly', 'borrowed', 'pull pulls pulling pulled', 'out'],
  ['move', 'borrowed', 'bring brings bringing brought'],
  ['move', 'borrowed', 'glide glides gliding glided'],
  ['move', 'borrowed', 'drift drifts drifting drifted'],
  ['move', 'borrowed', 'float floats floating floated'],
  ['move', 'borrowed', 'travel travels travelling travelled'],
  ['move', 'borrowed', 'fly flies flying flew'],
  ['move', 'borrowed', 'creep creeps creeping crept'],
  ['move', 'borrowed', 'sweep sweeps sweeping swept'],
  ['move', 'borrowed', 'swoop swoops swooping swooped'],
  ['dolly', 'borrowed', 'advance advances advancing advanced', 'in'],
  ['dolly', 'borrowed', 'retreat retreats retreating retreated', 'out'],
  ['pedestal', 'borrowed', 'rise rises rising rose', 'up'],
  ['pedestal', 'borrowed', 'ascend ascends ascending ascended', 'up'],
  ['pedestal', 'borrowed', 'lift lifts lifting lifted', 'up'],
  ['pedestal', 'borrowed', 'climb climbs climbing climbed', 'up'],
  ['pedestal', 'borrowed', 'lower lowers lowering lowered', 'down'],
  ['pedestal', 'borrowed', 'descend descends descending descended', 'down'],
  ['pedestal', 'borrowed', 'drop drops dropping dropped', 'down'],
  ['pedestal', 'borrowed', 'sink sinks sinking sank', 'down'],
  ['pan', 'borrowed', 'turn turns turning turned'],
  ['pan', 'borrowed', 'swivel swivels swivelling swivelled'],
  ['pan', 'borrowed', 'swing swings swinging swung'],
  ['tilt', 'borrowed', 'look looks looking looked'],
  ['rotate', 'borrowed', 'rotate rotates rotating rotated'],
  ['rotate', 'borrowed', 'spin spins spinning spun'],
];

/** Verbs of two words, whose second word is part of the move. */
const pushes: readonly (readonly [Family, Sense, string, string, Direction])[] = [
  ['dolly', 'film', 'push pushes pushing pushed', 'in|inward|inwards|forward|forwards|closer', 'in'],
  ['dolly', 'film', 'pull pulls pulling pulled', 'back|out|away|out of|backward|backwards', 'out'],
  ['dolly', 'film', 'push pushes pushing pushed', 'toward|towards', 'in'],
  ['dolly', 'borrowed', 'push pushes pushing pushed', 'back|out|past|through', 'in'],
  ['dolly', 'borrowed', 'pull pulls pulling pulled', 'in', 'in'],
  ['dolly', 'borrowed', 'move moves moving moved', 'in|closer|in closer|close', 'in'],
  ['dolly', 'film', 'dolly dollies dollying dollied', 'in|closer', 'in'],
  ['dolly', 'film', 'truck trucks trucking trucked', 'in', 'in'],
  ['dolly', 'film', 'track tracks tracking tracked', 'in|forward|forwards', 'in'],
  ['dolly', 'film', 'track tracks tracking tracked', 'out|back|backward|backwards', 'out'],
  ['truck', 'film', 'track tracks tracking tracked', 'left', 'left'],
  ['truck', 'film', 'track tracks tracking tracked', 'right', 'right'],
  ['dolly', 'borrowed', 'glide glides gliding glided', 'in', 'in'],
  ['dolly', 'borrowed', 'drift drifts drifting drifted', 'in', 'in'],
  ['dolly', 'borrowed', 'float floats floating floated', 'in', 'in'],
  ['dolly', 'borrowed', 'creep creeps creeping crept', 'in', 'in'],
  ['dolly', 'borrowed', 'fly flies flying flew', 'in|forward', 'in'],
  ['dolly', 'borrowed', 'close closes closing closed', 'in', 'in'],
  ['zoom', 'film', 'zoom zooms zooming zoomed', 'in|closer', 'in'],
  ['crash-zoom', 'sure', 'crash zoom crash zooms|crash zooming|crash zoomed', 'in', 'in'],
  ['pedestal', 'borrowed', 'come comes coming came', 'up', 'up'],
  ['pedestal', 'borrowed', 'come comes coming came', 'down', 'down'],
];

/** Names that are a move by themselves. */
const names: readonly (readonly [Family, Sense, string, Direction?])[] = [
  [
    'dolly-zoom',
    'sure',
    'dolly zoom|dolly zooms|dolly zooming|dolly zoom effect|zolly|vertigo effect|vertigo shot|vertigo zoom|hitchcock zoom|hitchcock effect|hitchcock shot|trombone shot|contra zoom',
  ],
  ['dolly-zoom', 'film', 'vertigo|hitchcock'],
  ['dolly-zoom', 'sure', 'dolly zoom in|dolly zooms in|dolly zooming in|dolly in zoom out|hitchcock dolly in|hitchcock zoom in', 'in'],
  [
    'dolly-zoom',
    'sure',
    'dolly zoom out|dolly zooms out|dolly zooming out|dolly out zoom in|hitchcock dolly out|hitchcock zoom out',
    'out',
  ],
  ['crash-zoom', 'sure', 'crash zoom|crash zooms|crash zooming|snap zoom|snap zooms|whip zoom|punch in zoom'],
  ['whip-pan', 'sure', 'whip pan|whip pans|whip panning|swish pan|swish pans|swish panning|flash pan|zip pan'],
  ['whip-pan', 'borrowed', 'whip|whips|whipping'],
  [
    'rack-focus',
    'sure',
    'rack focus|racks focus|racking focus|rack the focus|focus rack|focus racks|focus racking|focus pulls|focus pulling|focus is pulled|pull the focus|pulls the focus|pull focus|pulls focus|pulling focus|focus pull|shift focus|shifts focus|shifting focus|focus shift|focus shifts|rack focusing',
  ],
  ['rack-focus', 'film', 'focus|focuses|focusing|refocus|refocuses'],
  ['follow', 'sure', 'tracking shot|follow shot|following shot|leading shot|follow cam'],
  [
    'shake',
    'sure',
    'handheld camera|hand held camera|handheld shot|handheld feel|handheld look|handheld shake|handheld movement|camera shake|shaky cam|shaky camera|shakycam|camera shaking',
  ],
  ['shake', 'film', 'handheld|hand held|shaky|shakily'],
  [
    'hold',
    'sure',
    'static shot|static camera|static frame|locked off|locked off shot|locked off camera|locked down shot|locked camera|lock off|locked shot|fixed camera|fixed shot|still camera|tripod shot|on a tripod|no camera movement|no camera move|no camera motion|without camera movement|hold the camera still|holding the camera still|hold the frame|hold the shot|camera holds still|stationary camera',
  ],
  [
    'hold',
    'borrowed',
    "static|stays still|stay still|remains still|remain still|holds still|hold still|holding still|does not move|doesn't move|do not move|don't move|keeps still|stands still|is still|is fixed|stays fixed|remains fixed|remains static|stays static|is static|locked|stops|stop|rests|rest|stays|remains stationary|is locked off|stays put",
  ],
  ['dutch', 'sure', 'dutch angle|dutch tilt|dutch roll|canted angle|go dutch'],
  ['orbit', 'sure', 'orbit shot|orbital shot|arc shot|360 shot|360 degree shot|bullet time orbit'],
  ['crane', 'sure', 'crane shot|jib shot|jib arm'],
  ['pan', 'sure', 'panning shot'],
  ['dolly', 'sure', 'dolly shot|push in shot', 'in'],
  ['dolly', 'sure', 'pull out shot|pull back shot', 'out'],
  ['truck', 'sure', 'trucking shot|lateral tracking shot|side tracking shot'],
  ['zoom', 'sure', 'zoom shot'],
];

const framings: readonly (readonly [Framing, string])[] = [
  ['ECU', 'extreme close up|extreme closeup|extreme close ups|ecu|xcu|macro shot|big close up'],
  ['CU', 'close up|closeup|close up shot|close shot|close ups|cu|tight close up|face shot'],
  ['MCU', 'medium close up|medium closeup|mid close up|mcu|head and shoulders shot'],
  ['MS', 'medium shot|mid shot|midshot|waist shot|ms'],
  ['MLS', 'medium long shot|medium wide shot|medium wide|mid long shot|cowboy shot|mls|american shot'],
  ['LS', 'long shot|full shot|full body shot|ls'],
  ['WS', 'wide shot|wide|ws|wide view|wide frame'],
  ['EWS', 'extreme wide shot|extreme long shot|very wide shot|ews|els|establishing shot|extreme wide'],
];

const directions: readonly (readonly [Direction, string])[] = [
  ['left', 'left|to the left|leftward|leftwards|to its left|from right to left|right to left|toward the left|towards the left|left side'],
  ['right', 'right|to the right|rightward|rightwards|to its right|from left to right|left to right|toward the right|towards the right'],
  ['up', 'up|upward|upwards|from bottom to top|bottom to top|vertically up|straight up|higher'],
  ['down', 'down|downward|downwards|from top to bottom|top to bottom|vertically down|straight down'],
  ['in', 'forward|forwards|inward|inwards|closer|ahead|nearer'],
  ['out', 'back|out|away|backward|backwards|outward|outwards'],
  ['clockwise', 'clockwise|cw'],
  ['counterclockwise', 'counterclockwise|counter clockwise|anticlockwise|anti clockwise|ccw'],
];

const speeds: readonly (readonly [Speed, string])[] = [
  [
    'slow',
    'slow|slowly|very slow|very slowly|slower|gently|gentle|subtle|subtly|slight|slightly|gradual|gradually|softly|leisurely|a little|a bit|a touch|lightly|mild|mildly|creeping|languid|languidly|imperceptibly',
  ],
  [
    'fast',
    'fast|quick|quickly|rapid|rapidly|swift|swiftly|sudden|suddenly|faster|quicker|speedy|strong|strongly|heavy|heavily|violent|violently|intense|intensely|aggressive|aggressively|very fast|very quickly|sharply|briskly',
  ],
  ['normal', 'at normal speed|normal speed|moderately|moderate'],
];

function formsOf(text: string): readonly (readonly [string, Form])[] {
  const forms: readonly Form[] = ['command', 'told', 'running', 'told'];
  return text.split(text.includes('|') ? '|' : ' ').map((word, i) => [word, forms[i] ?? 'told'] as const);
}

function verbRows(): Rows {
  const single: Rows = verbs.flatMap(([family, sense, text, direction]) =>
    formsOf(text).map(
      ([word, form]) =>
        [
          word,
          {
            is: 'head',
            family,
            sense,
            form,
            ...(direction && { direction }),
            ...(family === 'orbit' && { takesObject: 'plain' as const }),
          },
        ] as const,
    ),
  );
  const double = pushes.flatMap(([family, sense, text, seconds, direction]) =>
    formsOf(text).flatMap(([word, form]) =>
      seconds
        .split('|')
        .map(
          (second) =>
            [
              `${word} ${second}`,
              { is: 'head', family, sense, form, direction, ...(second.startsWith('toward') && { takesObject: 'any' as const }) },
            ] as const,
        ),
    ),
  );
  const named = names.flatMap(([family, sense, text, direction]) =>
    text.split('|').map(
      (name) =>
        [
          name,
          {
            is: 'head',
            family,
            sense,
            form: 'command',
            ...(direction && { direction }),
            ...(family === 'shake' && { standsAlone: true as const }),
          },
        ] as const,
    ),
  );
  return [...single, ...double, ...named];
}

/** English phrases, several to a row, and what they mean. */
export const english: Rows = [
  ...verbRows(),
  ...framings.map(([framing, phrases]) => [phrases, { is: 'framing', framing }] as const),
  ...directions.map(([direction, phrases]) => [phrases, { is: 'direction', direction }] as const),
  ...speeds.map(([speed, phrases]) => [phrases, { is: 'speed', speed }] as const),
  [
    'at constant speed|at a constant speed|constant speed|at a steady speed|at steady speed|at an even speed|linear|linearly|at a constant pace|at a steady pace|at uniform speed|uniformly',
    { is: 'easing', easing: 'linear' },
  ],
  ['easing in|ease in|eases in|speeding up|accelerating|accelerates|picking up speed|slow start', { is: 'easing', easing: 'in' }],
  [
    'easing out|ease out|eases out|slowing down|decelerating|decelerates|slowing to a stop|coming to a stop',
    { is: 'easing', easing: 'out' },
  ],
  ['easing in and out|ease in and out|ease in out|eases in and out|easing in out', { is: 'easing', easing: 'in-out' }],
  [
    'camera|the camera|our camera|this camera|cam|camera move|camera movement|camera motion|camera work|camerawork|the lens|the shot|this shot|the frame|the view|the drone',
    { is: 'camera' },
  ],
  ['it|we|which', { is: 'pronoun' }],
  ['shot|shots', { is: 'shot' }],
  [
    'then|and then|after that|afterwards|afterward|next|followed by|before|later|and after that|subsequently|thereafter|second|secondly|third|thirdly',
    { is: 'then' },
  ],
  ['finally|and finally|lastly|at last|in the end|at the end|last|eventually', { is: 'then', isLast: true }],
  ['first|firstly|first of all|to begin with|at first|initially', { is: 'then', isFirst: true }],
  [
    'at the same time|simultaneously|meanwhile|all the while|in parallel|together with|along with|combined with|at once|concurrently',
    { is: 'while' },
  ],
  ['while|as|whilst|while also|just as|while the camera', { is: 'while', leads: true }],
  ['and|with|plus|also|and also', { is: 'and' }],
  ['to|toward|towards|onto|into|on to|through|closer to|in on', { is: 'to', implies: 'in' }],
  ['on|across|along|over|above|over to|up to|in front of', { is: 'to' }],
  ['at|past', { is: 'to', isIdle: true }],
  ['around|round|all around|about the|circling around', { is: 'to', isAround: true }],
  ['from|starting from|starting on', { is: 'to', isFrom: true }],
  ['revealing|to reveal|reveals|and reveals|to show|showing', { is: 'to', isReveal: true }],
  ['until', { is: 'to' }],
  [
    'end on|ends on|ending on|ending in|ends in|end in|end with|ends with|ending with|ending at|finish on|finishes on|finishing on|finish with|finishes with|land on|lands on|landing on|settle on|settles on|settling on|arriving at|until it is',
    { is: 'arrive' },
  ],
  [
    'throughout|all through|the whole time|the whole shot|for the whole shot|throughout the shot|the entire time|for the entire shot',
    { is: 'throughout' },
  ],
  ["no|not|don't|do not|never|without|avoid|avoiding|doesn't|does not|isn't|is not|instead of|rather than|won't", { is: 'not' }],
  ['the subject|subject|the main subject|its subject|main character|the protagonist', { is: 'subject' }],
  ['the foreground|foreground', { is: 'depth', share: 0.5 }],
  ['the background|background', { is: 'depth', share: 3 }],
  ['for|in|within|during|about|by', { is: 'link' }],
  ['of', { is: 'link', isOf: true }],
  ['a|an|the|its|this|some', { is: 'filler', isArticle: true }],
  [
    "very|one|steady|steadily|smooth|smoothly|cinematic|please|let|let's|lets|do|make|add|use|using|have|start with|starts with|begin with|begins with|starting with|beginning with|start by|starts by|starts|start|begins|begin|just|really|itself|continuous|continuously|continues|continue|keeps|keep|gracefully|graceful|will|should|is|are|be|i|want|would|like|need|movement|motion|move shot|effect|elegant|elegantly|dramatic|dramatically|epic|beautiful|speed|pace|more|then again|again|of the camera|give|me|us|can|could|you|direction|camera angle|so|that|perform|performs|execute|executes|does|makes|apply|single|long|lateral|laterally|horizontal|horizontally|vertical|vertically|here|only",
    { is: 'filler' },
  ],
  [everydayEnglish, { is: 'word' }],
];
