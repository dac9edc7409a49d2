import type { CostItem, CostReport } from '../../api/types';
import { csvLine, type CsvValue } from './csv';

type Column = readonly [name: string, value: (item: CostItem) => CsvValue];

const COLUMNS: readonly Column[] = [
  ['class', item => item.class],
  ['total', item => item.amounts.total],
  ['share', item => item.share],
  ['previousTotal', item => item.previousTotal],
  ['cpu', item => item.amounts.cpu],
  ['memory', item => item.amounts.memory],
  ['gpu', item => item.amounts.gpu],
  ['storage', item => item.amounts.storage],
  ['network', item => item.amounts.network],
  ['loadBalancer', item => item.amounts.loadBalancer],
  ['other', item => item.amounts.other],
  ['adjustment', item => item.amounts.adjustment],
  ['sharedShare', item => item.amounts.shared],
  ['idleShare', item => item.amounts.idle],
  ['cpuEfficiency', item => item.efficiency.cpu],
  ['memoryEfficiency', item => item.efficiency.memory],
  ['efficiency', item => item.efficiency.total],
  ['podHours', item => item.quantities.podHours],
  ['cpuHours', item => item.quantities.cpuHours],
  ['cpuRequestHours', item => item.quantities.cpuRequestHours],
  ['cpuUsageHours', item => item.quantities.cpuUsageHours],
  ['memoryByteHours', item => item.quantities.memoryByteHours],
  ['memoryRequestByteHours', item => item.quantities.memoryRequestByteHours],
  ['memoryUsageByteHours', item => item.quantities.memoryUsageByteHours],
  ['gpuHours', item => item.quantities.gpuHours],
  ['storageByteHours', item => item.quantities.storageByteHours],
  ['loadBalancerHours', item => item.quantities.loadBalancerHours],
  ['networkBytes', item => item.quantities.networkBytes],
];

/** A report as the lines of a CSV: a header, then one line for each row. @public */
export function* costReportCsv(report: CostReport): Generator<string> {
  yield csvLine([
    'start',
    'end',
    'currency',
    ...report.aggregate,
    ...COLUMNS.map(([name]) => name),
  ]);
  const { start, end } = report.window;
  for (const item of report.items) {
    yield csvLine([
      start,
      end,
      report.currency,
      ...report.aggregate.map(
        (aggregate, index) =>
          item.key[index]?.value ?? (aggregate === 'all' ? 'all' : undefined),
      ),
      ...COLUMNS.map(([, value]) => value(item)),
    ]);
  }
}
