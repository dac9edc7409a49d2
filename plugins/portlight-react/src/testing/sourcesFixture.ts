import type {
  MetricsSource,
  MetricsSourceTest,
} from '@portlight/plugin-portlight-common';

/** Where metrics of the fixture's clusters come from: one of each status. */
export function sourcesFixture(options: { now: number }): MetricsSource[] {
  const checkedAt = new Date(options.now - 21_000).toISOString();
  return [
    {
      name: 'peers',
      kind: 'peers',
      status: 'available',
      message: 'Peers are scraped through the API server while somebody looks',
      checkedAt,
    },
    {
      name: 'Prometheus prod',
      kind: 'prometheus',
      cluster: 'prod-eu',
      configured: true,
      address: 'https://prometheus.acme.example',
      status: 'available',
      message: 'Prometheus 3.7.2',
      checkedAt,
    },
    {
      name: 'monitoring/prometheus-operated',
      kind: 'prometheus',
      cluster: 'staging',
      configured: false,
      address: 'Service monitoring/prometheus-operated, port 9090',
      status: 'unknown',
      message: `Detected in the cluster. To have it answer for times that own history does not cover, add to the configuration:

portlight:
  metrics:
    sources:
      - name: "staging prometheus"
        type: prometheus
        clusters: ["staging"]
        service: {"namespace":"monitoring","name":"prometheus-operated","port":9090}`,
    },
    {
      name: 'Thanos US',
      kind: 'prometheus',
      cluster: 'prod-us',
      configured: true,
      address: 'https://thanos.acme.example/us',
      status: 'failing',
      message:
        'Answered 401: no org id. Set `tenant` of this source in portlight.metrics.sources.',
      checkedAt,
    },
    ...['prod-eu', 'prod-us', 'staging'].map(
      (cluster): MetricsSource => ({
        name: 'metricsApi',
        kind: 'metricsApi',
        cluster,
        status: 'available',
        message: 'metrics-server answers',
        checkedAt,
      }),
    ),
    {
      name: 'metricsApi',
      kind: 'metricsApi',
      cluster: 'sandbox',
      status: 'absent',
      message:
        'The cluster does not have metrics.k8s.io: install metrics-server',
      checkedAt,
    },
    {
      name: 'kubelet',
      kind: 'kubelet',
      cluster: 'prod-eu',
      status: 'available',
      checkedAt,
    },
    {
      name: 'kubelet',
      kind: 'kubelet',
      cluster: 'prod-us',
      status: 'failing',
      message:
        'Forbidden: the portal may not get nodes/proxy. Network and volume figures are missing.',
      checkedAt,
    },
    {
      name: 'metricsApi',
      kind: 'metricsApi',
      cluster: 'edge-warehouse',
      status: 'unknown',
      message: 'The cluster does not answer',
    },
  ];
}

/** What a source of a status says when it is asked. */
export function sourceTest(status: MetricsSource['status']): MetricsSourceTest {
  if (status === 'available') {
    return {
      success: true,
      version: '3.7.2',
      latencySeconds: 0.018,
      checks: [
        { name: 'Reach', success: true, message: 'Answered in 18 ms' },
        {
          name: 'Query',
          success: true,
          message: 'up has 214 series',
        },
      ],
    };
  }
  return {
    success: false,
    checks: [
      { name: 'Reach', success: true, message: 'Answered in 41 ms' },
      {
        name: 'Query',
        success: false,
        message: 'Answered 401: no org id. Set `tenant` of this source.',
      },
    ],
  };
}
