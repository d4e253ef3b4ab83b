#!/usr/bin/env bash
# Asks the same questions as a member of each tier and looks which model was chosen. GATEWAY_URL=http://... ./verify.sh
# The tier is a header here; where it comes from a token, give the token by CURL_FLAGS and set TIER_HEADER to another name.
set -uo pipefail
# shellcheck source=deploy/examples/ask.sh
. "$(dirname "${BASH_SOURCE[0]}")/../ask.sh"
: "${TIER_HEADER:=x-entitlement-tier}"
science='Define quantum physics.'

tier() {
  local name=$1 best=$2
  ask auto "$science" --header "$TIER_HEADER: $name"
  expect "$name: a question of science goes to $best" 200 x-vsr-selected-model "$best"
  ask auto 'Suggest a name for my cat.' --header "$TIER_HEADER: $name"
  expect "$name: any other question goes to gpt-4.1" 200 x-vsr-selected-model gpt-4.1
}

tier basic gpt-5.4
tier standard claude-haiku-4.5
tier pro claude-sonnet-4.6

ask claude-sonnet-4.6 "$science" --header "$TIER_HEADER: basic"
expect 'basic: a model of another tier is refused' 400
ask auto "$science" --header "$TIER_HEADER: gold"
expect 'a tier that is not one is refused' 403
ask auto "$science"
expect 'nobody gets in without a tier' 403
finish
