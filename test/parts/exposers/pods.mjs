/**
 * Answers for every pod of a control plane whose network namespace makes all pods' addresses local: which pod is meant
 * is told by the address that was connected to. Arguments: port, path of a folder.
 *
 * What a pod answers is in the folder, in a file of its address (`10.0.0.7.json`): `{status, headers, body, delay,
 * behaviour}`, read at each request, so that a test changes it by writing. Without a file it answers metrics of its own:
 * a counter of its requests, and a gauge.
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

const [port, folder] = process.argv.slice(2);
const counts = new Map();

function ownMetrics(address) {
  const requests = (counts.get(address) ?? 0) + 1;
  counts.set(address, requests);
  return `# HELP pod_requests_total Requests for these metrics.
# TYPE pod_requests_total counter
pod_requests_total ${requests}
# TYPE pod_number gauge
pod_number ${address.split('.').pop()}
# TYPE http_requests_total counter
http_requests_total{code="200"} ${requests * 100}
http_requests_total{code="500"} ${requests}
`;
}

createServer(async (request, response) => {
  const address = request.socket.localAddress.replace('::ffff:', '');
  const file = join(folder, `${address}.json`);
  const wanted = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  if (wanted.delay) {
    await new Promise(resolve => {
      setTimeout(resolve, wanted.delay);
    });
  }
  if (wanted.behaviour === 'reset') {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.write('# TYPE half gauge\nhal');
    setTimeout(() => request.socket.resetAndDestroy(), 50);
    return;
  }
  if (wanted.behaviour === 'bomb') {
    response.writeHead(200, {
      'content-type': 'text/plain; version=0.0.4',
      'content-encoding': 'gzip',
    });
    const zeros = Array(1024).fill(Buffer.alloc(2 ** 20));
    pipeline(Readable.from(zeros), createGzip(), response, () => {});
    return;
  }
  if (wanted.behaviour === 'endless') {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    let number = 0;
    const more = () => {
      while (response.write(`series_${number++} 1\n`.repeat(100))) {
        if (response.destroyed) return;
      }
      response.once('drain', more);
    };
    more();
    return;
  }
  const path = request.url.split('?')[0];
  if (path !== '/metrics' && wanted.body === undefined) {
    response.writeHead(path === '/livez' ? wanted.live ?? 200 : 404).end();
    return;
  }
  response
    .writeHead(wanted.status ?? 200, {
      'content-type': 'text/plain; version=0.0.4',
      ...wanted.headers,
    })
    .end(wanted.body ?? ownMetrics(address));
}).listen(Number(port), '0.0.0.0');
