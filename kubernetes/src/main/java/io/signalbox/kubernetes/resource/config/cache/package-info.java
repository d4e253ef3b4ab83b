/**
 * The cache of answers in spec.config of a SemanticRouter. Start at {@link
 * io.signalbox.kubernetes.resource.config.cache.ResponseCache}.
 */
@NullMarked
package io.signalbox.kubernetes.resource.config.cache;

import org.jspecify.annotations.NullMarked;
