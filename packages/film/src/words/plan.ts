import { planPieces } from './plan-pieces.ts';
import type { WordRow } from './row.ts';

const said = { exit: 0, http: 200, retry: 'never' } as const;
const refused = { exit: 3, http: 422, retry: 'never' } as const;

/** What a plan says: refusals with their way out, and losses, with the pieces they are made of. */
export const plan = {
  ...planPieces,
  'plan.one-or-all': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'A plan is for one model or for all: give --model ID or --all.',
    zh: '请用 --model ID 指定一个模型，或用 --all 查看全部模型。',
  },
  'plan.unknown-model': {
    exit: 2,
    http: 404,
    retry: 'never',
    en: 'There is no model "{id}". Nearest: {near}. `fantascope models` lists them all.',
    zh: '没有名为“{id}”的模型。相近的有：{near}。用 `fantascope models` 查看全部。',
  },
  'plan.dead-model': {
    ...refused,
    en: '{nameEn} stopped working on {date}. Use {successor}.',
    zh: '{nameZh} 已于 {date} 停止服务。请改用 {successor}。',
  },
  'plan.needs-picture': {
    ...refused,
    en: '{nameEn} starts from a picture, and the shot has none. Give the shot a picture, or choose a model that starts from text.',
    zh: '{nameZh} 需要一张首帧图，而该镜头没有图片。请为镜头指定图片，或换用文生视频模型。',
  },
  'plan.needs-mask': {
    ...refused,
    en: '{nameEn} paints a part of a picture anew, and nothing is painted on this one. Paint what is to be made anew, or choose another model.',
    zh: '{nameZh} 只重画图片的一部分，而这张图片上没有涂抹。请涂出要重画的部分，或换用其他模型。',
  },
  'plan.mask-size': {
    ...refused,
    en: 'The mask is {mask}, and its picture {picture}: {nameEn} would paint in the wrong place. Give a mask of the picture’s own size.',
    zh: '蒙版为 {mask}，而图片为 {picture}：{nameZh} 会画错位置。请使用与图片同样大小的蒙版。',
  },
  'plan.paint-mask-dropped': {
    ...said,
    en: '{nameEn} takes no mask: nothing keeps what it makes to the painted part.',
    zh: '{nameZh} 不接受蒙版：改动不会只限于涂抹处。',
  },
  'plan.needs-video': {
    ...refused,
    en: '{nameEn} moves the camera of a clip that is already there, and none was given. Give a base video, or choose a model that makes one.',
    zh: '{nameZh} 只为已有视频重新运镜，而没有给出视频。请指定源视频，或换用能生成视频的模型。',
  },
  'plan.no-picture': {
    ...refused,
    en: '{nameEn} starts from text and would not see the picture. Choose its picture variant, or take the picture out of the shot.',
    zh: '{nameZh} 只接受文字，看不到这张图片。请换用它的图生版本，或去掉镜头的图片。',
  },
  'plan.too-many-moves': {
    ...refused,
    en: '{nameEn} takes one camera move in a take, and the shot has {count}. Split the shot, let the strongest move lead, or choose another model.',
    zh: '{nameZh} 每条只接受一个运镜，而该镜头有 {count} 个。请拆成多个镜头、只保留最主要的运镜，或换用其他模型。',
  },
  'plan.excluded-together': {
    ...refused,
    en: '{nameEn} does not take {oneEn} and {otherEn} in one request. Leave out one of them{wayEn}.',
    zh: '{nameZh} 不能在同一请求中同时使用{oneZh}与{otherZh}。请去掉其中之一{wayZh}。',
  },
  'plan.too-long': {
    ...refused,
    en: '{nameEn} makes at most {mostSec} s, and the shot is {wantedSec} s long. Cut the shot into parts of at most {mostSec} s.',
    zh: '{nameZh} 最长 {mostSec} 秒，而该镜头为 {wantedSec} 秒。请把镜头切成每段不超过 {mostSec} 秒。',
  },
  'plan.too-long-with': {
    ...refused,
    en: '{nameEn} makes at most {mostSec} s with {whatEn}, and the shot is {wantedSec} s long. Cut the shot into parts of at most {mostSec} s, {wayEn}.',
    zh: '{nameZh} 使用{whatZh}时最长 {mostSec} 秒，而该镜头为 {wantedSec} 秒。请把镜头切成每段不超过 {mostSec} 秒，{wayZh}。',
  },
  'plan.too-many-shots': {
    ...refused,
    en: '{nameEn} takes {most} shot(s) in one request, and the run has {count}. Send them in several requests.',
    zh: '{nameZh} 每次请求最多 {most} 个镜头，而这里有 {count} 个。请分几次提交。',
  },
  'plan.makes-images': {
    ...refused,
    en: '{nameEn} makes still pictures; a camera move needs a video model. Use it for the first or last frame, and choose a video model for the move.',
    zh: '{nameZh} 只生成静态图片，运镜需要视频模型。可用它制作首帧或尾帧，再用视频模型运镜。',
  },
  'plan.no-such-move': {
    ...refused,
    en: '{nameEn} knows only a few camera moves, and “{moveEn}” is none of them. Choose another model, or another move.',
    zh: '{nameZh} 只会少数几种运镜，“{moveZh}”不在其中。请换用其他模型或其他运镜。',
  },
  'plan.camera-needed': {
    ...refused,
    en: '{nameEn} takes its camera in a field or a clip of its own, and not in words alone. Leave the camera to its strongest carrier, or choose another model.',
    zh: '{nameZh} 的运镜须放在专用字段或控制视频中，不能只用文字描述。请不要限定为“只用文字”，或换用其他模型。',
  },
  'plan.needs-file-store': {
    ...refused,
    en: '{nameEn} takes files only from an address on the internet, and there is nowhere to put them. Set FANTASCOPE_S3_BUCKET and its key, as docs/takes.md says, or choose another model.',
    zh: '{nameZh} 只能从互联网地址读取文件，而现在没有存放文件的地方。请按 docs/takes.md 设置 FANTASCOPE_S3_BUCKET 及其密钥，或换用其他模型。',
  },
  'plan.prompt-filled': {
    ...said,
    en: 'The shot has no words of its own, and this model takes no request without a prompt: “{as}” is sent. Say in the shot who or what is there, and what happens.',
    zh: '该镜头没有文字描述，而该模型必须有提示词，因此发送“{as}”。请在镜头中写明主体与动作。',
  },
  'plan.move-said': {
    ...said,
    en: '“{moveEn}” is only said in words; {lostEn} is left to the model.',
    zh: '“{moveZh}”只写进提示词，{lostZh}由模型自行决定。',
  },
  'plan.move-token': {
    ...said,
    en: '“{moveEn}” becomes {as}; {lostEn} is left to the model.',
    zh: '“{moveZh}”换成指令 {as}，{lostZh}由模型自行决定。',
  },
  'plan.move-rough-amount': {
    ...said,
    en: '“{moveEn}” becomes {as}, which {likeEn}; how far it goes is left to the model.',
    zh: '“{moveZh}”换成 {as}：{likeZh}，幅度由模型自行决定。',
  },
  'plan.move-beside': {
    ...said,
    en: '“{moveEn}” is only said in words beside a camera that is set already; expect little of it.',
    zh: '运镜已经设定，“{moveZh}”只能写进提示词，多半不会出现。',
  },
  'plan.move-metres': {
    ...said,
    en: '“{moveEn}” becomes {as}; how far one metre is in the picture is the model’s own guess.',
    zh: '“{moveZh}”换算为 {as}；画面中一米有多远由模型自行估计。',
  },
  'plan.move-rough': {
    ...said,
    en: '“{moveEn}” becomes {as}, which {likeEn}.',
    zh: '“{moveZh}”换成 {as}：{likeZh}。',
  },
  'plan.move-scaled': {
    ...said,
    en: '“{moveEn}” becomes {as}; what one step is worth is not documented, so how far it goes may differ.',
    zh: '“{moveZh}”换算为 {as}；每一级的幅度没有文档说明，实际幅度可能不同。',
  },
  'plan.move-whole-take': {
    ...said,
    en: '“{moveEn}” becomes {as}, which runs through the whole take at its own pace.',
    zh: '“{moveZh}”换成 {as}，它会按自己的节奏贯穿整段视频。',
  },
  'plan.axis-unsure': {
    ...said,
    en: 'Two pages of the maker give pan and tilt to opposite axes; “{moveEn}” is sent as {as}. A probe settles it.',
    zh: '厂商的两份文档对 pan 与 tilt 的定义相反；“{moveZh}”按 {as} 发送，可用探测命令确认。',
  },
  'plan.amount-capped': {
    ...said,
    en: '“{moveEn}” becomes {as}, as far as this model goes; what one step is worth is not documented, and more was asked for.',
    zh: '“{moveZh}”换算为 {as}，已是该模型的上限；每一级的幅度没有文档说明，而要求的幅度更大。',
  },
  'plan.view-capped': {
    ...said,
    en: '{as} is as far as this model goes; the move asks for more.',
    zh: '{as} 已到该模型的极限，而运镜要求更多。',
  },
  'plan.no-way-back-wide': {
    ...said,
    en: 'The model cannot step back; a wide-angle lens stands for it, and how much wider that is, is its own.',
    zh: '该模型不能后退，改用广角镜头代替，广多少由它决定。',
  },
  'plan.no-way-back': {
    ...said,
    en: 'The model cannot step back; the subject stays as large as it is.',
    zh: '该模型不能后退，主体大小保持不变。',
  },
  'plan.side-unsure': {
    ...said,
    en: 'Which side {as} means is not documented; it is taken for the camera’s own right. One take shows it; setting side to left in the catalogue turns it round.',
    zh: '{as} 的左右方向没有文档说明，这里按摄影机自身的右侧处理；拍一条即可看出，在模型目录中把 side 设为 left 即可反转。',
  },
  'plan.shift-unsure': {
    ...said,
    en: 'What x and y of a target pose count is not documented; they are sent in the subject’s distances, right and up.',
    zh: 'target_pose 中 x、y 的单位没有文档说明，这里以主体距离为单位，右、上为正。',
  },
  'plan.move-dropped': {
    ...said,
    en: '“{moveEn}” has no place in this model and is left out.',
    zh: '该模型无法表达“{moveZh}”，已略去。',
  },
  'plan.moves-merged': {
    ...said,
    en: '{count} moves that follow one another become one sentence; when each begins is left to the model. Split the shot to be sure of them.',
    zh: '{count} 个先后发生的运镜合并成一句话，各自何时开始由模型决定。要有把握，请拆成多个镜头。',
  },
  'plan.moves-at-once': {
    ...said,
    en: '{count} moves at once are one sentence; models do one at a time best, and may leave others out.',
    zh: '{count} 个同时进行的运镜写在一句话里；模型通常一次只擅长一个，其余可能不做。',
  },
  'plan.moves-mixed': {
    ...said,
    en: 'Of {count} moves at once only one has a control of its own; the rest is said beside it.',
    zh: '{count} 个同时进行的运镜中只有一个能用参数控制，其余写进提示词。',
  },
  'plan.moves-led': {
    ...said,
    en: 'Of {count} moves that follow one another only one has a control of its own, and it runs through the whole take.',
    zh: '{count} 个先后发生的运镜中只有一个能用参数控制，而且会贯穿整段视频。',
  },
  'plan.moves-unordered': {
    ...said,
    en: '{count} moves that follow one another are sent as a set; their order is only said in words, and the model may run them together.',
    zh: '{count} 个先后发生的运镜作为一组发送，先后顺序只写进提示词，模型可能让它们同时进行。',
  },
  'plan.moves-split': {
    ...said,
    en: 'The shot is made as {count} takes, one after another, each from the last frame of the one before; the joins may show.',
    zh: '该镜头拆成 {count} 段依次生成，每段从上一段的最后一帧开始，接缝处可能看得出来。',
  },
  'plan.path-said': {
    ...said,
    en: 'The path of {count} keyframes becomes “{asEn}”; its shape and timing are lost.',
    zh: '由 {count} 个关键帧构成的路径简化为“{asZh}”，路径形状与节奏丢失。',
  },
  'plan.path-still': {
    ...said,
    en: 'The keyframes ({count}) hardly move the camera; it is told to stand still.',
    zh: '{count} 个关键帧几乎没有让机位移动，按固定镜头处理。',
  },
  'plan.path-around': {
    ...said,
    en: 'The path of {count} keyframes is sent as five points around the subject, which the camera keeps looking at; its own aim and lens are lost.',
    zh: '由 {count} 个关键帧构成的路径换算为环绕主体的五个点，镜头始终对准主体；原有的朝向与焦距变化丢失。',
  },
  'plan.path-scale': {
    ...said,
    en: 'The path is sent frame by frame; how far one metre is in the picture is the model’s own guess.',
    zh: '路径逐帧发送；画面中一米有多远由模型自行估计。',
  },
  'plan.even-pace': {
    ...said,
    en: '“{moveEn}” runs at an even pace in this model, without easing in and out.',
    zh: '“{moveZh}”在该模型中只能匀速进行，没有缓起缓停。',
  },
  'plan.followed': {
    ...said,
    en: '“{moveEn}” is led by a clip that the stage draws; where the picture has nothing to show, the model invents.',
    zh: '“{moveZh}”由摄影台绘制的视频引导；画面之外的部分由模型补画。',
  },
  'plan.reference-followed': {
    ...said,
    en: '“{moveEn}” is shown by a reference clip drawn by the stage; that the model copies its camera is likely, not sure.',
    zh: '“{moveZh}”由摄影台绘制的参考视频示范；模型多半会照做，但不保证。',
  },
  'plan.picture-as-reference': {
    ...said,
    en: 'Beside a reference clip the picture is sent as a reference; the first frame will look like it, not be it.',
    zh: '使用参考视频时，图片只能作为参考图发送；首帧会像它，但不会完全一致。',
  },
  'plan.picture-only-reference': {
    ...said,
    en: 'This model takes no first frame: the picture is sent as a reference, and the take will look like it, not begin with it.',
    zh: '该模型不接受首帧，图片作为参考图发送；画面会像它，但不会从它开始。',
  },
  'plan.frame-pair': {
    ...said,
    en: '“{moveEn}” ends on a frame drawn by the stage; the way there and its pace are left to the model.',
    zh: '“{moveZh}”的尾帧由摄影台绘制，中间的路径与节奏由模型决定。',
  },
  'plan.end-view': {
    ...said,
    en: '“{moveEn}” becomes one picture seen from where the move ends.',
    zh: '“{moveZh}”变成一张从运镜终点看到的图片。',
  },
  'plan.length-nearest': {
    ...said,
    en: '{wantedSec} s becomes {sentSec} s; this model makes {choicesEn}.',
    zh: '{wantedSec} 秒改为 {sentSec} 秒；该模型可做 {choicesZh}。',
  },
  'plan.length-with': {
    ...said,
    en: '{wantedSec} s becomes {sentSec} s; with {whatEn} this model makes only {choicesEn}.',
    zh: '{wantedSec} 秒改为 {sentSec} 秒；使用{whatZh}时，该模型只能做 {choicesZh}。',
  },
  'plan.length-of-clip': {
    ...said,
    en: 'The take is as long as the clip that is changed.',
    zh: '成片时长与被修改的视频相同。',
  },
  'plan.ratio-of-clip': {
    ...said,
    en: 'The take has the shape of the clip that is changed.',
    zh: '成片画幅与被修改的视频相同。',
  },
  'plan.size-of-clip': {
    ...said,
    en: 'The take is as large as the clip that is changed; {wanted} is reached by scaling.',
    zh: '成片尺寸与被修改的视频相同，{wanted} 通过事后缩放得到。',
  },
  'plan.length-fixed': {
    ...said,
    en: 'The model sets the length itself; {wantedSec} s cannot be asked for.',
    zh: '时长由模型自定，无法要求 {wantedSec} 秒。',
  },
  'plan.length-still': {
    ...said,
    en: 'One picture has no length; {wantedSec} s is left out.',
    zh: '单张图片没有时长，{wantedSec} 秒略去。',
  },
  'plan.size-nearest': {
    ...said,
    en: '{wanted} becomes {sent}, scaled afterwards.',
    zh: '{wanted} 改为 {sent}，之后再缩放。',
  },
  'plan.size-by-length': {
    ...said,
    en: '{wanted} becomes {sent}, scaled afterwards; {best} is made {lengths} s long only.',
    zh: '{wanted} 改为 {sent}，之后再缩放；{best} 只能做 {lengths} 秒。',
  },
  'plan.size-own': {
    ...said,
    en: 'The model sets the size itself; {wanted} is reached by scaling.',
    zh: '尺寸由模型自定，{wanted} 通过事后缩放得到。',
  },
  'plan.fps-other': {
    ...said,
    en: '{wanted} frames a second become {sent}.',
    zh: '帧率 {wanted} 改为 {sent}。',
  },
  'plan.ratio-nearest': {
    ...said,
    en: 'The shape {wanted} becomes {sent}; the rest is cropped afterwards.',
    zh: '画幅 {wanted} 改为 {sent}，之后再裁切。',
  },
  'plan.ratio-own': {
    ...said,
    en: 'The model sets the shape itself; {wanted} is reached by cropping.',
    zh: '画幅由模型自定，{wanted} 通过事后裁切得到。',
  },
  'plan.lens-said': {
    ...said,
    en: 'The {lensMm} mm lens is only said in words.',
    zh: '{lensMm} 毫米镜头只写进提示词。',
  },
  'plan.lens-dropped': {
    ...said,
    en: 'The {lensMm} mm lens has no place in this model; the picture’s own perspective stays.',
    zh: '该模型无法设定 {lensMm} 毫米镜头，保持图片本身的透视。',
  },
  'plan.rig-dropped': {
    ...said,
    en: '{whatEn} is not told to the model; it judges the picture by itself.',
    zh: '{whatZh}不会告诉模型，由它自行判断画面。',
  },
  'plan.look-said': {
    ...said,
    en: '{whatEn} is only said in words: “{as}”.',
    zh: '{whatZh}只写进提示词：“{as}”。',
  },
  'plan.look-dropped': {
    ...said,
    en: '{whatEn} has no place in this model and is left out.',
    zh: '该模型无法表达{whatZh}，已略去。',
  },
  'plan.mask-said': {
    ...said,
    en: '{whatEn} is only said in words, as “{as}”; its exact place and direction are lost.',
    zh: '{whatZh}只写进提示词：“{as}”，具体位置与方向丢失。',
  },
  'plan.animatic-said': {
    ...said,
    en: 'What the animatic painter draws is said in words; the model paints a place of its own.',
    zh: '本机绘制的画面只以文字告知；模型会画出自己的场景。',
  },
  'plan.animatic-unsent': {
    ...said,
    en: 'What the animatic painter draws does not reach the model, which reads no words.',
    zh: '本机绘制的画面无法送达该模型，它不读文字。',
  },
  'plan.cast-unsent': {
    ...said,
    en: 'Who is in the shot ({names}) does not reach the model: it has no place for their pictures and reads no words.',
    zh: '镜头中的角色（{names}）无法送达该模型：它没有参考图的位置，也不读文字。',
  },
  'plan.cast-in-words': {
    ...said,
    en: '{nameEn} is told of {names} in words only: beside what the shot begins from it takes {most} reference pictures.',
    zh: '{names} 只以文字告知{nameZh}：除镜头的起始画面外，它接受 {most} 张参考图。',
  },
  'plan.cast-unknown': {
    ...said,
    en: 'Nothing is known of {names} but the name; give the cast pictures or a description, so that they stay the same.',
    zh: '除名字外对 {names} 一无所知；请为角色添加图片或描述，才能保持一致。',
  },
  'plan.cast-language': {
    ...said,
    en: 'What {names} look like is not said in {wantedEn}, which this model reads best; describe them in it too.',
    zh: '{names} 的外观没有{wantedZh}描述，而该模型最懂{wantedZh}；请一并填写。',
  },
  'plan.stage-only': {
    ...said,
    en: '{whatEn} is about how the stage lifts the picture; this model makes its own depth.',
    zh: '{whatZh}只用于摄影台提升图片，该模型自行理解深度。',
  },
  'plan.invents-nothing': {
    ...said,
    en: 'The stage moves the camera through the picture; “{as}” does not happen in it.',
    zh: '摄影台只在图片中移动摄影机，画面里不会发生“{as}”。',
  },
  'plan.text-unused': {
    ...said,
    en: '{whatEn} is not read by this model; the picture shows what it shows.',
    zh: '该模型不读取{whatZh}的描述，画面以图片为准。',
  },
  'plan.language': {
    ...said,
    en: 'The model reads {wantedEn} best; written in {givenEn}: {whatEn}. They are sent as they are; translate them to be sure.',
    zh: '该模型更擅长{wantedZh}；以下为{givenZh}，将原样发送：{whatZh}。建议先翻译。',
  },
  'plan.text-cut': {
    ...said,
    en: 'The prompt holds {most} characters; {whatEn} no longer fits and is left out.',
    zh: '提示词最多 {most} 个字符，{whatZh}放不下，已略去。',
  },
  'plan.text-shortened': {
    ...said,
    en: 'The prompt holds {most} characters; {whatEn} is cut short.',
    zh: '提示词最多 {most} 个字符，{whatZh}被截短。',
  },
  'plan.moves-ordered': {
    ...said,
    en: '{count} moves keep their order; when each begins is left to the model.',
    zh: '{count} 个运镜保持先后顺序，各自何时开始由模型决定。',
  },
  'plan.rewritten': {
    ...said,
    en: 'The maker rewords every prompt; the camera sentence may not survive.',
    zh: '厂商会改写所有提示词，运镜语句可能保留不下来。',
  },
  'plan.seed-dropped': {
    ...said,
    en: 'The model takes no seed; the take cannot be made again the same.',
    zh: '该模型不接受种子，无法再次得到相同结果。',
  },
  'plan.audio-dropped': {
    ...said,
    en: 'Sound cannot be asked of this model; add it afterwards.',
    zh: '无法让该模型生成声音，请之后另配。',
  },
  'plan.negative-dropped': {
    ...said,
    en: 'The model has no place for what must not be seen; that list is left out.',
    zh: '该模型没有负面提示词，相关内容略去。',
  },
  'plan.last-picture-dropped': {
    ...said,
    en: 'The model takes no last frame; {path} is left out.',
    zh: '该模型不接受尾帧，{path} 略去。',
  },
  'plan.references-dropped': {
    ...said,
    en: 'Of {count} reference pictures the model takes {most}; the others are left out.',
    zh: '{count} 张参考图中该模型只接受 {most} 张，其余略去。',
  },
  'plan.references-none': {
    ...said,
    en: 'The model has no place for reference pictures; {count} are left out.',
    zh: '该模型没有参考图的位置，{count} 张参考图略去。',
  },
  'plan.base-video-dropped': {
    ...said,
    en: 'The model changes no clips; {path} is left out.',
    zh: '该模型不能改动视频，{path} 略去。',
  },
  'plan.file-unreachable': {
    ...said,
    en: '{whatEn} is left out: {nameEn} takes it only from an address on the internet, and there is nowhere to put files. Set FANTASCOPE_S3_BUCKET and its key, as docs/takes.md says.',
    zh: '{whatZh}略去：{nameZh} 只能从互联网地址读取它，而现在没有存放文件的地方。请按 docs/takes.md 设置 FANTASCOPE_S3_BUCKET 及其密钥。',
  },
  'plan.file-no-way': {
    ...said,
    en: '{whatEn} is left out: there is no way to bring such a file to {nameEn}.',
    zh: '{whatZh}略去：没有办法把这类文件传给 {nameZh}。',
  },
  'plan.shots-in-text': {
    ...said,
    en: '{count} shots are told apart by words only; where each cut falls is left to the model.',
    zh: '{count} 个镜头只靠文字区分，切换时刻由模型决定。',
  },
} as const satisfies Record<string, WordRow>;
