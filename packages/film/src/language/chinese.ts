import type { Framing } from '../move.ts';
import { everydayChinese } from './everyday-chinese.ts';
import type { Direction, Family, Lexeme, Sense, Speed } from './lexeme.ts';

type Rows = readonly (readonly [phrases: string, lexeme: Lexeme])[];

/** Words that name a move; one or two signs that also live in other words are 'noun': they count only where every sign around them is understood. */
const heads: readonly (readonly [Family, Sense, string, Direction?])[] = [
  ['dolly', 'film', '推进|推入|前推|向前推|往前推|向前推进|向前推近|推镜头|推镜|推轨|推上去|拉近|前移|向前移动|向前移', 'in'],
  ['dolly', 'noun', '推', 'in'],
  ['dolly', 'borrowed', '靠近|逼近|前进|贴近|凑近|接近|走近|深入', 'in'],
  ['dolly', 'film', '拉远|拉出|向后拉|往后拉|向后拉远|拉后|拉镜头|拉镜|推远|向后移动|向后移|拉回', 'out'],
  ['dolly', 'noun', '拉', 'out'],
  ['dolly', 'borrowed', '退后|拉开|远离|退远|退出|倒退', 'out'],
  ['dolly', 'borrowed', '由远及近|由远到近|由远至近|从远到近|从远及近', 'in'],
  ['dolly', 'borrowed', '由近及远|由近到远|由近至远|从近到远', 'out'],
  ['dolly', 'borrowed', '穿过|穿越|穿梭|穿行', 'in'],
  ['truck', 'borrowed', '掠过|滑过|划过'],
  ['pan', 'borrowed', '扫过|扫视|扫向'],
  ['pan', 'film', '摇镜头|摇镜|摇摄|横摇|水平摇|水平摇摄'],
  ['pan', 'noun', '摇'],
  ['pan', 'film', '左摇|向左摇|往左摇|左摇镜|左横摇|向左横摇|左摇摄|向左摇摄|向左摇镜|向左水平摇', 'left'],
  ['pan', 'film', '右摇|向右摇|往右摇|右摇镜|右横摇|向右横摇|右摇摄|向右摇摄|向右摇镜|向右水平摇', 'right'],
  ['tilt', 'film', '上摇|向上摇|往上摇|上仰|仰摇|向上仰|仰起|竖摇向上|上摇镜|仰摄', 'up'],
  ['tilt', 'film', '下摇|向下摇|往下摇|下俯|俯摇|向下俯|俯下|竖摇向下|下摇镜|俯摄', 'down'],
  ['tilt', 'noun', '仰', 'up'],
  ['tilt', 'noun', '俯', 'down'],
  ['tilt', 'film', '竖摇|垂直摇|纵摇'],
  ['pan', 'borrowed', '转|转向|转动|转到|偏转'],
  ['pan', 'borrowed', '左转|向左转|向左转动', 'left'],
  ['pan', 'borrowed', '右转|向右转|向右转动', 'right'],
  ['truck', 'film', '左移|左横移|向左横移|左平移|向左平移|左移镜|向左移|往左移|向左移动|往左移动|向左滑动', 'left'],
  ['truck', 'film', '右移|右横移|向右横移|右平移|向右平移|右移镜|向右移|往右移|向右移动|往右移动|向右滑动', 'right'],
  ['truck', 'film', '横移|横向移动|水平移动|平移|移镜头|移镜|侧移'],
  ['move', 'noun', '移'],
  ['move', 'open', '移动|滑动|运动|滑行'],
  ['move', 'borrowed', '移向|飘|漂浮|飞行|飞'],
  ['pedestal', 'film', '上升|向上升|升镜头|升镜|上移|向上移动|向上移|往上移|垂直上升|升高|上升镜头', 'up'],
  ['pedestal', 'film', '下降|向下降|降镜头|降镜|下移|向下移动|向下移|往下移|垂直下降|降低|下降镜头', 'down'],
  ['pedestal', 'noun', '升', 'up'],
  ['pedestal', 'noun', '降', 'down'],
  ['pedestal', 'borrowed', '升起|抬升|抬高|拉升|腾空|爬升', 'up'],
  ['pedestal', 'borrowed', '降下|落下|下沉|降落|俯冲', 'down'],
  ['crane', 'film', '升降镜头|升降镜|升降|摇臂镜头|摇臂|摇臂拍摄|吊臂|吊臂镜头|起重机运镜'],
  ['crane', 'sure', '摇臂上升|摇臂升起|摇臂升|摇臂向上|摇臂抬升|吊臂上升|升降镜头上升|升降向上', 'up'],
  ['crane', 'sure', '摇臂下降|摇臂降下|摇臂降|摇臂向下|吊臂下降|升降镜头下降|升降向下', 'down'],
  ['zoom', 'film', '变焦|变焦距|光学变焦|变焦到|变焦至'],
  ['zoom', 'sure', '变焦推近|变焦推进|变焦拉近|变焦放大|推变焦|推近变焦|拉近变焦|焦距拉长|焦距变长|变焦推', 'in'],
  ['zoom', 'sure', '变焦拉远|变焦缩小|变焦拉出|拉远变焦|焦距缩短|焦距变短|变焦拉|变焦推远|变焦后拉', 'out'],
  ['zoom', 'open', '放大', 'in'],
  ['zoom', 'open', '缩小', 'out'],
  ['crash-zoom', 'sure', '急速变焦|急推变焦|冲击变焦|猛推变焦|急变焦|骤变焦'],
  ['crash-zoom', 'sure', '急速变焦推近|急推变焦推近', 'in'],
  ['crash-zoom', 'sure', '急速变焦拉远', 'out'],
  [
    'orbit',
    'film',
    '环绕|环绕镜头|环拍|环摄|环绕拍摄|环绕运动|旋转环绕|弧形|弧线|弧形移动|弧线移动|弧形运动|弧形运镜|弧线运镜|环绕运镜|环形运镜|环形移动|环绕旋转|绕拍|弧形环绕',
  ],
  ['orbit', 'film', '向左环拍|向左弧形移动|向左绕行', 'left'],
  ['orbit', 'film', '向右环拍|向右弧形移动|向右绕行', 'right'],
  ['roll', 'film', '滚转|横滚|侧滚|旋转镜头'],
  ['rotate', 'open', '旋转|翻转|翻滚'],
  ['roll', 'open', '倾斜'],
  ['roll', 'film', '顺时针旋转|顺时针滚转|顺时针转动|顺时针翻转|顺时针转', 'clockwise'],
  ['roll', 'film', '逆时针旋转|逆时针滚转|逆时针转动|逆时针翻转|逆时针转', 'counterclockwise'],
  ['dutch', 'sure', '荷兰角|荷兰式倾斜|荷兰角镜头|斜角镜头|荷兰式角度'],
  ['dolly-zoom', 'sure', '希区柯克变焦|滑动变焦|眩晕变焦|眩晕效果|推拉变焦|希区柯克镜头|希区柯克运镜|滑轨变焦'],
  ['dolly-zoom', 'film', '希区柯克'],
  ['dolly-zoom', 'sure', '希区柯克推近|希区柯克推进|希区柯克变焦推近|希区柯克变焦推进|滑动变焦推近|滑动变焦推进', 'in'],
  ['dolly-zoom', 'sure', '希区柯克拉远|希区柯克变焦拉远|希区柯克变焦后拉|滑动变焦拉远|滑动变焦后拉', 'out'],
  ['follow', 'sure', '跟拍|跟随拍摄|跟随镜头|跟镜头|跟镜|跟踪拍摄|跟踪镜头|跟移|追踪拍摄|追拍|跟随运镜|跟摄|跟拍镜头'],
  ['follow', 'borrowed', '跟随|跟着|跟踪|追随|追踪|随着|跟'],
  ['follow', 'sure', '向左跟拍|左跟拍|向左跟移', 'left'],
  ['follow', 'sure', '向右跟拍|右跟拍|向右跟移', 'right'],
  ['whip-pan', 'sure', '甩镜头|甩镜|急摇|快摇镜头|甩摇|甩切'],
  ['whip-pan', 'sure', '向左甩镜头|向左甩镜|左甩镜头|左甩镜|向左甩|左甩|向左急摇', 'left'],
  ['whip-pan', 'sure', '向右甩镜头|向右甩镜|右甩镜头|右甩镜|向右甩|右甩|向右急摇', 'right'],
  ['whip-pan', 'noun', '甩|甩向|甩到'],
  ['rack-focus', 'sure', '移焦|转焦|拉焦|拉焦点|推焦点|移焦点|焦点转移|焦点切换|焦点变化|变换焦点|切换焦点|焦点转换|转移焦点'],
  ['rack-focus', 'film', '焦点|对焦|焦点移动|焦点移|合焦'],
  [
    'shake',
    'sure',
    '手持镜头|手持拍摄|手持摄影|手持晃动|手持抖动|手持感|手持运镜|手持摄像|手持效果|手持跟随|镜头晃动|镜头抖动|镜头摇晃|画面抖动|画面晃动|呼吸感',
  ],
  ['shake', 'film', '手持'],
  ['shake', 'borrowed', '晃动|抖动|摇晃|震动|颤动|颠簸|微晃'],
  [
    'hold',
    'sure',
    '固定镜头|固定机位|固定摄像机|固定相机|镜头固定|机位固定|镜头固定不动|镜头不动|镜头静止|静止镜头|机位不动|镜头保持不动|定镜|定机位|静态镜头|三脚架拍摄|无运镜|没有运镜|镜头静止不动|镜头保持静止|固定不动镜头',
  ],
  ['hold', 'borrowed', '固定|静止|停住|停留|停下|停顿|不动|保持不动|保持静止|固定不动|静止不动|定住|停'],
];

