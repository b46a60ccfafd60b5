/** What each door does with one fault or notice, and its sentence in both languages; {name} marks a parameter. exit 0 marks a notice. */
export type WordRow = Readonly<{ exit: number; http: number; retry: 'never' | 'later' | 'now'; en: string; zh: string }>;
