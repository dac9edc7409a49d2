import { useCallback, useSyncExternalStore } from 'react';

/** Of one origin, whatever the page: somebody who watches a family does so on every service. */
const STORAGE_KEY = 'portlight.metrics.favourites';
const MAXIMUM = 100;

const NONE: readonly string[] = [];
const listeners = new Set<() => void>();
let text: string | null | undefined;
let current: readonly string[] = NONE;

/** What is stored may be anything; names of families are taken, all else is not. */
function parse(stored: string | null): readonly string[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value)
      ? value.filter(item => typeof item === 'string').slice(0, MAXIMUM)
      : NONE;
  } catch {
    return NONE;
  }
}

function read(): readonly string[] {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORAGE_KEY);
  } catch {
    // A browser that forbids storage: favourites last as long as the page.
    return current;
  }
  if (stored !== text) {
    text = stored;
    current = parse(stored);
  }
  return current;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  // Another tab of the same browser changed them.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** The families that the user keeps at the top, and how to keep or let go of one. */
export function useFavourites(): [
  ReadonlySet<string>,
  (family: string) => void,
] {
  const names = useSyncExternalStore(subscribe, read, () => NONE);
  const toggle = useCallback((family: string) => {
    const before = read();
    current = before.includes(family)
      ? before.filter(name => name !== family)
      : [...before, family].slice(-MAXIMUM);
    try {
      text = JSON.stringify(current);
      localStorage.setItem(STORAGE_KEY, text);
    } catch {
      // see `read`
    }
    listeners.forEach(listener => listener());
  }, []);
  return [new Set(names), toggle];
}
