/**
 * What each door does with one fault or notice, and its sentence in both languages; {name} marks a parameter. exit 0 marks a notice;
 * isOfMachine one that is about this machine rather than one picture or shot, so that once is enough.
 */
export type WordRow = Readonly<{
  exit: number;
  http: number;
  retry: 'never' | 'later' | 'now';
  isOfMachine?: true;
  en: string;
  zh: string;
}>;
