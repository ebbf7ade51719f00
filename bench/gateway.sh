#!/usr/bin/env bash
# Throughput, latency and CPU per request of the governed gateway, in strict durability, beside a peer
# and a bare proxy. Usage: bench/gateway.sh PATH/TO/gateway-bench.sh [rules|rules+names]
# The load script's own variables (DUR, ROUNDS, CONCS, SKIP_PORTKEY, WAIT_QUIET ...) pass through.
set -euo pipefail
load=$(readlink -f "${1:?the load script, for example ../shared/bench/gateway-bench.sh}")
profile=${2:-rules}
cd "$(dirname "$0")/.."
: "${JAVA_HOME:?set JAVA_HOME to a JDK 25}"
./mvnw -B -q -DskipTests -pl proof,server,bench package 2> >(grep -v '^WARNING' >&2)
data=$(mktemp -d)
log=$(mktemp)
"$JAVA_HOME/bin/java" -XX:+UseCompactObjectHeaders -Xms256m -Xmx1g --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow ${BENCH_JAVA_OPTS:-} \
  -cp "bench/target/classes:server/target/classes:server/target/lib/*" \
  dev.countersign.bench.BenchServer 18900 http://127.0.0.1:18081/v1 "$profile" "$data" >"$log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$data"' EXIT
for _ in $(seq 120); do grep -q ready "$log" && break; ! grep -q Exception "$log" && kill -0 $server || { cat "$log"; exit 1; }; sleep 0.5; done
key=$(sed -n 's/^key //p' "$log")
EXTRA_NAME=countersign EXTRA_URL=http://127.0.0.1:18900/v1/chat/completions EXTRA_PID=$server \
  EXTRA_HEADERS="Authorization: Bearer $key" bash "$load"
echo "countersign RSS after load: $(awk '/VmRSS/{print $2/1024" MiB"}' /proc/$server/status)"
grep -vE '^(key|pid|ready)' "$log" | head -20
