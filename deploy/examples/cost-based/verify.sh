#!/usr/bin/env bash
# Asks easy and hard questions and looks which model was chosen. GATEWAY_URL=http://... ./verify.sh
set -uo pipefail
# shellcheck source=deploy/examples/ask.sh
. "$(dirname "${BASH_SOURCE[0]}")/../ask.sh"
cheap=gpt-5.4-nano dear=gpt-5.5

ask auto 'Write a Python function that reverses a list, and a unit test for it.'
expect 'everyday code goes to the cheap model' 200 x-vsr-selected-model "$cheap" x-vsr-selected-decision everyday_code

ask auto 'Rename this variable and fix the lint warning.'
expect 'a small change goes to the cheap model' 200 x-vsr-selected-model "$cheap"

ask auto 'Our leader election lets a stale writer commit after a network partition. Find the root cause, and prove that fencing tokens keep the register linearizable.'
expect 'a hard problem of distributed systems goes to the dear model' 200 x-vsr-selected-model "$dear" x-vsr-selected-decision hard_problems

ask "$dear" 'Hello.'
expect 'a client that names the dear model gets it' 200 x-vsr-selected-model "$dear"

ask a-model-of-nobody 'Hello.'
expect 'a model that is not offered is refused' 400

post /v1/responses '{"model":"auto","input":"Write a shell script that counts lines."}'
expect 'the Responses API is routed, too' 200 x-vsr-selected-model "$cheap"

ask auto 'Write a Python function that reverses a list.' --header 'x-selected-model: gpt-5.5'
expect 'a header of the client does not choose the model' 200 x-vsr-selected-model "$cheap"

finish