/** Words whose object follows at once: 推近花朵, 环绕雕像一圈, 摇向窗外. */
const openEnded: readonly (readonly [Family, string, Direction?])[] = [
  ['dolly', '推近', 'in'],
  ['dolly', '推到|推至|推向|推近到|推近至', 'in'],
  ['dolly', '拉到|拉至|拉远到|拉远至|拉出到', 'out'],
  ['pan', '摇向|摇到|摇至'],
  ['orbit', '环绕'],
  ['orbit', '左环绕|向左环绕|往左环绕|向左绕|左绕', 'left'],
  ['orbit', '右环绕|向右环绕|往右环绕|向右绕|右绕', 'right'],
  ['orbit', '顺时针环绕|顺时针环拍|顺时针绕', 'clockwise'],
  ['orbit', '逆时针环绕|逆时针环拍|逆时针绕', 'counterclockwise'],
];

const framings: readonly (readonly [Framing, string])[] = [
  ['ECU', '大特写|极近特写|超特写|极特写|微距特写|大特写镜头'],
  ['CU', '特写|特写镜头|面部特写镜头|特写画面|特写景别'],
  ['MCU', '近景|中近景|近景镜头|胸像|近景画面'],
  ['MS', '中景|中景镜头|半身|半身像|中景画面|半身景'],
  ['MLS', '中全景|中远景|七分身'],
  ['LS', '全景|全景镜头|全身|全身像|全景画面'],
  ['WS', '远景|远景镜头|广角全景|远景画面'],
  ['EWS', '大远景|极远景|超远景|大全景|大远景镜头'],
];

