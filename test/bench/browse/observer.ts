/** What a page saw of itself; milliseconds. */
export interface BrowseObservation {
  longTasks: number[];
  /** Between two frames. */
  frames: number[];
  /** The largest index of a row that was drawn. */
  lastRow: number;
}

/**
 * Runs in the page before its own scripts: notes when the first element of a kind is there, and from
 * `restart` on tasks over 50 ms and the time between frames.
 */
export function observeLongTasks(selector: string): void {
  let longTasks: number[] = [];
  let frames: number[] = [];
  let lastFrame = 0;
  let lastRow = 0;
  const bench = {
    firstSeen: undefined as number | undefined,
    restart: () => {
      longTasks = [];
      frames = [];
    },
    read: async () => {
      // Entries come in a task of their own.
      await new Promise(resolve => setTimeout(resolve, 200));
      return { longTasks, frames, lastRow };
    },
  };
  (window as any).portlightBench = bench;
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask' });
  const look = (now: number) => {
    if (lastFrame) frames.push(now - lastFrame);
    lastFrame = now;
    const rows = document.querySelectorAll<HTMLElement>(selector);
    if (rows.length > 0) {
      bench.firstSeen ??= performance.now();
      lastRow = Math.max(
        lastRow,
        Number(rows[rows.length - 1].dataset.index ?? 0),
      );
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
