import type { FactRow } from './facts.ts';

/** Words for places. */
export const placeWords: readonly FactRow[] = [
  [
    { place: 'sky' },
    '天空|天上|云端|云海|云层|云朵|云间|半空|空中|高空|蓝天|天边|天际|银河|星空|夜空',
    'sky|skies|heaven|clouds|milky way|up in the air|above the clouds|night sky',
  ],
  [{ place: 'sky', isHint: true }, '彩虹|云|星星|繁星|群星|流星|星光', 'rainbow|cloud|star|starlight|shooting star'],
  [
    { place: 'sea' },
    '大海|海上|海边|海面|海岸|海滩|沙滩|海里|海底|海水|海浪|浪花|波浪|潮水|海湾|海港|港口|码头|礁石|岩礁|小岛|海岛|岛上|湖面|湖边|湖水|湖|河边|河面|河水|江面|江边|海',
    'sea|ocean|shore|seashore|beach|coast|waves|wave|tide|bay|harbour|harbor|pier|dock|reef|rocks|island|lake|river|surf|cove|strait',
  ],
  [{ place: 'sea', isHint: true }, '船|小船|渔船|灯塔|鱼|海鸥|帆', 'boat|ship|sail|lighthouse|fish|gull|seagull|lamp room'],
  [
    { place: 'mountains' },
    '山顶|山峰|山脉|山谷|山坡|山间|山里|山上|山下|雪山|高山|群山|山路|山崖|悬崖|峡谷|山岭|远山|山',
    'mountain|mountains|peak|summit|valley|hill|hills|hillside|cliff|canyon|ridge|slope|mountainside|pass',
  ],
  [
    { place: 'forest' },
    '森林|树林|林间|林子|竹林|桂花林|松林|密林|丛林|林中|桂花树下|树丛',
    'forest|forests|woods|wood|woodland|grove|jungle|glade|clearing|among the trees|under the trees|bamboo',
  ],
  [{ place: 'forest', isHint: true }, '大树|树下|桂树|松树|树木|树', 'tree|oak|pine|pines'],
  [
    { place: 'city' },
    '城市|城里|街上|街道|街头|街角|小巷|巷子|马路|高楼|楼群|广场|地铁|霓虹|镇上|屋顶|市集|集市|夜市|桥上',
    'city|street|streets|alley|skyline|town|square|subway|neon|rooftop|rooftops|market|road|downtown|bridge',
  ],
  [
    { place: 'village' },
    '村庄|村子|村里|村口|村头|村落|村中|村外|小村|山村|渔村|古村|乡村|农村|村|小镇|镇子|村镇',
    'village|villages|village street|village square|hamlet|small town|little town|cottages|farmyard',
  ],
  [{ place: 'desert' }, '沙漠|戈壁|沙丘|大漠|荒漠', 'desert|dune|dunes|sands'],
  [
    { place: 'snow' },
    '雪地|雪原|雪野|冰原|冰面|雪中|雪里|冰川|积雪|白雪',
    'snowfield|snowy field|snowy plain|in the snow|on the snow|through the snow|across the snow|ice|glacier|tundra|snowdrift',
  ],
  [{ place: 'snow', isHint: true }, '雪', 'snow'],
  [
    { place: 'field' },
    '田野|草地|草原|草丛|麦田|稻田|花田|花园|花海|原野|旷野|田里|草坡|院子|庭院|公园|小路|路上|野外',
    'field|fields|meadow|grass|grassland|prairie|garden|yard|courtyard|park|path|orchard|pasture|plain|plains',
  ],
  [
    { place: 'room', isInside: true },
    '房间|屋里|屋内|室内|窗前|窗边|窗外|窗口|窗台|窗下|床边|床上|床头|厨房|客厅|卧室|教室|书房|书桌|桌上|桌前|桌边|灯室|楼梯|阁楼|炉火|壁炉|门口|办公室|咖啡馆|医院|家里|家中|小屋里|木屋里|屋子里|店里',
    'room|indoors|inside the house|window|windowsill|bedside|kitchen|living room|bedroom|classroom|study|desk|table|lamp room|stairs|staircase|attic|fireplace|hearth|stove|doorway|office|cafe|hospital|at home|in the house|workshop|shop|lantern room',
  ],
  [{ place: 'room', isHint: true }, '杯子|茶杯|咖啡|一杯', 'cup|coffee|mug|tea'],
  [{ place: 'studio', isInside: true }, '摄影棚|展台|纯色背景|棚拍|白底', 'studio|podium|pedestal|plain backdrop|seamless backdrop'],
  [
    { place: 'space', isInside: true },
    '太空|宇宙|月球|月亮上|月宫|广寒宫|月面|星际|外太空|轨道上|地球|星球|飞船|空间站',
    'outer space|in space|into space|universe|cosmos|on the moon|lunar|spaceship|spacecraft|orbit|planet|earth below|galaxy|space station|moon palace',
  ],
  // Phrases that hold the name of a place and mean none.
  [
    {},
    '上海|海报|海鲜|村上春树|江南|江山|山寨|火山石|云吞|冰箱|冰淇淋|雪糕|山羊|河马|海豚|树立|林先生|城府|海拔',
    'of course|by the way|on the way|all the way|in the way|keep in mind|wood stove|in space of|passed|passes|pass',
  ],
];
