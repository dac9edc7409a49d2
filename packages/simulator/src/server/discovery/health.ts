import type { ComponentCheck, VersionInfo } from '../Cluster';
import type { RequestContext } from '../context';
import { sendObject, sendText, wantsIndent } from '../respond';
import type { Handler } from '../virtualRoutes';

const ENDPOINT = /^\/(readyz|livez|healthz)(?:\/(.+))?$/;

/** The parts that a healthy server reports. */
const CHECKS: readonly string[] = [
  'ping',
  'log',
  'etcd',
  'informer-sync',
  'poststarthook/start-apiserver-admission-initializer',
  'poststarthook/generic-apiserver-start-informers',
  'poststarthook/priority-and-fairness-config-consumer',
  'poststarthook/storage-object-count-tracker-hook',
  'poststarthook/start-apiextensions-informers',
  'poststarthook/start-apiextensions-controllers',
  'poststarthook/crd-informer-synced',
  'poststarthook/rbac/bootstrap-roles',
  'poststarthook/scheduling/bootstrap-system-priority-classes',
  'poststarthook/bootstrap-controller',
  'poststarthook/start-kube-aggregator-informers',
  'poststarthook/apiservice-registration-controller',
  'poststarthook/apiservice-discovery-controller',
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
  'poststarthook/apiservice-openapiv3-controller',
];

/** `/readyz`, `/livez`, `/healthz` and `/version`. */
export function healthRoute(context: RequestContext): Handler | undefined {
  const { info, request, response, query, cluster } = context;
  if (info.path === '/version' || info.path === '/version/') {
    return () =>
      sendObject(request, response, 200, describeVersion(cluster.version), {
        indent: wantsIndent(request, query),
      });
  }
  const endpoint = ENDPOINT.exec(info.path);
  return endpoint
    ? () => sendHealth(context, endpoint[1], endpoint[2])
    : undefined;
}

function sendHealth(
  { cluster, response, query }: RequestContext,
  endpoint: string,
  single: string | undefined,
): void {
  const excluded = query.getAll('exclude');
  const checks = [
    ...withFindings(cluster.readinessChecks?.() ?? []),
    ...(endpoint === 'readyz' ? [{ name: 'shutdown', healthy: true }] : []),
  ].filter(({ name }) => !excluded.includes(name));
  if (single) {
    const check = checks.find(({ name }) => name === single);
    if (!check) {
      sendText(response, 404, '404 page not found\n');
    } else {
      sendText(
        response,
        check.healthy ? 200 : 500,
        check.healthy ? 'ok' : 'internal server error: reason withheld\n',
      );
    }
    return;
  }
  const lines = checks.map(({ name, healthy }) =>
    healthy ? `[+]${name} ok` : `[-]${name} failed: reason withheld`,
  );
  if (checks.some(({ healthy }) => !healthy)) {
    sendText(
      response,
      500,
      `${[...lines, `${endpoint} check failed`].join('\n')}\n`,
    );
  } else if (query.has('verbose')) {
    sendText(
      response,
      200,
      `${[...lines, `${endpoint} check passed`].join('\n')}\n`,
    );
  } else {
    sendText(response, 200, 'ok');
  }
}

function withFindings(findings: readonly ComponentCheck[]): ComponentCheck[] {
  const known = new Map(findings.map(finding => [finding.name, finding]));
  return [
    ...CHECKS.map(name => known.get(name) ?? { name, healthy: true }),
    ...findings.filter(({ name }) => !CHECKS.includes(name)),
  ];
}

function describeVersion({
  gitVersion,
  platform = 'linux/amd64',
}: VersionInfo): unknown {
  const [, major = '1', minor = '0', suffix = ''] =
    /^v(\d+)\.(\d+)[^-+]*(.*)$/.exec(gitVersion) ?? [];
  // Managed clusters mark their patched versions: EKS, for one, answers "33+".
  const minorText = suffix ? `${minor}+` : minor;
  return {
    major,
    minor: minorText,
    emulationMajor: major,
    emulationMinor: minor,
    minCompatibilityMajor: major,
    minCompatibilityMinor: String(Math.max(0, Number(minor) - 1)),
    gitVersion,
    gitCommit: '0000000000000000000000000000000000000000',
    gitTreeState: 'clean',
    buildDate: '2026-01-01T00:00:00Z',
    goVersion: 'go1.26.0',
    compiler: 'gc',
    platform,
  };
}
