#!/usr/bin/env bash
# Asks one question in the same and in other words and looks which answers were kept. GATEWAY_URL=http://... ./verify.sh
#
#   --exact-only   the store has no search module (docs/caching.md): the same words are all it finds
set -uo pipefail
exact_only=
case ${1:-} in
  '') ;;
  --exact-only) exact_only=yes ;;
  *) echo "verify.sh: $1 (expected: --exact-only or nothing)" >&2; exit 2 ;;
esac
# shellcheck source=deploy/examples/ask.sh
. "$(dirname "${BASH_SOURCE[0]}")/../ask.sh"
# A number of this run: answers of an earlier one are then answers to another question.
unit=$((RANDOM % 9000 + 1000))

ask auto "How do I factory-reset my HomeHub X2, unit $unit?"
expect 'a new question is answered by the model' 200 x-vsr-selected-decision kept_answers x-vsr-cache-hit ''

for _ in $(seq 50); do # what is kept is written behind the answer
  ask auto "How do I factory-reset my HomeHub X2, unit $unit?"
  [ "$(header x-vsr-cache-hit)" != true ] || break
  sleep 0.1
done
expect 'the same question is answered from what is kept' 200 x-vsr-cache-hit true

if [ -z "$exact_only" ]; then
  ask auto "What is the way to factory-reset my HomeHub X2, unit $unit?"
  expect 'the same question in other words, too' 200 x-vsr-cache-hit true
fi

ask auto "How do I factory-reset my HomeHub X3, unit $unit?"
expect 'another device is another question' 200 x-vsr-selected-decision kept_answers x-vsr-cache-hit ''

ask auto "How do I undo the factory-reset of my HomeHub X2, unit $unit?"
expect 'the opposite is another question' 200 x-vsr-cache-hit ''

ask auto 'May a HomeHub hang outdoors in freezing rain?'
expect 'what no decision keeps is asked each time' 200 x-vsr-selected-decision fresh_answers x-vsr-cache-hit ''
ask auto 'May a HomeHub hang outdoors in freezing rain?'
expect 'and again' 200 x-vsr-selected-decision fresh_answers x-vsr-cache-hit ''
finish
