/**
 * Makes records of nodes, by the annotations on their components, and tells of keys that none of
 * them takes. Which kinds of signal, plugin and algorithm the contract knows stands in the resource
 * behind {@link io.signalbox.config.bind.Vocabulary}.
 */
@NullMarked
package io.signalbox.config.bind;

import org.jspecify.annotations.NullMarked;
