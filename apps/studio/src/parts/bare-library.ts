let isBare = false;

/** Whether the library shows a project that has no film yet: there a dropped picture is directed at once. */
export const bareLibrary = {
  is: () => isBare,
  tell: (next: boolean) => {
    isBare = next;
  },
};
