#!/bin/sh
# Time from the command to ready, and resident memory then and after 200 calls, for each configuration named.
# Usage: e2e/start-bench.sh CONFIG [CONFIG …]      the configurations have no listeners, or ones on free ports
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
api=18080 runs=5

now() { date +%s%3N; }
resident() { awk '/^VmRSS/ {printf "%d", $2 / 1024}' "/proc/$1/status"; }

"$root/signalbox" --version >/dev/null # builds, so that no build is timed
for config; do
  times='' first='' later=''
  for _ in $(seq $runs); do
    from=$(now)
    SR_LOG_LEVEL=error "$root/signalbox" serve --config "$config" --port 15051 --api-port $api --metrics-port 0 &
    pid=$!
    until curl -sf "http://127.0.0.1:$api/ready" >/dev/null; do sleep 0.05; done
    times="$times $(($(now) - from))"
    first="$first $(resident $pid)"
    for call in $(seq 200); do
      curl -s "http://127.0.0.1:$api/api/v1/eval" -d "{\"text\":\"Why is grass green, asks number $call?\"}" >/dev/null
    done
    later="$later $(resident $pid)"
    kill $pid
    wait $pid || true
  done
  # shellcheck disable=SC2086 # the numbers are words
  median() { printf '%s\n' $1 | sort -n | sed -n "$((runs / 2 + 1))p"; }
  echo "$config: ready after $(median "$times") ms, $(median "$first") MiB resident, $(median "$later") MiB after 200 evaluations (median of $runs; ms:$times)"
done
