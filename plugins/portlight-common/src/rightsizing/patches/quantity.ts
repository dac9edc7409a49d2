const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

/** Cores as Kubernetes writes them, such as `250m`. @public */
export function formatCpu(cores: number): string {
  const milli = Math.round(cores * 1000);
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}

/** Bytes as Kubernetes writes them, such as `512Mi`. @public */
export function formatBytes(bytes: number): string {
  let amount = Math.round(bytes);
  let unit = 0;
  while (amount >= 1024 && amount % 1024 === 0 && unit < BINARY.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${amount}${BINARY[unit]}`;
}
