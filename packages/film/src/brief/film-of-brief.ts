import type { Bilingual } from '../bilingual.ts';
import type { CastMember } from '../cast.ts';
import type { Language, Notice } from '../fault.ts';
import { Film } from '../film.ts';
import { frameInside } from '../frame-size.ts';
import { parseCamera } from '../language/parse-camera.ts';
import type { Move } from '../move.ts';
import { seededFilm } from '../seed-shakes.ts';
import { Shot } from '../shot.ts';
import { FilmSound } from '../sound/sound.ts';
import type { Brief, BriefShot } from './brief.ts';
import { briefPlace } from './brief-place.ts';
import { languageOf, textIn } from './brief-text.ts';
import { chooseCamera, wayOfMoves } from './choose-camera.ts';
import { airOf, effectsOf } from './choose-looks.ts';
import { chooseTransition } from './choose-transition.ts';
import { withVoices } from './choose-voices.ts';
import { describeDepiction } from './describe-depiction.ts';
import type { Facts, Mood } from './facts.ts';
import { type LineLength, layLines, spokenLength } from './lay-lines.ts';
import { matchPhotos, type Photo } from './match-photos.ts';
import { readFacts } from './read-facts.ts';
import { moodOf } from './read-settings.ts';
import { type SeenShot, seeShots } from './see-shots.ts';
import { leadSec, shotLengths, tenths } from './shot-lengths.ts';

/** What a film is made of beside its brief: photographs, and the language it is spoken in where that is asked for at the door. */
export type FilmOfBriefOptions = Readonly<{ photos?: readonly Photo[]; narration?: FilmSound['narration'] }>;

const subjectDistanceM = 3;
/** The title stands alone before the first line is said, seconds. */
const titleSec = 3.2;
const endCardSec = 3.4;

/**
 * Makes a brief a film: each shot with a photograph or what the animatic painter draws, camera, lines, captions, length, way in, air and sounds. Equal briefs give
 * equal films. Says as notices what it could not follow.
 */
