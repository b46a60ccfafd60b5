import { MovesCamera, parseCamera, Shot } from '@fantascope/film';
import type { Answers, Facts } from '../plan.ts';

/** A shot that tells models apart, and how it is asked for. hasPicture: always, never, or as each model takes it; isAbout: what is read of its plans. */
export type TellingShot = Readonly<{
  name: string;
  said: string;
  shot: Shot;
  hasPicture: 'as-taken' | 'always' | 'never';
  isAbout: 'camera' | 'parts' | 'all';
  facts: Facts;
  answers: Answers;
}>;

const frame = { widthPx: 1280, heightPx: 720, fps: 24 };

type Rest = Readonly<{
  rig?: object;
  shot?: object;
  facts?: Facts;
  answers?: Answers;
  hasPicture?: TellingShot['hasPicture'];
  isAbout?: TellingShot['isAbout'];
}>;

function told(said: string, rest: Rest = {}): TellingShot {
  const rig = MovesCamera.parse(rest.rig ?? {});
  const reading = parseCamera(said, { lengthSec: rig.lengthSec, lensMm: rig.lensMm, subjectDistanceM: rig.subjectDistanceM });
  const given = (rest.rig as { moves?: unknown } | undefined)?.moves !== undefined || said === '';
  const answers: Answers = /[\u4e00-\u9fff]/.test(said) ? { language: 'zh', ...rest.answers } : (rest.answers ?? {});
  return shotOf(said, { ...rest, answers, rig: { ...rig, moves: given ? rig.moves : reading.moves } });
}

function shotOf(
  said: string,
  { rig, shot = {}, facts = {}, answers = {}, hasPicture = 'as-taken', isAbout = 'camera' }: Rest,
): TellingShot {
  return { name: said, said, shot: Shot.parse({ ...shot, camera: rig }), hasPicture, isAbout, facts: { frame, ...facts }, answers };
}

const named = (name: string, telling: TellingShot): TellingShot => ({
  ...telling,
  name: telling.said === '' ? name : `${name}: ${telling.said}`,
});
const s = Math.SQRT1_2;

