import type { FactRow } from './facts.ts';

/** Words for the hour. */
export const hourWords: readonly FactRow[] = [
  [
    { hour: 'dawn' },
    '黎明|清晨|日出|破晓|晨光|天亮|拂晓|早晨|早上|天刚亮|第一缕阳光|曙光|朝霞|晨雾',
    'dawn|sunrise|daybreak|early morning|first light|morning',
  ],
  [
    { hour: 'day' },
    '白天|中午|正午|阳光下|阳光|午后|下午|上午|晴天|艳阳|烈日',
    'noon|midday|daylight|afternoon|sunlight|sunlit|sunshine|by day|daytime|broad day',
  ],
  [{ hour: 'dusk' }, '黄昏|傍晚|日落|夕阳|晚霞|落日|暮色|天色渐暗|薄暮', 'dusk|sunset|twilight|sundown|evening|last light|nightfall'],
  [
    { hour: 'night' },
    '深夜|午夜|夜晚|夜里|夜色|夜空|星空|半夜|今夜|月夜|中秋|黑夜|入夜|晚上|今晚|那晚|每晚|夜',
    'night|midnight|tonight|nights|night sky|moonlit|starlit|after dark',
  ],
  [
    { hour: 'night', isHint: true },
    '月光|月亮|圆月|明月|月色|星星|星光|繁星|流星|灯笼|萤火虫|银河|烛光',
    'moon|moonlight|star|stars|starlight|lantern|firefly|fireflies|milky way|candle',
  ],
];

/** Words for the weather, and for what is in the air. */
export const weatherWords: readonly FactRow[] = [
  [
    { weather: 'snow', air: 'snow' },
    '下雪|飘雪|雪花|落雪|大雪|雪落|雪夜|暴雪|风雪|初雪|雪下|飞雪|雪飘|小雪',
    'snowing|snowfall|snowflake|blizzard|snowstorm|falling snow|snow falls|snow is falling|snow fell|first snow',
  ],
  [
    { weather: 'rain', air: 'rain', effect: 'rain' },
    '下雨|大雨|细雨|雨水|雨夜|暴雨|雨中|小雨|雨滴|雨点|暴风雨|雷雨|风雨|雨',
    'rain|raining|rainy|drizzle|downpour|rainstorm|raindrop|storm|thunderstorm',
  ],
  [{ weather: 'fog', air: 'fog' }, '大雾|浓雾|雾气|晨雾|起雾|迷雾|薄雾|雾', 'fog|mist|misty|foggy|haze'],
  [{ weather: 'cloudy' }, '阴天|乌云|多云|阴云|阴沉', 'cloudy|overcast|dark clouds|grey sky|gray sky|storm clouds'],
  [
    { weather: 'clear' },
    '晴朗|晴天|雨停了|雨停|雪停了|雪停|雾散了|雾散|放晴|天晴',
    'clear sky|clear night|rain stops|rain stopped|storm passes|storm passed|storm is over|fog lifts|fog lifted|mist lifts|snow stops|snow stopped|skies clear|sky clears|the storm has gone|calm sea',
  ],
  [{ air: 'petals' }, '花瓣|桂花飘|落花|樱花|花雨|飞花', 'petals|petal|cherry blossom|falling blossoms'],
  [{ air: 'seeds' }, '蒲公英|种子飞|绒毛|飞絮|柳絮', 'dandelion|seeds drift|thistledown'],
  [{ air: 'fireflies' }, '萤火虫|流萤|萤火', 'firefly|fireflies'],
  [{ air: 'embers' }, '火星|篝火|炉火|余烬|烟花', 'ember|embers|campfire|bonfire|sparks'],
  [{ air: 'dust' }, '尘埃|灰尘|尘土|浮尘|扬尘|月尘', 'dust|dusty|motes'],
];

/** Words for sounds. */
export const soundWords: readonly FactRow[] = [
  [{ effect: 'waves' }, '海浪|浪花|波浪|潮水|涛声|浪声|惊涛|潮声|大浪', 'waves|wave|surf|tide|swell|breakers'],
  [
    { effect: 'wind' },
    '风声|大风|狂风|北风|寒风|风雪|呼啸|微风|晚风|秋风|起风|风吹',
    'wind|winds|breeze|gale|gust|windy|howls|howling|blizzard',
  ],
  [{ effect: 'rain' }, '雨声|滴答', 'patter|dripping'],
  [{ effect: 'birds' }, '鸟鸣|鸟叫|鸟儿|啼鸣|鸟声|鸥鸣', 'birdsong|birds|chirp|chirping|gulls|seagulls'],
  [{ effect: 'chime' }, '钟声|铃声|风铃|铃铛|钟响|敲钟', 'chime|chimes|bell|bells|rings|ringing'],
  [
    { effect: 'shimmer' },
    '闪烁|闪闪|发光|亮晶晶|星光|银河|魔法|光芒|亮起|亮了',
    'glitter|sparkle|shimmer|twinkle|magic|glow|glowing|shimmering|lights up|begins to shine',
  ],
  [
    { effect: 'whoosh', motion: 'burst' },
    '一跃|飞过|飞快|冲出|跳起|纵身|划过|掠过|腾空|飞起来|起飞',
    'leap|leaps|swoosh|whoosh|rushes|dashes|darts|streaks|shoots across|soars|takes off|lifts off',
  ],
  [{ effect: 'impact', motion: 'burst' }, '撞|轰|巨响|雷声|打雷|爆炸|砰', 'crash|crashes|bang|thunder|explosion|slams|boom'],
  [{ effect: 'heartbeat' }, '心跳|怦怦', 'heartbeat|heart beats|heart pounds|heart is pounding'],
];

