import { createBenchFleet } from '@portlight/simulator';
import { toFullSize } from './fleet/fullSize';
const n=Number(process.argv[2]); const troubled=process.argv[3]==='t';
const now=Date.now();
let t=performance.now();
const f=createBenchFleet({clusters:1,podsPerCluster:n,now:now-600000});
console.log(n,'build',((performance.now()-t)/1000).toFixed(1)); t=performance.now();
const {store,world}=f.clusters[0];
if(troubled) store.list(store.resources.forKind('Deployment')).forEach((d:any,i)=>{ if(i%25) return; world.addRule({namespace:d.metadata.namespace,labels:d.spec.selector.matchLabels,behaviour:([
  { exit: { afterSeconds: 4, code: 1, message: 'panic: out of ideas' } },
  { exit: { afterSeconds: 60, code: 137, reason: 'OOMKilled' } },
  { readinessFailure: 'HTTP probe failed with statuscode: 503' },
  { livenessFailure: { afterSeconds: 45, message: 'connection refused' } },
] as any)[(i/25)%4]})});
f.timeline.advanceTo(now);
console.log(n,'advance',((performance.now()-t)/1000).toFixed(1)); t=performance.now();
f.clusters.forEach(toFullSize);
console.log(n,'full',((performance.now()-t)/1000).toFixed(1), f.podCount(), Math.round(process.memoryUsage().rss/1e6)+'MB');
