/**
 * Ports for things that think: classifiers and embedders. Implementations live in the backends
 * module.
 */
@NullMarked
package io.signalbox.infer;

import org.jspecify.annotations.NullMarked;
