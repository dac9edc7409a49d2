// Command exposer is a program instrumented with Prometheus' own client library for Go: the tests scrape it as a peer.
package main

import (
	"flag"
	"log"
	"math/rand"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address to serve /metrics on")
	seed := flag.Int64("seed", 1, "same seed, same traffic")
	flag.Parse()
	chance := rand.New(rand.NewSource(*seed))

	registry := prometheus.NewRegistry()
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "http_requests_total", Help: "Requests that were answered.",
	}, []string{"method", "code"})
	inFlight := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "http_requests_in_flight", Help: "Requests that are being answered.",
	})
	duration := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "http_request_duration_seconds", Help: "Time to answer a request.",
		Buckets: prometheus.DefBuckets,
	}, []string{"method"})
	size := prometheus.NewSummary(prometheus.SummaryOpts{
		Name: "http_response_size_bytes", Help: "Size of answers.",
		Objectives: map[float64]float64{0.5: 0.05, 0.99: 0.001},
	})
	registry.MustRegister(requests, inFlight, duration, size,
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))

	go func() {
		for range time.Tick(20 * time.Millisecond) {
			seconds := chance.ExpFloat64() * 0.08
			method, code := "GET", "200"
			if chance.Float64() < 0.2 {
				method = "POST"
			}
			if chance.Float64() < 0.05 {
				code = "500"
			}
			requests.WithLabelValues(method, code).Inc()
			duration.WithLabelValues(method).(prometheus.ExemplarObserver).ObserveWithExemplar(
				seconds, prometheus.Labels{"trace_id": "4bf92f3577b34da6"})
			size.Observe(200 + 4000*chance.Float64())
			inFlight.Set(float64(chance.Intn(12)))
		}
	}()

	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true,
	}))
	mux.HandleFunc("/livez", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	log.Fatal(http.ListenAndServe(*listen, mux))
}
