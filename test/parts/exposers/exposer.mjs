/**
 * A program instrumented with prom-client: the tests scrape it as a peer. Arguments: port, seed.
 */
import { createServer } from 'node:http';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  register,
  Registry,
  Summary,
} from 'prom-client';

const [port, seed] = process.argv.slice(2).map(Number);
register.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
collectDefaultMetrics();

// Mulberry32: the same seed, the same traffic.
let state = seed;
function chance() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const requests = new Counter({
  name: 'http_requests_total',
  help: 'Requests that were answered.',
  labelNames: ['method', 'code'],
});
const inFlight = new Gauge({
  name: 'http_requests_in_flight',
  help: 'Requests that are being answered.',
});
const duration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer a request.',
  labelNames: ['method'],
});
const size = new Summary({
  name: 'http_response_size_bytes',
  help: 'Size of answers.',
  percentiles: [0.5, 0.99],
});

setInterval(() => {
  const method = chance() < 0.2 ? 'POST' : 'GET';
  requests.inc({ method, code: chance() < 0.05 ? '500' : '200' });
  duration.observe({ method }, -0.08 * Math.log(1 - chance()));
  size.observe(200 + 4000 * chance());
  inFlight.set(Math.floor(chance() * 12));
}, 20);

createServer(async (request, response) => {
  if (request.url !== '/metrics') {
    response.writeHead(request.url === '/livez' ? 200 : 404).end();
    return;
  }
  response
    .writeHead(200, { 'content-type': register.contentType })
    .end(await register.metrics());
}).listen(port, '127.0.0.1');
