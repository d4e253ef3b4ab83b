# shellcheck shell=bash
# What the verify.sh of each example needs: sourced, not run.
#
# GATEWAY_URL is the only thing it knows of an installation: any gateway in front of the router, such as
# http://127.0.0.1:18080 of a forwarded port. TIMEOUT is in seconds. CURL_FLAGS is put before every call.
: "${GATEWAY_URL:?is not set (expected: the URL of the gateway, such as http://127.0.0.1:18080)}"
: "${TIMEOUT:=60}" "${CURL_FLAGS:=}"
command -v curl >/dev/null || { echo "verify.sh: curl is not installed" >&2; exit 2; }
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# post PATH BODY [option of curl]...: leaves the status in $status, the head in $work/head, the body in $work/body.
post() {
  local path=$1 body=$2
  shift 2
  : >"$work/head"
  : >"$work/body"
  # shellcheck disable=SC2086 # flags are several words
  status=$(curl $CURL_FLAGS --silent --show-error --max-time "$TIMEOUT" --dump-header "$work/head" --output "$work/body" \
    --write-out '%{http_code}' --header 'content-type: application/json' --header 'x-vsr-debug: true' \
    "$@" --data-binary "$body" "${GATEWAY_URL%/}$path") || status=000
  tr -d '\r' <"$work/head" >"$work/lines"
}

# ask MODEL PROMPT [option of curl]...: a conversation of one message.
ask() {
  local model=$1 prompt=${2//\\/\\\\}
  prompt=${prompt//\"/\\\"}
  shift 2
  post /v1/chat/completions \
    "{\"model\":\"$model\",\"messages\":[{\"role\":\"user\",\"content\":\"$prompt\"}],\"max_tokens\":64}" "$@"
}

# The value of a header of the last answer; nothing when it is not there.
header() { awk -v name="$1" 'tolower($1) == name ":" { sub(/^[^:]*: */, ""); value = $0 } END { print value }' "$work/lines"; }

ok() { passed=$((passed + 1)); printf 'ok      %s\n' "$1"; }
no() {
  failed=$((failed + 1))
  printf 'FAILED  %s: %s\n' "$1" "$2"
  grep -i '^x-vsr' "$work/lines" | sed 's/^/          /'
  head -c 300 "$work/body" | tr '\n' ' ' | sed 's/^/          /'
  echo
}

# expect WHAT STATUS [HEADER VALUE]...: the last answer has them; an empty value means that the header is not there.
expect() {
  local what=$1 wanted=$2 found
  shift 2
  if [ "$status" != "$wanted" ]; then
    no "$what" "status $status (expected: $wanted)"
    return
  fi
  while [ $# -gt 0 ]; do
    found=$(header "$1")
    if [ "$found" != "$2" ]; then
      no "$what" "$1 is ${found:-absent} (expected: ${2:-absent})"
      return
    fi
    shift 2
  done
  ok "$what"
}

# Sums up; the exit status says whether all went well.
finish() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
