import { type Camera, type Keyframe, KeyframesCamera, type Move, MovesCamera, Shot } from '@fantascope/film';

/** A field of the shot that is put as a whole; undefined takes it away. */
export type ShotField = Exclude<keyof Shot, 'id' | 'camera'>;
/** A field of the camera that moves and keyframes have in common. */
export type RigField = Exclude<keyof MovesCamera, 'moves'>;

/**
 * One change to a shot. Plain data: undo, autosave, the keeping of edits while the server is away and, later, working together share these. Every change of the
 * studio to a shot is one of them.
 */
export type ShotEdit =
  | Readonly<{ kind: 'put'; field: ShotField; value: unknown }>
  | Readonly<{ kind: 'rig'; field: RigField; value: unknown }>
  /** All moves at once; a keyframed camera becomes one of moves. `sentence`: the words they were said in. */
  | Readonly<{ kind: 'moves'; moves: readonly Move[]; sentence?: string }>
  | Readonly<{ kind: 'change-move'; index: number; move: Move }>
  | Readonly<{ kind: 'add-move'; index: number; move: Move }>
  | Readonly<{ kind: 'remove-move'; index: number }>
  /** All keyframes at once; a camera of moves becomes a free path. */
  | Readonly<{ kind: 'keyframes'; keyframes: readonly Keyframe[] }>
  | Readonly<{ kind: 'camera'; camera: Camera }>;

/** Whether a camera is told by moves. */
export function isMoves(camera: Camera): camera is MovesCamera {
  return 'moves' in camera;
}

function rigOf(camera: Camera): Omit<MovesCamera, 'moves'> {
  if (isMoves(camera)) {
    const { moves: _, ...rig } = camera;
    return rig;
  }
  const { keyframes: _, ...rig } = camera;
  return rig;
}

function put<T extends object>(of: T, field: string, value: unknown): T {
  const { [field as keyof T]: _, ...rest } = of;
  return (value === undefined ? rest : { ...rest, [field]: value }) as T;
}

function withMoves(shot: Shot, change: (moves: readonly Move[]) => readonly Move[]): Shot {
  const moves = isMoves(shot.camera) ? shot.camera.moves : [];
  return { ...shot, camera: { ...rigOf(shot.camera), moves: [...change(moves)] } };
}

function changed(shot: Shot, edit: ShotEdit): Shot {
  switch (edit.kind) {
    case 'put':
      return put(shot, edit.field, edit.value);
    case 'rig':
      return { ...shot, camera: put(shot.camera, edit.field, edit.value) };
    case 'moves':
      return { ...withMoves(shot, () => edit.moves), ...(edit.sentence === undefined ? {} : { sentence: edit.sentence }) };
    case 'change-move':
      return withMoves(shot, (moves) => moves.map((move, index) => (index === edit.index ? edit.move : move)));
    case 'add-move':
      return withMoves(shot, (moves) => moves.toSpliced(edit.index, 0, edit.move));
    case 'remove-move':
      return withMoves(shot, (moves) => moves.toSpliced(edit.index, 1));
    case 'keyframes':
      return { ...shot, camera: { ...rigOf(shot.camera), keyframes: [...edit.keyframes] } };
    case 'camera':
      return { ...shot, camera: edit.camera };
    default:
      return edit satisfies never;
  }
}

/** What became of an edit: the new shot, or where and why the schema refused it. */
export type Edited = Readonly<{ shot: Shot }> | Readonly<{ refused: string }>;

/** The shot after an edit. A shot that its schema refuses is not made: the old one stays. */
export function applyEdit(shot: Shot, edit: ShotEdit): Edited {
  const wanted = changed(shot, edit);
  const camera = (isMoves(wanted.camera) ? MovesCamera : KeyframesCamera).safeParse(wanted.camera);
  const read = Shot.safeParse(camera.success ? { ...wanted, camera: camera.data } : wanted);
  if (camera.success && read.success) return { shot: read.data };
  const [issue] = (camera.success ? read.error : camera.error)?.issues ?? [];
  return { refused: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}
