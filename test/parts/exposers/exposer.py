"""A program instrumented with Prometheus' client library for Python: the tests scrape it as a peer."""
import argparse
import random
import threading
import time

from prometheus_client import (
    REGISTRY, Counter, Enum, Gauge, Histogram, Info, Summary, start_http_server)

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--seed", type=int, default=1)
arguments = parser.parse_args()
chance = random.Random(arguments.seed)

requests = Counter("http_requests", "Requests that were answered.", ["method", "code"])
in_flight = Gauge("http_requests_in_flight", "Requests that are being answered.")
duration = Histogram("http_request_duration_seconds", "Time to answer a request.", ["method"])
size = Summary("http_response_size_bytes", "Size of answers.")
Info("build", "What was built.").info({"version": "1.2.3", "language": "python"})
state = Enum("pump_state", "What the pump does.", states=["idle", "busy", "stuck"])


def live():
    while True:
        time.sleep(0.02)
        method = "POST" if chance.random() < 0.2 else "GET"
        code = "500" if chance.random() < 0.05 else "200"
        requests.labels(method, code).inc()
        duration.labels(method).observe(chance.expovariate(12.5))
        size.observe(200 + 4000 * chance.random())
        in_flight.set(chance.randrange(12))
        state.state("busy" if chance.random() < 0.7 else "idle")


start_http_server(arguments.port, addr="127.0.0.1", registry=REGISTRY)
live()
