import { useMutation } from '@tanstack/react-query';
import { queries } from '../app/server.ts';

/** A change on the server, after which some lists are read anew. */
export function useChange<Input, Output>(change: (input: Input) => Promise<Output>, lists: readonly string[]) {
  return useMutation({
    mutationFn: change,
    onSuccess: () => Promise.all(lists.map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
}
