// Serves the shell, our plugin and the clusters, as headlamp-server does: /config, /plugins and
// /clusters/<name>/<path of the API server>.
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const SHELL = path.join(HERE, '../dist');
const PLUGIN = path.join(HERE, '../../../plugins/headlamp');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

function sendFile(response, file) {
  fs.readFile(file, (error, data) => {
    if (error) {
      response.writeHead(404).end('not found');
      return;
    }
    response
      .writeHead(200, {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      })
      .end(data);
  });
}

/** Hands a request on to an API server, with that cluster's credentials. */
function proxy(cluster, rest, request, response) {
  const url = new URL(cluster.server.replace(/\/$/, '') + rest);
  const headers = { ...request.headers, host: url.host };
  delete headers.cookie;
  if (cluster.token) headers.authorization = `Bearer ${cluster.token}`;
  const upstream = (url.protocol === 'https:' ? https : http).request(
    url,
    {
      method: request.method,
      headers,
      ca: cluster.ca,
      rejectUnauthorized: !cluster.skipTLSVerify,
    },
    answer => {
      response.writeHead(answer.statusCode, answer.headers);
      pipeline(answer, response, () => {});
    },
  );
  upstream.on('error', error => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end(error.message);
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

/**
 * @param {{ port?: number, clusters: { name: string, server: string, token?: string, ca?: string, skipTLSVerify?: boolean }[] }} options
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export function startHeadlampShell({ port = 0, clusters }) {
  const byName = new Map(clusters.map(cluster => [cluster.name, cluster]));
  const server = http.createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    const json = body =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(body));

    const api = /^\/clusters\/([^/]+)(\/.*)$/.exec(pathname);
    if (api) {
      const cluster = byName.get(decodeURIComponent(api[1]));
      if (cluster) proxy(cluster, api[2] + search, request, response);
      else response.writeHead(404).end('no such cluster');
      return;
    }
    if (pathname === '/config') {
      json({
        clusters: clusters.map(({ name }) => ({
          name,
          auth_type: '',
          meta_data: {},
        })),
        isDynamicClusterEnabled: false,
        allowKubeconfigChanges: false,
      });
      return;
    }
    if (pathname === '/plugins') {
      json([
        {
          path: 'plugins/portlight-headlamp',
          type: 'development',
          name: 'portlight-headlamp',
        },
      ]);
      return;
    }
    if (pathname === '/plugins/portlight-headlamp/main.js') {
      sendFile(response, path.join(PLUGIN, 'dist/main.js'));
      return;
    }
    if (pathname === '/plugins/portlight-headlamp/package.json') {
      sendFile(response, path.join(PLUGIN, 'dist/package.json'));
      return;
    }
    const file = path.join(SHELL, path.normalize(pathname));
    if (
      file.startsWith(SHELL + path.sep) &&
      path.extname(file) &&
      fs.existsSync(file)
    ) {
      sendFile(response, file);
      return;
    }
    if (
      /^\/(c|settings|clusters)?(\/|$)/.test(pathname) ||
      !path.extname(pathname)
    ) {
      sendFile(response, path.join(SHELL, 'index.html'));
      return;
    }
    response.writeHead(404).end('not found');
  });
  // Headlamp falls back to lists where its watch sockets are refused
  server.on('upgrade', (request, socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        stop: () =>
          new Promise(done => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      }),
    );
  });
}