/** At least forty shots, each chosen because models differ over it. Take sizes are 720p at 24 unless the shot is about size. */
export const tellingShots: readonly TellingShot[] = [
  named('no move at all', told('')),
  told('hold the camera still'),
  told('slowly push in'),
  told('镜头缓慢推近'),
  told('quickly pull out'),
  told('dolly in 1.5 m'),
  told('pan left'),
  told('pan right 30 degrees'),
  told('tilt up'),
  told('tilt down 20 degrees'),
  told('roll clockwise 15 degrees'),
  told('roll counterclockwise'),
  told('truck left'),
  told('truck right 1 m'),
  told('pedestal up'),
  told('pedestal down 0.5 m'),
  told('zoom in'),
  told('zoom out to 0.7x'),
  told('zoom in to 2x'),
  told('orbit left'),
  told('orbit right 30 degrees'),
  told('向左环绕三十度'),
  told('crane up'),
  told('crane down 1 m'),
  told('dolly zoom in'),
  told('follow the subject to the right'),
  told('push in to a close-up'),
  named(
    'push to a region',
    told('', { rig: { moves: [{ kind: 'push-to', region: { xRatio: 0.6, yRatio: 0.1, widthRatio: 0.3, heightRatio: 0.3 } }] } }),
  ),
  told('whip pan left'),
  told('rack focus from 1 m to 6 m'),
  told('slight handheld shake'),
  told('slowly push in with handheld shake'),
  told('镜头缓慢推近，再向左环绕三十度'),
  told('first push in, then pan left, then tilt up'),
  told('pan left while tilting up'),
  told('push in while panning left while tilting up while rolling clockwise'),
  named(
    'hold still, then push in',
    told('', {
      rig: {
        moves: [
          { kind: 'hold', endRatio: 0.4 },
          { kind: 'dolly', distanceM: 0.45, isNominal: true, startRatio: 0.4 },
        ],
      },
    }),
  ),
  named(
    'even pace in the middle',
    told('', { rig: { moves: [{ kind: 'truck', distanceM: 0.6, startRatio: 0.25, endRatio: 0.75, easing: 'linear' }] } }),
  ),
  named(
    'keyframes, an arc',
    shotOf('', {
      rig: {
        keyframes: [
          { tSec: 0, position: [0, 0, 0], orientation: [0, 0, 0, 1] },
          { tSec: 2, position: [0.6, 0.1, -0.3], orientation: [0, Math.sin(0.1), 0, Math.cos(0.1)] },
          { tSec: 5, position: [1.2, 0.2, -1], orientation: [0, Math.sin(0.25), 0, Math.cos(0.25)] },
        ],
      },
    }),
  ),
  named('keyframes at rest', shotOf('', { rig: { keyframes: [{ tSec: 0, position: [0, 0, 0], orientation: [0, 0, 0, 1] }] } })),
  named(
    'keyframes, a quarter turn',
    shotOf('', {
      rig: {
        keyframes: [
          { tSec: 0, position: [0, 0, 0], orientation: [0, 0, 0, 1] },
          { tSec: 5, position: [0, 0, 0], orientation: [0, -s, 0, s] },
        ],
      },
    }),
  ),
  named('short named way', told('dolly in 0.6 m', { hasPicture: 'always' })),
  named(
    'long lens, wide open',
    told('pan right', { isAbout: 'parts', rig: { lensMm: 85, focusM: 2 }, shot: { aperture: { fStop: 1.8 } } }),
  ),
  named(
    'rain, sway and a grade',
    told('tilt up', {
      isAbout: 'parts',
      shot: {
        air: [{ kind: 'rain' }],
        motions: [{ kind: 'sway', place: { matte: 'subject' } }],
        grade: { warmthRatio: -0.4, contrastRatio: 0.3, grainRatio: 0.3 },
      },
    }),
  ),
  named(
    'told in Chinese',
    told('镜头缓慢推近', { shot: { subject: '一位穿红裙的女孩', action: '在雨中转身微笑', setting: '夜晚的老街', light: '霓虹灯光' } }),
  ),
  named(
    'told in English',
    told('slowly push in', {
      shot: {
        subject: 'A girl in a red dress',
        action: 'turns and smiles in the rain',
        setting: 'an old street at night',
        light: 'neon light',
      },
    }),
  ),
  named(
    'a prompt too long',
    told('pan left', { shot: { subject: 'A tower. '.repeat(400), setting: 'A field. '.repeat(200), light: 'dusk' } }),
  ),
  named('seven and a half seconds', told('truck left', { isAbout: 'all', rig: { lengthSec: 7.5 } })),
  named('half a minute', told('truck left', { isAbout: 'all', rig: { lengthSec: 30 } })),
  named(
    'upright',
    told('pedestal up', { isAbout: 'all', rig: { aspectRatio: 9 / 16 }, facts: { frame: { widthPx: 1080, heightPx: 1920, fps: 30 } } }),
  ),
  named(
    'scope in 4K at 60',
    told('truck right', { isAbout: 'all', rig: { aspectRatio: 2.39 }, facts: { frame: { widthPx: 3840, heightPx: 2160, fps: 60 } } }),
  ),
  named(
    'seed 0, sound, what not to show',
    told('pan left', { isAbout: 'all', facts: { seed: 0, hasAudio: true, negativePrompt: '文字，水印' } }),
  ),
  named('a last picture of one’s own', told('pan left', { isAbout: 'parts', hasPicture: 'always', facts: { lastPicture: 'end.png' } })),
  named(
    'three references',
    told('slowly push in', { isAbout: 'parts', hasPicture: 'always', facts: { references: ['a.png', 'b.png', 'c.png'] } }),
  ),
  named(
    'captions and fades',
    told('pan left', {
      isAbout: 'parts',
      shot: { captions: [{ text: { en: 'Spring' } }], fadeInSec: 1, fadeOutSec: 1, transition: { kind: 'crossfade', lengthSec: 1 } },
    }),
  ),
  named('split', told('镜头缓慢推近，再向左环绕三十度', { isAbout: 'parts', hasPicture: 'always', answers: { moves: 'split' } })),
  named(
    'all of it, in a still',
    told('', {
      isAbout: 'all',
      hasPicture: 'never',
      rig: { aspectRatio: 9 / 16, lensMm: 85 },
      shot: {
        subject: '一位穿红裙的女孩',
        action: '在雨中转身微笑',
        setting: '夜晚的老街',
        light: '霓虹灯光',
        grade: { warmthRatio: 0.4 },
      },
      facts: { frame: { widthPx: 1080, heightPx: 1920, fps: 24 }, seed: 7, references: ['a.png', 'b.png'], negativePrompt: '文字' },
    }),
  ),
  named(
    'all of it, in an orbit',
    told('向左环绕三十度', {
      isAbout: 'all',
      hasPicture: 'always',
      rig: { lengthSec: 8, lensMm: 50 },
      shot: { subject: '一位穿红裙的女孩', action: '在雨中转身微笑', setting: '夜晚的老街', light: '霓虹灯光', air: [{ kind: 'snow' }] },
      facts: { seed: 7, hasAudio: true },
    }),
  ),
  named('refuse what is too much', told('pan left while tilting up', { answers: { moves: 'refuse' } })),
  named('words only', told('orbit right 30 degrees', { answers: { camera: 'words' } })),
  named('the axes of 2024', told('pan right 30 degrees', { facts: { dialect: { panTilt: '2024' } } })),
];
