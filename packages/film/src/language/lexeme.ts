import type { Easing, Framing } from '../move.ts';

/** A way something can go: sideways, up and down, along the lens, or round. */
export type Direction = 'left' | 'right' | 'up' | 'down' | 'in' | 'out' | 'clockwise' | 'counterclockwise';

/** What a camera word names before its direction is known: "pan up" is a tilt and "dolly left" is a truck. */
export type Family =
  | 'pan'
  | 'tilt'
  | 'roll'
  | 'rotate'
  | 'dutch'
  | 'truck'
  | 'pedestal'
  | 'dolly'
  | 'zoom'
  | 'crash-zoom'
  | 'orbit'
  | 'crane'
  | 'dolly-zoom'
  | 'follow'
  | 'whip-pan'
  | 'rack-focus'
  | 'shake'
  | 'hold'
  | 'move'
  | 'preset';

/**
 * How sure a word is of meaning the camera.
 * sure: nobody says it of anything else ("dolly zoom"). film: a film word with another life ("pan", "zoom").
 * noun: a film word that is mostly a thing ("crane", "truck"). open: an everyday word that may stand alone with a direction ("move left").
 * borrowed: an everyday word that needs a camera beside it ("rises", "follows").
 */
export type Sense = 'sure' | 'film' | 'noun' | 'open' | 'borrowed';

/** command: "pan". told: "pans", said of somebody. running: "panning". */
export type Form = 'command' | 'told' | 'running';

/** A word that names a camera move. */
export type Head = Readonly<{
  is: 'head';
  family: Family;
  sense: Sense;
  form: Form;
  direction?: Direction;
  /** Its object may follow at once: "orbit the statue", 推近女孩的脸. `plain`: but 环绕山谷的雾 is a fog, so no 的 inside it. */
  takesObject?: 'any' | 'plain';
  /** Means the camera also with no other word beside it. */
  standsAlone?: true;
  /** 后拉: behind 先 its 后 means later, not backward. */
  opensWithBack?: true;
  /** With family `preset`. */
  presetId?: string;
}>;

/** How lively a move without a number is. */
export type Speed = 'slow' | 'normal' | 'fast';

/** What a number measures: metres, degrees, millimetres (a lens, or a short way), a factor, a share, seconds, or nothing said. */
export type Unit = 'm' | 'deg' | 'mm' | 'times' | 'percent' | 'sec' | 'none';

/** A number with its unit; isAbout when the text says "about". */
export type Amount = Readonly<{ is: 'amount'; value: number; unit: Unit; isAbout: boolean }>;

/** Part of the shot, in seconds or as ratios of its length; seconds that are not above 0 at their end count back from the shot's end. */
export type Span = Readonly<{ is: 'span'; from: number; to: number; unit: 'sec' | 'ratio' }>;

/** What one phrase of the tables, or one number of the text, means to the grammar. */
export type Lexeme =
  | Head
  | Amount
  | Span
  | Readonly<{ is: 'direction'; direction: Direction }>
  | Readonly<{ is: 'speed'; speed: Speed }>
  | Readonly<{ is: 'easing'; easing: Easing }>
  | Readonly<{ is: 'framing'; framing: Framing }>
  | Readonly<{ is: 'region'; xRatio: number; yRatio: number; widthRatio: number; heightRatio: number }>
  | Readonly<{ is: 'strength' | 'seed'; value: number }>
  /** The camera itself, as the one who moves or is moved. */
  | Readonly<{ is: 'camera' }>
  /** "it", "we": the camera, when the sentence before was about the camera. */
  | Readonly<{ is: 'pronoun' }>
  /** "shot": the camera only right behind a move ("crane shot"). */
  | Readonly<{ is: 'shot' }>
  /** What comes after it comes later. `isFirst`: 先, "first", which opens a sequence. */
  | Readonly<{ is: 'then'; isFirst?: true; isLast?: true }>
  /** "after 2 seconds": the move before lasts that long, or nothing moves for so long. */
  | Readonly<{ is: 'pause'; sec: number }>
  /** What stands on both sides runs together. `leads`: it may open a sentence, and then joins that clause to the next. */
  | Readonly<{ is: 'while'; leads?: true; isPaired?: true }>
  /** Joins moves, or joins words. */
  | Readonly<{ is: 'and' }>
  /** Opens a target: what the camera goes to, past or round. `isReveal`: may open a clause of its own. `isIdle`: says too little to make a film word a camera's. */
  | Readonly<{ is: 'to'; implies?: Direction; isAround?: true; isFrom?: true; isIdle?: true; isReveal?: true }>
  /** "end on", 定格: the framing behind it is where the shot arrives. `stands`: with nothing behind it the shot arrives where it is. */
  | Readonly<{ is: 'arrive'; stands?: true }>
  /** "wherever else the moves are": the whole length of the shot. */
  | Readonly<{ is: 'throughout' }>
  /** "for", "in", "of": understood only before a number or a speed; `of` opens a target behind a framing. */
  | Readonly<{ is: 'link'; isOf?: true }>
  | Readonly<{ is: 'not' }>
  /** The subject of the picture: a target that is known. */
  | Readonly<{ is: 'subject' }>
  /** "the background": how far it is, as a multiple of the subject's distance. */
  | Readonly<{ is: 'depth'; share: number }>
  /** Says nothing of its own. `isArticle`: what follows is a thing. */
  | Readonly<{ is: 'filler'; isArticle?: true }>
  /** 的: what stands before it describes what stands behind it. */
  | Readonly<{ is: 'of' }>
  | Readonly<{ is: 'stop' | 'comma' | 'open' | 'close' }>
  /** Not in any table. */
  | Readonly<{ is: 'word' }>;

/** A lexeme and where it stands in the text. */
export type Token = Readonly<{ lexeme: Lexeme; at: number; end: number }>;

/** The camera stands. */
export const stillness: Head = { is: 'head', family: 'hold', sense: 'sure', form: 'command' };
