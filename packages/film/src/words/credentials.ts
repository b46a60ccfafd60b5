import type { WordRow } from './row.ts';

/** Faults and notices of content credentials, which are media's. */
export const credentials = {
  'media.credentials-half-named': {
    exit: 2,
    http: 500,
    retry: 'never',
    en: '{named} is set and {missing} is not. A signing key and its chain of certificates come together: set both, or neither to sign with the key Fantascope makes by itself.',
    zh: '设置了 {named}，却没有设置 {missing}。签名私钥与证书链要成对给出：请都设置，或都不设置以使用 Fantascope 自己生成的密钥。',
  },
  'media.credentials-unreadable': {
    exit: 3,
    http: 500,
    retry: 'never',
    en: 'Content credentials cannot be signed with {file}: {problemEn}. Correct it; if it is the one Fantascope made, remove it and a new one is made.',
    zh: '无法用 {file} 为内容凭证签名：{problemZh}。请改正它；如果它是 Fantascope 自己生成的，删掉后会重新生成。',
  },
  'media.credentials-mismatch': {
    exit: 3,
    http: 500,
    retry: 'never',
    en: 'The private key in {key} does not belong to the first certificate in {chain}. Put the signer’s own certificate first, and give the key it was made with.',
    zh: '{key} 里的私钥与 {chain} 里的第一张证书不匹配。请把签名者自己的证书放在最前，并给出与它配套的私钥。',
  },
  'media.credentials-expired': {
    exit: 3,
    http: 500,
    retry: 'never',
    en: 'A certificate in {chain} is valid from {from} until {until}, and not today. Renew it; if it is the one Fantascope made, remove it and a new one is made.',
    zh: '{chain} 里有一张证书的有效期是 {from} 至 {until}，今天不在其中。请更新它；如果它是 Fantascope 自己生成的，删掉后会重新生成。',
  },
  'media.credentials-chain': {
    exit: 3,
    http: 500,
    retry: 'never',
    en: 'The certificates in {chain} cannot sign content credentials: {problemEn}. The signer’s comes first and each is signed by the next.',
    zh: '{chain} 里的证书不能为内容凭证签名：{problemZh}。签名者的证书在最前，每一张都由后一张签发。',
  },
  'media.credentials-not-kept': {
    exit: 0,
    http: 200,
    retry: 'never',
    isOfMachine: true,
    en: 'The signing key could not be kept in {file} ({reason}); this film is signed with one made for it alone.',
    zh: '无法把签名密钥保存到 {file}（{reason}）；这部影片用一次性的密钥签名。',
  },
  'media.picture-says-generated': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '{file} says of itself that a model made it, or a part of it: what is made of it says so too.',
    zh: '{file} 自带的信息表明它（或其中一部分）由模型生成：用它做成的影片同样标明。',
  },
  'media.credentials-no-place': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '{file} carries no content credentials (C2PA): they are not written into this kind of file ({ending}). MP4, MOV, GIF and WebP carry them.',
    zh: '{file} 不带内容凭证（C2PA）：这种文件（{ending}）不写入。MP4、MOV、GIF 和 WebP 会带上。',
  },
  'media.credentials-library-missing': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '{file} carries no content credentials (C2PA): their library could not be loaded ({reason}). `npm install` puts it back; the film itself is whole.',
    zh: '{file} 不带内容凭证（C2PA）：无法加载所需的库（{reason}）。运行 `npm install` 可恢复；影片本身完好。',
  },
  'media.credentials-failed': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '{file} carries no content credentials (C2PA): {reason}. The film itself is whole.',
    zh: '{file} 不带内容凭证（C2PA）：{reason}。影片本身完好。',
  },
} as const satisfies Record<string, WordRow>;