/** Words for how something moves, for size and for time that has passed. */
export const motionWords: readonly FactRow[] = [
  [
    { motion: 'travel' },
    '走过|走着|走在|一路|奔跑|跑过|跑着|赶路|穿过|越过|沿着|向前|飞向|驶过|驶向|划船|漂流|漂|出发|旅行|前行|翻过|追着|走向远方|赶来',
    'walk|walks|walking|run|runs|running|travel|travels|crosses|along|across|rides|rowing|rows|drifts|sails|journey|wanders|follows|through',
  ],
  [
    { motion: 'rise' },
    '升起|上升|爬上|登上|飞起|飘起|往上|向上|高高|站起',
    'rise|rises|rising|climb|climbs|ascends|lifts|floats up|upward|soar|soars',
  ],
  [{ motion: 'fall' }, '落下|飘落|降落|落在|坠落|滑落|沉入|下沉|洒下|洒在|垂下', 'fall|falls|falling|descends|sinks|drops|settles|down to'],
  [
    { motion: 'look-up' },
    '抬头|仰望|望着天|望着月|望向天|望向月|看着月亮|看月亮|望月|抬起头',
    'looks up|look up|looking up|gazes up|stares up|looked up',
  ],
  [
    { motion: 'reveal' },
    '原来|只见|忽见|发现|看见了|出现了|出现|睁开眼|推开门|打开|眼前',
    'reveals|there it is|there she is|there he is|appears|opens|discovers|sees|finds|found|and there',
  ],
  [{ motion: 'burst' }, '突然|忽然|猛地|一下子|冲向|冲进|急忙', 'suddenly|all at once|bursts|races|sprints|hurries|without warning'],
  [
    { motion: 'leave' },
    '离开|远去|告别|再见|回家|走远|消失|渐行渐远|睡着|晚安|闭上眼睛',
    'leaves|goes home|goodbye|farewell|walks away|disappears|fades|falls asleep|good night|far away',
  ],
  [{ motion: 'approach' }, '靠近|走近|凑近|来到|面前|走进|走来', 'approaches|comes closer|nears|arrives|leans in|closer'],
  [
    { size: 'far' },
    '远处|远方|远远|辽阔|一望无际|全景|远景|大全景|小小的身影|渺小|天地',
    'far off|in the distance|distant|vast|endless|wide shot|horizon|tiny figure|far below|long shot',
  ],
  [
    { size: 'near' },
    '特写|眼睛|脸上|脸|目光|眼泪|泪|微笑|笑了|手心|掌心|指尖|双手|手里|耳朵|近处|近景|鼻尖|怀里',
    'close-up|close up|face|eyes|eye|tear|tears|smile|smiles|palm|fingers|hands|hand|whispers|whisper|ears|ear|cheek|lips',
  ],
  [
    { isLater: true },
    '第二天|后来|多年以后|多年后|许多年后|一年后|几年后|从此|几天后|不久|春天来了|冬天来了|又过了|很久以后',
    'the next day|next morning|later|years later|years passed|years pass|one day|days passed|days pass|from then on|by winter|by spring|weeks pass',
  ],
];

/** Words for moods. */
export const moodWords: readonly FactRow[] = [
  [
    { mood: 'tender' },
    '温柔|温暖|拥抱|妈妈|想念|思念|陪伴|轻轻|依偎|晚安|心愿|愿望|朋友|爱|约定',
    'tender|gentle|warm|gently|love|hug|miss|friend|mother|wish|softly|promise|home',
  ],
  [{ mood: 'calm' }, '平静|安静|宁静|静静|慢慢|悠闲|清晨', 'calm|quiet|still|peaceful|slowly|silence|silent|serene'],
  [
    { mood: 'wonder' },
    '奇妙|神奇|魔法|梦|星空|银河|宇宙|奇迹|幻想|童话',
    'wonder|magic|magical|dream|miracle|stars|universe|fairy tale|enchanted|dreamy',
  ],
  [
    { mood: 'bright' },
    '欢快|快乐|开心|明亮|明快|轻快|阳光|笑声|热闹|活泼|节日',
    'bright|happy|joy|joyful|cheerful|laugh|laughs|sunny|playful|upbeat|lively|festive',
  ],
  [
    { mood: 'tense' },
    '紧张|危险|追赶|害怕|黑暗|逃|悬疑|惊险|暴风雨|恐惧',
    'tense|danger|dangerous|chase|fear|afraid|dark|escape|suspense|storm|thriller',
  ],
  [{ mood: 'epic' }, '史诗|宏大|壮阔|英雄|战争|征程|燃|磅礴|远征', 'epic|grand|hero|battle|war|majestic|heroic|triumphant|sweeping'],
  [
    { mood: 'melancholy' },
    '忧伤|悲伤|孤独|离别|哭|失去|寂寞|难过|惆怅|眼泪|伤感',
    'sad|sorrow|lonely|alone|farewell|cry|cries|lost|melancholy|wistful|grief|bittersweet',
  ],
];
