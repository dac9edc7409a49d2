export * from './images';
export * from './measures';
export * from './money';
export {
  formatBytes,
  formatCompactCount,
  formatCores,
  formatCount,
  formatPercent,
  formatQuantity,
  UNKNOWN,
} from './numbers';
export * from './times';
