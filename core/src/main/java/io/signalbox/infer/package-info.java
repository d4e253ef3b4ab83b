/**
 * Ports for things that think: classifiers and embedders. Implementations live in the backends
 * module. And hashed n-grams, which several of them read.
 */
@NullMarked
package io.signalbox.infer;

import org.jspecify.annotations.NullMarked;
