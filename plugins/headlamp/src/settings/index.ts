export { SettingsForm } from './SettingsForm';
export { PLUGIN_NAME, settingsStore, type Settings } from './settings';