const directions: readonly (readonly [Direction, string])[] = [
  ['left', '向左|往左|朝左|向左侧|往左侧|向左边|往左边|从右向左|从右到左|由右向左|由右至左|从右往左|自右向左|向左方'],
  ['right', '向右|往右|朝右|向右侧|往右侧|向右边|往右边|从左向右|从左到右|由左向右|由左至右|从左往右|自左向右|向右方'],
  [
    'up',
    '向上|往上|朝上|向上方|由下往上|由下至上|从下至上|自下至上|从下往上|由下而上|从下到上|从下向上|由低到高|自下而上|从低到高|垂直向上',
  ],
  [
    'down',
    '向下|往下|朝下|向下方|由上往下|由上至下|从上至下|自上至下|从上往下|由上而下|从上到下|从上向下|由高到低|自上而下|从高到低|垂直向下',
  ],
  ['in', '向前|往前|朝前|向内|向里'],
  ['out', '向后|往后|朝后|向外'],
  ['clockwise', '顺时针|顺时针方向'],
  ['counterclockwise', '逆时针|逆时针方向'],
];

const speeds: readonly (readonly [Speed, string])[] = [
  [
    'slow',
    '缓慢|缓缓|缓|慢慢|慢|徐徐|轻轻|轻微|微微|微|稍微|稍稍|略微|略|渐渐|逐渐|慢速|轻柔|轻缓|非常缓慢|很慢|极慢|极缓慢|一点点|柔和|悄悄|弱',
  ],
  ['fast', '快速|迅速|快|急速|急|猛|猛然|飞快|极速|极快|突然|剧烈|强烈|高速|迅猛|很快|飞速|骤然|疾速|猛烈|大幅|大幅度|强'],
  ['normal', '正常速度|中速|适中'],
];

