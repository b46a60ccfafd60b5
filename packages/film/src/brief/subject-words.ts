import type { FactRow } from './facts.ts';

/** Words for who or what stands in a picture. */
export const subjectWords: readonly FactRow[] = [
  [
    { subject: 'elder' },
    '老人|老头|老爷爷|老奶奶|爷爷|奶奶|外婆|外公|姥姥|姥爷|老守塔人|老渔夫|老船长|老妇|老太太|白发',
    'old man|old woman|grandmother|grandma|grandfather|grandpa|elder|elderly|granny|old keeper|old sailor|old fisherman|white-haired|grey-haired',
  ],
  [
    { subject: 'child' },
    '小女孩|小男孩|女孩|男孩|小孩|孩子们|孩子|少年|少女|女儿|儿子|孙女|孙子|妹妹|弟弟|婴儿|宝宝|小朋友',
    'girl|boy|child|children|kid|daughter|son|granddaughter|grandson|baby|toddler|little one|little sister|little brother',
  ],
  [
    { subject: 'person' },
    '男人|女人|姑娘|守塔人|灯塔看守|看守人|渔夫|渔民|水手|船长|妈妈|爸爸|母亲|父亲|旅人|行人|宇航员|嫦娥|青年|老师|医生|姐姐|哥哥|妻子|丈夫|人影|身影|有人|新娘|画家|木匠|邮递员|骑手',
    'man|woman|keeper|fisherman|sailor|captain|mother|father|mom|mum|dad|traveller|traveler|astronaut|teacher|doctor|sister|brother|wife|husband|figure|someone|painter|carpenter|postman|stranger|hero|people|crowd|lady|gentleman',
  ],
  [{ subject: 'rabbit' }, '小兔子|兔子|玉兔|白兔|小兔|月兔|兔', 'rabbit|bunny|hare'],
  [{ subject: 'cat' }, '小猫|猫咪|猫', 'cat|kitten|kitty'],
  [{ subject: 'dog' }, '小狗|狗狗|狗|犬', 'dog|puppy|hound'],
  [
    { subject: 'bird' },
    '小鸟|鸟儿|鸟|燕子|麻雀|鸽子|白鹭|鹤|雁|猫头鹰|鹰|乌鸦',
    'bird|swallow|sparrow|pigeon|dove|heron|crane bird|goose|geese|owl|eagle|hawk|crow',
  ],
  [{ subject: 'bird', effect: 'birds' }, '海鸥', 'gull|seagull'],
  [{ subject: 'fish' }, '小鱼|鱼群|鱼|鲸鱼|鲸|金鱼', 'fish|whale|goldfish|dolphin'],
  [{ subject: 'horse' }, '马儿|骏马|小马|白马|马匹|骑马', 'horse|pony|foal|stallion'],
  [{ subject: 'tree' }, '大树|老树|树下|桂花树|桂树|松树|银杏|树', 'tree|oak|pine|willow|apple tree'],
  [
    { subject: 'flower' },
    '花朵|鲜花|一朵花|小花|花儿|玫瑰|蒲公英|向日葵|莲花|荷花|桂花|野花|种子|花',
    'flower|blossom|rose|dandelion|sunflower|lotus|petal|petals|seed|seeds',
  ],
  [{ subject: 'house' }, '小屋|木屋|房子|房屋|茅屋|小木屋|人家|老宅|故居', 'house|cottage|cabin|hut|home'],
  [{ subject: 'lighthouse' }, '灯塔', 'lighthouse'],
  [{ subject: 'tower' }, '高塔|塔楼|钟楼|火箭|塔', 'tower|rocket|spire|belfry'],
  [
    { subject: 'boat' },
    '小船|渔船|帆船|大船|船只|轮船|独木舟|小舟|船',
    'boat|ship|vessel|sailboat|canoe|ferry|rowing boat|schooner|freighter|trawler',
  ],
  [{ subject: 'car' }, '汽车|小汽车|轿车|出租车|卡车|车子|公交车|开车', 'car|taxi|truck|van|bus'],
  [
    { subject: 'lantern' },
    '灯笼|孔明灯|油灯|提灯|煤油灯|马灯|花灯|烛光|蜡烛|一盏灯|灯火|灯光',
    'lantern|lamp|oil lamp|candle|lamplight|light in the window|beacon',
  ],
  [{ subject: 'robot' }, '机器人|机器狗|机械人', 'robot|android'],
  [
    { subject: 'box' },
    '盒子|箱子|木盒|礼盒|包裹|信封|信|信件|礼物|书',
    'box|chest|parcel|package|gift|present|letter|envelope|book|logbook',
  ],
  [{ subject: 'bottle' }, '瓶子|玻璃瓶|漂流瓶|香水|药瓶|酒瓶', 'bottle|perfume|flask|vial|jar'],
  [{ subject: 'cup' }, '杯子|茶杯|咖啡|一杯|茶|碗', 'cup|mug|coffee|tea|bowl|teacup'],
  // The moon stands in many pictures whose subject is another: a hint only.
  [{ subject: 'moon', isHint: true }, '月亮|圆月|明月|月牙|满月|新月|弯月|残月|月|星球|地球', 'moon|crescent|planet|earth'],
  [
    {},
    '马上|马路|马虎|花费|花钱|花了|书桌|书房|信心|相信|信任|信号|树立|茶几|月饼|岁月|一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|个月|月份|车站|狗尾草|猫头鹰|鱼白|眼花|火花|雪花|浪花|桂花林|烟花|花海|花田|花园|心花',
    'present day|at present|crane up|crane down|handheld',
  ],
];
