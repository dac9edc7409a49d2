const KEY = 'portlight-demo:user';

/**
 * Who was chosen on the sign-in page. A tab keeps its own, so that two people can be compared side by side; a new
 * tab begins with the last one chosen.
 */
export const chosenUser = {
  get: (): string | undefined => {
    const user = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
    if (user !== null) sessionStorage.setItem(KEY, user);
    return user ?? undefined;
  },
  set: (entityRef: string) => {
    sessionStorage.setItem(KEY, entityRef);
    localStorage.setItem(KEY, entityRef);
  },
  clear: () => {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
  },
};
