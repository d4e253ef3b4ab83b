/**
 * Brings a cluster to what a plan says, with as few writes as can be. Begin at {@link
 * io.signalbox.operator.apply.Applier}. Nothing here knows what a router is made of.
 */
@NullMarked
package io.signalbox.operator.apply;

import org.jspecify.annotations.NullMarked;
