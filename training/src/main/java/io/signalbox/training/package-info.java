/**
 * The command that trains the domain head of the backends module, with the encoder and the features
 * that serve it. Start at {@link io.signalbox.training.TrainDomain}. Knows nothing of routing.
 */
@NullMarked
package io.signalbox.training;

import org.jspecify.annotations.NullMarked;
