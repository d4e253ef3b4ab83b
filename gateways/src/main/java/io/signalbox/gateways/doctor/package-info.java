/**
 * {@code signalbox doctor}: follows a request from the gateway to the model and tells where it gets
 * lost. Start at {@link io.signalbox.gateways.doctor.Examination}.
 */
@NullMarked
package io.signalbox.gateways.doctor;

import org.jspecify.annotations.NullMarked;
