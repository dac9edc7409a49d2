import {
  parseExposition,
  SeriesTable,
} from '@portlight/plugin-portlight-common';
import { expositionText } from './expositionText';
const bodies = [1, 2, 3].map(i =>
  new TextEncoder().encode(expositionText(200, i)),
);
const s = parseExposition(bodies[0]);
const json = JSON.stringify(
  s.series.map((q, i) => ({
    name: q.name,
    labels: Object.fromEntries(q.labels),
    value: s.values[i],
  })),
);
const f = (
  {
    json: () => JSON.parse(json),
    first: (i: number) => {
      const t = new SeriesTable();
      return parseExposition(bodies[i % 3], { table: t });
    },
  } as any
)[process.argv[2]];
for (let i = 0; i < 10; i++) f(i);
const a = process.cpuUsage();
for (let i = 0; i < 20; i++) f(i);
const d = process.cpuUsage(a);
console.log(
  process.argv[2],
  (d.user / 20e3).toFixed(1),
  (d.system / 20e3).toFixed(1),
);
