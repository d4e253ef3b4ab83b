/** Benchmarks: programs, not tests. How to run them stands in {@code docs/performance.md}. */
@NullMarked
package io.signalbox.e2e.bench;

import org.jspecify.annotations.NullMarked;
