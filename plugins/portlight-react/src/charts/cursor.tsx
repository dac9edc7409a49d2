import {
  createContext,
  useContext,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';

/** The time that all charts of a page point at; a store, so that moving it draws only what shows it. */
export class Cursor {
  private at: number | undefined;
  private readonly listeners = new Set<() => void>();

  /** Milliseconds since the epoch; undefined while nothing is pointed at. */
  readonly get = () => this.at;

  readonly set = (at: number | undefined) => {
    if (at === this.at) return;
    this.at = at;
    this.listeners.forEach(listener => listener());
  };

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
}

const CursorContext = createContext<Cursor | undefined>(undefined);

/** Charts inside share one crosshair. */
export function SharedCursor(props: { children: ReactNode }) {
  const [cursor] = useState(() => new Cursor());
  return (
    <CursorContext.Provider value={cursor}>
      {props.children}
    </CursorContext.Provider>
  );
}

/** The crosshair of the charts around, or one of its own. */
export function useCursorStore(): Cursor {
  const shared = useContext(CursorContext);
  const [own] = useState(() => new Cursor());
  return shared ?? own;
}

/** The time pointed at; renders again when it moves. */
export function useCursor(store: Cursor): number | undefined {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