/** Simplified Chinese phrases, several to a row, and what they mean; the text is folded to simplified before it is looked up. */
export const chinese: Rows = [
  ...openEnded.map(
    ([family, phrases, direction]) =>
      [
        phrases,
        {
          is: 'head',
          family,
          sense: 'film',
          form: 'command',
          standsAlone: true,
          takesObject: phrases === '推近' ? 'any' : 'plain',
          ...(direction && { direction }),
        },
      ] as const,
  ),
  ...heads.map(
    ([family, sense, phrases, direction]) =>
      [
        phrases,
        {
          is: 'head',
          family,
          sense,
          form: 'command',
          ...(direction && { direction }),
          ...(family !== 'rack-focus' && { standsAlone: true as const }),
        },
      ] as const,
  ),
  ['绕|绕着|围绕|围绕着|围着|环绕着|绕行', { is: 'head', family: 'orbit', sense: 'noun', form: 'command', takesObject: 'plain' }],
  ['后拉|后移|后退', { is: 'head', family: 'dolly', sense: 'film', form: 'command', direction: 'out', opensWithBack: true }],
  ...framings.map(([framing, phrases]) => [phrases, { is: 'framing', framing }] as const),
  ...directions.map(([direction, phrases]) => [phrases, { is: 'direction', direction }] as const),
  ...speeds.map(([speed, phrases]) => [phrases, { is: 'speed', speed }] as const),
  ['匀速|线性|恒速|等速|匀速地|以匀速', { is: 'easing', easing: 'linear' }],
  ['缓入|渐快|加速|由慢到快|越来越快|先慢后快', { is: 'easing', easing: 'in' }],
  ['缓出|渐慢|减速|由快到慢|越来越慢|先快后慢', { is: 'easing', easing: 'out' }],
  ['缓入缓出|缓进缓出|渐入渐出|缓入和缓出', { is: 'easing', easing: 'in-out' }],
  ['镜头|长镜头|空镜头|摄像机|摄影机|摄像头|相机|机位|画面|运镜|视角|镜头运动|相机运动|无人机', { is: 'camera' }],
  [
    '然后|接着|再|随后|之后|接下来|紧接着|继而|其后|此后|尔后|然后再|接着再|随后再|再然后|之后再|后再|跟着再|其次|以后|随即|转而|再次|又',
    { is: 'then' },
  ],
  ['最后|最终|末了|最后再|结尾|最后一刻|然后最后|末尾|片尾', { is: 'then', isLast: true }],
  ['先|首先|起初|一开始|开始时|开头|先是', { is: 'then', isFirst: true }],
  ['同时|的同时|与此同时|同时也|并同时|且同时|同步|之际|的时候|时', { is: 'while' }],
  ['一边|边|一面', { is: 'while', isPaired: true }],
  ['并|并且|且|和|与|以及|配合|伴随|带|带有|带着|加上|及|伴有|结合', { is: 'and' }],
  ['到|至|朝着|朝|朝向|向着|向|往', { is: 'to', implies: 'in' }],
  ['以|对准|对着|聚焦|聚焦于|聚焦到|聚焦在|给到|到达|沿着|沿|越过|对焦到|对向', { is: 'to' }],
  ['移到|移至|转移到|切换到|转换到', { is: 'to' }],
  ['从|由|自', { is: 'to', isFrom: true }],
  ['露出|展示|展现|揭示|显露|呈现|展露|看到|显示|带出|以展示', { is: 'to', isReveal: true }],
  ['停在|停留在|停留于|定格|定格在|定格于|落在|落到|落幅|结束于|结束在|收于|停于|收在|结束', { is: 'arrive' }],
  ['全程|始终|一直|贯穿全程|整段|全片|从头到尾|整个过程', { is: 'throughout' }],
  ['不|不要|别|没有|无|避免|禁止|勿|未|不用|不需要|无需|没', { is: 'not' }],
  ['主体|主角|人物主体|被摄主体|画面主体|拍摄对象|被摄体|主体人物', { is: 'subject' }],
  ['前景', { is: 'depth', share: 0.5 }],
  ['背景|后景', { is: 'depth', share: 3 }],
  ['的', { is: 'of' }],
  [
    '地|了|着|将|把|让|使|开始|进行|一个|一下|一点|一些|一段|再来|些|来|去|用|在|起来|下去|过去|过来|上去|方向|方式|速度|整体|保持|逐步|一次|个|请|我要|我想要|想要|要|使用|采用|做|平稳|平滑|稳定|平缓|流畅|自然|丝滑|顺滑|电影感|内|里|持续|时长|用时|耗时|幅度|角度|距离|水平|垂直|横向|纵向|它|处|是|拍摄|缓动|感|慢慢地|效果|左右|为|为中心|为圆心|为轴|从容|优雅|继续',
    { is: 'filler' },
  ],
  [everydayChinese, { is: 'word' }],
];
