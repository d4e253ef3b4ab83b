#!/usr/bin/env bash
# The seven steps from an empty cluster to a request that the router has routed. Each can be run by itself, and again.
#
#   ./install.sh [options] [all | 1 .. 7 | verify | delete]      without a step: all
#
#   --mode buffered|full-duplex   how bodies are shown to the router (full-duplex unless given)
#   --enterprise                  Solo Enterprise for agentgateway: its charts, its class and its kinds
#   --kind NAME                   step 1 makes a kind cluster of this name; without it the current context is used
#
# From the environment: KUBECTL and HELM name the programs, KUBECTL_FLAGS is put before every command of kubectl,
# AGENTGATEWAY_VERSION, AGENTGATEWAY_CHARTS, GATEWAY_API_VERSION, AGENTGATEWAY_LICENSE_KEY (enterprise), TIMEOUT,
# SIGNALBOX_REPOSITORY and SIGNALBOX_TAG (the router's image), GATEWAY_URL (for verify: no port is forwarded).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
namespace=agentgateway-system
mode=full-duplex
enterprise=
kind_name=
: "${KUBECTL:=kubectl}" "${HELM:=helm}" "${KUBECTL_FLAGS:=}" "${TIMEOUT:=300s}"
: "${GATEWAY_API_VERSION:=v1.6.0}"

say() { printf '== %s\n' "$*"; }
fail() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }
# shellcheck disable=SC2086 # flags are several words
k() { "$KUBECTL" $KUBECTL_FLAGS "$@"; }

need() { command -v "$1" >/dev/null || fail "$1 is not installed"; }

cluster() {
  if [ -z "$kind_name" ]; then
    say "1: the cluster of the current context"
    k version >/dev/null || fail "no cluster answers (give --kind NAME to make one, or set KUBECONFIG)"
    return
  fi
  say "1: a kind cluster named $kind_name"
  need kind
  kind get clusters | grep -qxF "$kind_name" || kind create cluster --name "$kind_name"
  k wait --for=condition=Ready nodes --all --timeout="$TIMEOUT"
}

agentgateway() {
  say "2: Gateway API $GATEWAY_API_VERSION and agentgateway $AGENTGATEWAY_VERSION"
  need "$HELM"
  k apply --server-side --force-conflicts \
    -f "https://github.com/kubernetes-sigs/gateway-api/releases/download/$GATEWAY_API_VERSION/standard-install.yaml"
  "$HELM" upgrade --install "$chart-crds" "$AGENTGATEWAY_CHARTS/$chart-crds" \
    --namespace "$namespace" --create-namespace --version "$AGENTGATEWAY_VERSION"
  local license=()
  [ -z "$enterprise" ] || license=(--set-string "licensing.licenseKey=$AGENTGATEWAY_LICENSE_KEY")
  "$HELM" upgrade --install "$chart" "$AGENTGATEWAY_CHARTS/$chart" \
    --namespace "$namespace" --version "$AGENTGATEWAY_VERSION" --wait "${license[@]}"
}

gateway() {
  say "3: the Gateway"
  k apply -f "$kinds/gateway.yaml" -f "$here/limits.yaml"
  k wait --for=condition=Programmed gateway/agentgateway-proxy -n "$namespace" --timeout="$TIMEOUT"
}

backend() {
  say "4: a stand-in for the model server"
  k apply -f "$here/backend.yaml"
  k rollout status deployment/vllm-llama3-8b-instruct -n default --timeout="$TIMEOUT"
}

router() {
  say "5: the router"
  need "$HELM"
  local image=()
  [ -z "${SIGNALBOX_REPOSITORY:-}" ] || image+=(--set-string "image.repository=$SIGNALBOX_REPOSITORY")
  [ -z "${SIGNALBOX_TAG:-}" ] || image+=(--set-string "image.tag=$SIGNALBOX_TAG")
  "$HELM" upgrade --install semantic-router "$here/../helm/semantic-router" \
    --namespace "$namespace" --create-namespace -f "$here/values.yaml" "${image[@]}"
  k rollout status deployment/semantic-router -n "$namespace" --timeout="$TIMEOUT"
}

route() {
  say "6: the models and the way there"
  k apply -f "$here/route.yaml"
  k wait --for=condition=Accepted agentgatewaybackend/semantic-router-vllm -n "$namespace" --timeout="$TIMEOUT"
}

