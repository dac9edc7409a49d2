import { metrics } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** Everything that the portal's plugins measure, in Prometheus' format; `metricsServer` serves it. */
export const prometheusExporter = new PrometheusExporter({
  preventServerStart: true,
});

metrics.setGlobalMeterProvider(
  new MeterProvider({ readers: [prometheusExporter] }),
);
