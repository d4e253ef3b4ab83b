/** Whether backends serve the adapters that the configuration names. */
@NullMarked
package io.signalbox.operator.adapter;

import org.jspecify.annotations.NullMarked;