policy() {
  say "7: the router is asked, bodies $mode"
  k apply -f "$kinds/policy-$mode.yaml"
}

# Sends the derivative prompt and looks whether the expert of mathematics was chosen.
verify() {
  need curl
  local url=${GATEWAY_URL:-} forward='' head
  if [ -z "$url" ]; then
    local port=${LOCAL_PORT:-18080}
    k port-forward -n "$namespace" service/agentgateway-proxy "$port:80" >/dev/null &
    forward=$!
    # shellcheck disable=SC2064 # the process of now is meant
    trap "kill $forward 2>/dev/null || true" EXIT
    url=http://127.0.0.1:$port
  fi
  say "the derivative prompt to $url"
  head=$(curl --silent --show-error --retry 20 --retry-delay 1 --retry-connrefused --max-time 60 \
    --dump-header - --output /dev/null "$url/v1/chat/completions" --header 'content-type: application/json' \
    --data '{"model":"vllm-sr/auto","messages":[{"role":"user","content":"What is the derivative of f(x) = x^3?"}]}' |
    tr -d '\r')
  [ -z "$forward" ] || kill "$forward"
  grep -qE '^HTTP/[0-9.]+ 200' <<<"$head" || fail "not answered with 200: $(head -n 1 <<<"$head")"
  grep -qix 'x-vsr-selected-model: math-expert' <<<"$head" ||
    fail "math-expert was not chosen (signalbox doctor finds out why): $(grep -i '^x-vsr' <<<"$head" || echo 'no x-vsr headers')"
  say "math-expert was chosen"
}

delete() {
  say "everything but the cluster and its Gateway API is removed"
  k delete --ignore-not-found -f "$kinds/policy-$mode.yaml" -f "$here/route.yaml" -f "$here/limits.yaml" \
    -f "$here/backend.yaml" -f "$kinds/gateway.yaml"
  "$HELM" uninstall --ignore-not-found semantic-router --namespace "$namespace"
  "$HELM" uninstall --ignore-not-found "$chart" --namespace "$namespace"
  "$HELM" uninstall --ignore-not-found "$chart-crds" --namespace "$namespace"
}

while [ $# -gt 0 ]; do
  case $1 in
    --mode) mode=${2:?--mode needs buffered or full-duplex}; shift 2 ;;
    --enterprise) enterprise=yes; shift ;;
    --kind) kind_name=${2:?--kind needs a name}; shift 2 ;;
    -h | --help) sed -n '2,/^set -euo/p' "${BASH_SOURCE[0]}" | sed '$d; s/^# \{0,1\}//'; exit 0 ;;
    -*) fail "$1 is no option (--help tells them)" ;;
    *) break ;;
  esac
done
case $mode in buffered | full-duplex) ;; *) fail "--mode $mode (expected: buffered or full-duplex)" ;; esac
if [ -n "$enterprise" ]; then
  chart=enterprise-agentgateway kinds=$here/enterprise
  : "${AGENTGATEWAY_CHARTS:=oci://us-docker.pkg.dev/solo-public/enterprise-agentgateway/charts}"
  : "${AGENTGATEWAY_VERSION:=v2026.7.0}"
else
  chart=agentgateway kinds=$here
  : "${AGENTGATEWAY_CHARTS:=oci://cr.agentgateway.dev/charts}" "${AGENTGATEWAY_VERSION:=v1.4.1}"
fi

[ $# -gt 0 ] || set -- all
[ "$1" != all ] || set -- 1 2 3 4 5 6 7 verify
need "$KUBECTL"
for step in "$@"; do
  case $step in
    2) [ -z "$enterprise" ] || : "${AGENTGATEWAY_LICENSE_KEY:?is not set (expected: the key of the enterprise edition)}" ;;
    [1-7] | verify | delete) ;;
    *) fail "$step is no step (expected: all, 1 to 7, verify or delete)" ;;
  esac
done
for step in "$@"; do
  case $step in
    1) cluster ;;
    2) agentgateway ;;
    3) gateway ;;
    4) backend ;;
    5) router ;;
    6) route ;;
    7) policy ;;
    *) "$step" ;;
  esac
done
