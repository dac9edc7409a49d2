//go:build tools

// Package parts names the commands of Prometheus, so that `go mod tidy` keeps their versions in go.sum: the
// tests build and start exactly these.
package parts

import (
	_ "github.com/prometheus/prometheus/cmd/prometheus"
	_ "github.com/prometheus/prometheus/cmd/promtool"
)