export function filmOfBrief(
  brief: Brief,
  { photos = [], narration: asked }: FilmOfBriefOptions = {},
): Readonly<{ film: Film; notices: readonly Notice[] }> {
  const notices: Notice[] = [];
  const { language } = brief;
  const cast = withVoices(brief.cast);
  const told = brief.scenes.flatMap((scene, sceneIndex) => scene.shots.map((shot) => ({ shot, sceneIndex })));
  const seen = seeShots(brief);
  const narration = asked ?? brief.narration ?? language;
  const spoken: Language = narration === 'off' ? language : narration;
  const captioned = photos.map((photo) => {
    const caption = photo.caption ?? brief.photoCaptions[photo.name] ?? brief.photoCaptions[photo.path];
    return caption === undefined ? photo : { ...photo, caption };
  });
  const matched = matchPhotos(
    told.map(({ shot }, i) => ({ photo: shot.photo, text: seen[i]?.text ?? '', lineNumber: shot.lineNumber })),
    captioned,
  );
  notices.push(...matched.notices);
  const mood = moodOfBrief(brief, seen);
  const transitions = told.map(({ shot, sceneIndex }, i) =>
    chooseTransition({
      asked: shot.transition,
      isFirst: i === 0,
      isNewScene: i > 0 && told[i - 1]?.sceneIndex !== sceneIndex,
      isLater: seen[i]?.facts.some(({ isLater }) => isLater === true) === true,
      isSudden: seen[i]?.motion === 'burst',
      isReply: shot.lines.some(({ who }) => who !== undefined) && told[i - 1]?.shot.lines.some(({ who }) => who !== undefined) === true,
      mood,
    }),
  );
  const lineLengths = told.map(({ shot }) => shot.lines.map(({ text }): LineLength => ({ text, lengthSec: spokenLength(text, spoken) })));
  const lengths = shotLengths(
    told.map(({ shot }, i) => ({
      spokenSec: layLines(lineLengths[i] ?? [], 0).endSec,
      extraSec: (i === 0 ? titleSec - leadSec : 0) + (i === told.length - 1 ? endCardSec : 0),
      askedSec: shot.lengthSec,
    })),
    { aimSec: brief.lengthSec, overlapSec: transitions.reduce((sum, { lengthSec }) => sum + lengthSec, 0) },
  );
  const size = frameInside(brief.aspect ?? '16:9', { widthPx: 1920, heightPx: 1080 });
  const cameras = told.map(({ shot }, i) => readCamera(shot, { i, lengthSec: lengths[i] ?? 5, notices }));
  const ways: string[] = [];
  const shots = told.map(({ shot, sceneIndex }, i): Shot => {
    const view = seen[i] as SeenShot;
    const lengthSec = lengths[i] ?? 5;
    const isLast = i === told.length - 1;
    const picture = matched.paths[i];
    const asked = cameras[i];
    const role = i === 0 ? 'opening' : isLast ? 'ending' : told[i - 1]?.sceneIndex !== sceneIndex ? 'scene-opening' : 'inside';
    const isDialogue = shot.lines.some(({ who }) => who !== undefined);
    const { size: seenSize, subject } = view.animatic;
    const chosen =
      asked === undefined
        ? chooseCamera(
            { role, size: seenSize, hasSubject: subject !== undefined, isDialogue, motion: view.motion, mood, lengthSec },
            { before: ways, after: wayAfter(cameras[i + 1]), subjectDistanceM },
          )
        : { way: wayOfMoves(asked), moves: asked };
    ways.push(chosen.way);
    const laid = layLines(lineLengths[i] ?? [], i === 0 ? titleSec : leadSec, spoken);
    const captions = [
      ...(i === 0 && brief.title !== undefined
        ? [{ text: brief.title, style: 'title' as const, startSec: 0.6, endSec: titleSec - 0.1 }]
        : []),
      ...laid.captions,
      ...(shot.caption === undefined ? [] : [{ text: shot.caption, startSec: 0.5 }]),
      ...(isLast
        ? [
            {
              text: brief.ending ?? { zh: '完', en: 'The end' },
              style: 'end-card' as const,
              startSec: tenths(Math.max(laid.endSec + 0.4, lengthSec - endCardSec)),
              endSec: tenths(lengthSec - 0.2),
            },
          ]
        : []),
    ];
    const words = describeDepiction(view.animatic, language);
    const air = airOf(view, { place: view.animatic.place, weather: view.animatic.weather });
    const effects = effectsOf(view, { lengthSec, leadSec: laid.startsSec[0] ?? leadSec });
    return Shot.parse({
      ...(shot.lines.length === 0 && shot.shows === undefined ? {} : { name: nameOf(view.text) }),
      ...(picture === undefined ? { animatic: view.animatic } : { picture }),
      ...subjectWords(view, { cast, language, usual: words.subject }),
      action: view.text.slice(0, 4000),
      setting: words.setting,
      light: brief.look === undefined ? words.light : `${words.light}${language === 'zh' ? '；' : '; '}${brief.look}`.slice(0, 4000),
      camera: { lengthSec, aspectRatio: size.widthPx / size.heightPx, subjectDistanceM, moves: chosen.moves },
      ...(asked === undefined || shot.camera === undefined ? {} : { sentence: shot.camera }),
      transition: transitions[i],
      captions,
      ...(view.cast.length === 0 ? {} : { cast: view.cast }),
      ...(shot.lines.length === 0 ? {} : { lines: shot.lines.map((line, n) => ({ ...line, startSec: laid.startsSec[n] })) }),
      ...(air.length === 0 ? {} : { air }),
      ...(effects.length === 0 ? {} : { effects }),
      ...(i === 0 ? { fadeInSec: 1 } : {}),
      ...(isLast ? { fadeOutSec: 1.2 } : {}),
    });
  });
  const film = Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: brief.title ?? { [language]: nameOf(brief.logline ?? seen[0]?.text ?? '') || (language === 'zh' ? '无题' : 'Untitled') },
    ...size,
    captionLanguages: captionLanguages(
      told.map(({ shot }) => shot),
      language,
    ),
    ...(brief.grade === undefined ? {} : { grade: brief.grade }),
    ...(cast.length === 0 ? {} : { cast }),
    sound: FilmSound.parse({ narration, ...(brief.music === 'off' ? {} : { music: brief.music ?? { mood } }) }),
    shots,
  });
  return { film: seededFilm(film), notices };
}

