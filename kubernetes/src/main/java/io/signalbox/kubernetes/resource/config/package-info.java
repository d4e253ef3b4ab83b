/**
 * The block spec.config of a SemanticRouter. Start at {@link
 * io.signalbox.kubernetes.resource.config.RouterConfigSpec}.
 */
@NullMarked
package io.signalbox.kubernetes.resource.config;

import org.jspecify.annotations.NullMarked;
