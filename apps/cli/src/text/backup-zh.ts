import type { backupEn } from './backup-en.ts';

/** Chinese sentences about backups. */
export const backupZh: typeof backupEn = {
  about: '把服务器的数据库和素材写入一个新文件夹，运行中也可以',
  to: '要创建的文件夹',
  restoreAbout: '把备份恢复到空的数据文件夹和数据库',
  from: '备份所在的文件夹',
  made: (folder, { rows, blobs, mb }) => `${folder}：同一时刻的 ${rows} 行数据和 ${blobs} 个素材（${mb} MB）。`,
  noKeys: '其中不含服务方密钥；恢复后请重新设置。',
  restored: (home, { rows, blobs, mb }) => `${home}：已恢复 ${rows} 行数据和 ${blobs} 个素材（${mb} MB），逐字节校验。`,
  once: '备份时尚未结束的拍摄会在服务器启动后继续：原来的服务器不得再运行。请重新设置服务方密钥。',
};
