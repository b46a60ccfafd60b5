/**
 * Traditional characters and their simplified forms, side by side, two characters a pair. Only characters that the phrase tables use
 * or that a target may hold next to them; the rest pass through, since nobody looks them up.
 */
const pairs =
  '鏡镜頭头攝摄機机畫画視视運运動动進进遠远環环繞绕圍围轉转搖摇橫横縱纵後后從从緩缓輕轻漸渐隨随著着時时邊边並并間间結结終终於于開开單单雙双兩两個个釐厘點点為为無无沒没別别變变對对準准離离鄰邻寫写勻匀線线減减劇剧強强穩稳衝冲擊击' +
  '蘭兰傾倾滾滚懸悬軌轨蹤踪緊紧貼贴觀观這这還还過过來来們们將将給给讓让與与內内裡里裏里處处區区種种場场質质飛飞車车門门電电樹树葉叶貓猫書书燈灯臉脸風风雲云霧雾島岛橋桥長长廣广麵面關关係系項项極极馬马賽赛餅饼鍋锅媽妈爺爷滿满煙烟' +
  '氣气溫温級级學学習习術术現现實实際际東东壓压蓋盖張张該该當当則则屬属顯显紹绍連连續续維维鎖锁節节靜静態态擺摆蕩荡顫颤輪轮盤盘啟启隻只層层階阶徑径華华麗丽築筑檯台樓楼廳厅鐘钟錶表記记憶忆彎弯圓圆側侧標标誌志顏颜髮发陽阳魚鱼鳥鸟' +
  '龍龙雞鸡羅罗絲丝綫线統统縮缩擴扩寬宽狹狭闊阔傳传鐵铁鋼钢鋒锋陣阵隊队員员鄉乡遊游歷历險险願愿夢梦戀恋勢势驚惊訝讶歡欢樂乐憂忧傷伤淚泪聲声響响說说話话語语請请讀读詞词譯译調调證证誰谁課课論论識识護护昇升約约順顺針针頂顶頓顿暫暂' +
  '驟骤豎竖見见體体導导鮮鲜迴回沖冲園园圖图條条攏拢盪荡餘余腳脚幾几歲岁廟庙紅红藍蓝綠绿黃黄銀银麼么樣样較较貫贯飄飘躍跃騰腾復复複复錄录幀帧輛辆繼继遞递歸归';

const simplifiedOf: ReadonlyMap<string, string> = new Map(
  Array.from({ length: pairs.length / 2 }, (_, i) => [pairs.charAt(i * 2), pairs.charAt(i * 2 + 1)] as const),
);

/** The simplified form of one character, or the character itself. */
export function simplify(character: string): string {
  return simplifiedOf.get(character) ?? character;
}
