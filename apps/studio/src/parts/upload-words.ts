import type { WordTable } from '../words/word-row.ts';

/** Sentences of files on their way in. */
export const uploadWords = {
  'parts.drop.project': ['My project', '我的项目'],
  'parts.drop.shots': ['Drop it: a new shot of this film', '松手：成为这部片的新镜头'],
  'parts.drop.picture': ['Drop it here: the picture of this shot', '放在这里：换成这一镜的画面'],
  'parts.drop.film': ['Drop it: a film of its own, directed at once', '松手：新建影片，马上运镜'],
  'parts.drop.files': ['Drop it: into this project’s files', '松手：放进这个项目的素材'],
  'parts.drop.search': ['Drop it here: search by its look; it is not added', '放在这里：按它的画面查找，不加入片库'],
  'parts.drop.pasted': ['A picture was pasted. What is it for?', '粘贴了一张图片，用来做什么？'],
  'parts.drop.newShot': ['New shot', '新镜头'],
  'parts.drop.thisShot': ['Picture of this shot', '换掉这一镜的画面'],
  'parts.drop.onlyFile': ['Only keep the file', '只存为素材'],
  'parts.upload.title': ['Files coming in', '正在传入的文件'],
  'parts.upload.busy': ['{{done}} of {{files}} files are in · {{percent}}%', '已传入 {{done}} / {{files}} 个 · {{percent}}%'],
  'parts.upload.over': ['{{done}} of {{files}} files are in', '已传入 {{done}} / {{files}} 个文件'],
  'parts.upload.more': ['{{count}} more', '还有 {{count}} 个'],
  'parts.upload.retryFailed': ['Send {{count}} again', '重传失败的 {{count}} 个'],
  'parts.upload.retry': ['Send {{name}} again', '重传 {{name}}'],
  'parts.upload.cancel': ['Call off {{name}}', '取消 {{name}}'],
  'parts.upload.progress': ['How far {{name}} is', '{{name}} 的进度'],
  'parts.upload.noAnswer': [
    'The line to the server broke. Nothing was lost here: send it again. A file above 8 MB goes on where it was.',
    '与服务器的连接中断。文件还在，请重传；超过 8 MB 的会接着传。',
  ],
  'parts.upload.is.waiting': ['Waiting', '等待中'],
  'parts.upload.is.sending': ['Sending', '传输中'],
  'parts.upload.is.sent': ['Sent; the server looks at it', '已传完，服务器正在检查'],
  'parts.upload.is.done': ['In the library', '已进片库'],
  'parts.upload.is.cancelled': ['Called off; nothing was kept', '已取消，没有保存'],
} as const satisfies WordTable;