/** The way of a camera that somebody named for the next shot. */
function wayAfter(moves: readonly Move[] | undefined): string | undefined {
  return moves === undefined ? undefined : wayOfMoves(moves);
}

/** Moves of the shot's own camera words; undefined where it has none that name a move. */
function readCamera(
  { camera, lineNumber }: BriefShot,
  { i, lengthSec, notices }: Readonly<{ i: number; lengthSec: number; notices: Notice[] }>,
): readonly Move[] | undefined {
  if (camera === undefined) return undefined;
  const { moves, unread, notices: heard } = parseCamera(camera, { subjectDistanceM, lengthSec });
  notices.push(...heard);
  const isFraming = /特写|近景|中景|全景|远景|close|wide|medium|long shot/i.test(camera);
  if (moves.length === 0 && isFraming) return undefined;
  if (moves.length === 0)
    notices.push({ code: 'brief.unread-camera', params: { ...briefPlace({ lineNumber, shot: i + 1 }), text: camera.slice(0, 80) } });
  for (const { text } of moves.length === 0 ? [] : unread) {
    notices.push({ code: 'brief.unread-camera', params: { ...briefPlace({ lineNumber, shot: i + 1 }), text: text.slice(0, 80) } });
  }
  return moves.length === 0 ? undefined : moves.slice(0, 64);
}

function subjectWords(
  view: SeenShot,
  { cast, language, usual }: Readonly<{ cast: readonly CastMember[]; language: Language; usual: string | undefined }>,
): Readonly<{ subject?: string }> {
  const named = view.cast.flatMap((name) => cast.find((member) => member.name === name) ?? []);
  if (named.length === 0) return usual === undefined ? {} : { subject: usual };
  const told = named.map(({ name, description }) =>
    description === undefined ? name : `${name}${language === 'zh' ? '，' : ', '}${textIn(description, language)}`,
  );
  return { subject: told.join(language === 'zh' ? '；' : '; ').slice(0, 4000) };
}

function moodOfBrief({ music, logline, look }: Brief, seen: readonly SeenShot[]): Mood {
  if (music !== undefined && music !== 'off' && 'mood' in music) return music.mood;
  const facts: readonly Facts[] = seen.flatMap((view) => view.facts);
  return moodOf([...seenFacts(logline), ...seenFacts(look), ...facts]) ?? 'calm';
}

function captionLanguages(shots: readonly BriefShot[], language: Language): Film['captionLanguages'] {
  const lines = shots.flatMap((shot) => shot.lines);
  const both = lines.filter(({ text }) => text.en !== undefined && text.zh !== undefined).length;
  const other = language === 'zh' ? 'en' : 'zh';
  return both > 0 && both >= lines.length / 2 ? [language, other] : [language];
}

/** The first words of a text, for a list of shots. */
function nameOf(text: string): string {
  const [first = ''] = text.split(/[，。！？!?.,；;：:「“”」"\n|｜/]/).filter((part) => part.trim() !== '');
  const words = first.trim();
  return languageOf(words) === 'zh' ? words.slice(0, 14) : words.split(/\s+/).slice(0, 7).join(' ').slice(0, 60);
}

function seenFacts(text: Bilingual['en']): readonly Facts[] {
  return text === undefined ? [] : readFacts(text).flatMap(({ facts }) => facts);
}
