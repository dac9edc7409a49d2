export { createMirror, type Mirror, type MirrorOptions } from './Mirror';
export { migrationsDirectory, openDatabase } from './migrations';
export type { SettingsOverrides } from './settings';
