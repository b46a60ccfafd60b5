import type { WordKey } from '../words/words.ts';

/** Shortcuts by area, as the rooms hear them. A letter is the studio's own; the sheet shows the one that stands there now. */
export const shortcutTable = [
  {
    area: 'palette.area.everywhere',
    rows: [
      ['Ctrl+K', 'palette.title'],
      ['?', 'palette.shortcuts'],
      ['g l', 'frame.library'],
      ['g d', 'frame.direct'],
      ['g f', 'frame.film'],
      ['g b', 'frame.lab'],
      ['g m', 'frame.ledger'],
      ['g s', 'frame.settings'],
      ['Esc', 'palette.key.back'],
    ],
  },
  {
    area: 'palette.area.shot',
    rows: [
      ['Ctrl+Z', 'frame.undo'],
      ['Ctrl+Shift+Z', 'frame.redo'],
      ['/', 'palette.key.say'],
      ['↓', 'palette.key.intoChips'],
      ['Alt+← →', 'palette.key.moveChip'],
      ['`', 'palette.key.panels'],
      [';', 'palette.key.side'],
      ['Ctrl+Enter', 'palette.key.shoot'],
      ['y', 'settings.key.compare'],
      ['Enter', 'palette.key.approve'],
      ['\\', 'palette.key.before'],
    ],
  },
  {
    area: 'palette.area.tools',
    rows: [
      ['v', 'settings.key.select'],
      ['c', 'settings.key.camera'],
      ['r', 'settings.key.region'],
      ['f', 'settings.key.focus'],
      ['b', 'settings.key.brush'],
      ['w', 'settings.key.air'],
      ['t', 'settings.key.reframe'],
      ['← → ↑ ↓', 'palette.key.nudge'],
      ['PageUp PageDown', 'palette.key.pedestal'],
      ['Alt+← → ↑ ↓', 'palette.key.resize'],
      ['[ ]', 'palette.key.brushSize'],
      ['Alt', 'palette.key.depth'],
      ['z', 'settings.key.enlarge'],
      ['h', 'settings.key.shift'],
      ['Shift+1', 'palette.key.fit'],
      ['Shift+0', 'palette.key.actual'],
      ["'", 'palette.key.aids'],
      ['Shift+g', 'palette.key.overlays'],
    ],
  },
  {
    area: 'palette.area.time',
    rows: [
      ['Space', 'film.play'],
      ['j k l', 'palette.key.shuttle'],
      ['← →', 'palette.key.frame'],
      [', .', 'palette.key.frame'],
      ['Shift+← →', 'palette.key.second'],
      ['↑ ↓', 'palette.key.keys'],
      ['Home End', 'palette.key.ends'],
      ['i', 'settings.key.loopIn'],
      ['o', 'settings.key.loopOut'],
      ['Alt+i Alt+o', 'palette.key.openLoop'],
      ['Alt+x', 'palette.key.noLoop'],
      ['s', 'settings.key.setKey'],
      ['Shift+s', 'palette.key.setAll'],
      ['x', 'settings.key.split'],
      ['n', 'settings.key.snap'],
      ['1 2 3 4', 'palette.key.ease'],
      ['Shift+k', 'palette.key.bake'],
      ['Ctrl+A', 'palette.key.all'],
      ['Ctrl+C', 'palette.key.copyTracks'],
      ['Ctrl+V', 'palette.key.pasteTracks'],
      ['Shift+F10', 'palette.key.trackMenu'],
      ['= -', 'palette.key.timeZoom'],
      ['m', 'settings.key.mapSide'],
      ['Delete', 'palette.key.remove'],
    ],
  },
  {
    area: 'palette.area.monitor',
    rows: [
      ['Space', 'film.play'],
      ['← →', 'palette.key.frame'],
      ['Shift+← →', 'palette.key.second'],
      ['Home End', 'palette.key.ends'],
      ['m', 'film.mute'],
    ],
  },
  {
    area: 'palette.area.film',
    rows: [
      ['Space', 'palette.key.lift'],
      ['← → ↑ ↓', 'palette.key.carry'],
      ['Enter', 'palette.key.open'],
    ],
  },
  {
    area: 'palette.area.library',
    rows: [
      ['/', 'palette.key.search'],
      ['Ctrl+A', 'palette.key.all'],
      ['Space', 'palette.key.pick'],
      ['Enter', 'palette.key.openAsset'],
      ['Delete', 'palette.key.bin'],
    ],
  },
] as const satisfies readonly Readonly<{ area: WordKey; rows: readonly (readonly [keys: string, word: WordKey])[] }>[];

/** Keys as they are pressed now: single letters exchanged by `letterOf`, the rest as it is, ⌘ for Ctrl on a Mac. */
export function shownKeys(keys: string, letterOf: (house: string) => string, isMac: boolean): string {
  return keys
    .split(' ')
    .map((chord) =>
      chord
        .split('+')
        .map((part) => (part === 'Ctrl' && isMac ? '⌘' : /^[a-z]$/.test(part) ? letterOf(part).toUpperCase() : part))
        .join(isMac ? '' : '+'),
    )
    .join(' ');
}
