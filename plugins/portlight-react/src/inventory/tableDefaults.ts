/** A table that is the page's content scrolls within the window, so that its head stays in sight. */
export const TABLE_HEIGHT = 'max(420px, calc(100vh - 260px))';

/** The order that the server gives without being asked for one. */
export const WORST_FIRST = { column: 'health', descending: false };
