/**
 * A simulated vLLM backend: one base model and its LoRA adapters behind vLLM's HTTP surface, with
 * answers that say which model served them. Start at {@link io.signalbox.simulator.Simulator} in
 * process, or at {@link io.signalbox.simulator.SimulateCommand} as a program. Imports nothing of
 * ours: what talks to it must do so over HTTP, as it would to a real vLLM.
 */
@NullMarked
package io.signalbox.simulator;

import org.jspecify.annotations.NullMarked;
