/**
 * What a field of a custom resource may hold, where the annotations of fabric8 cannot say it. The
 * packages of the records use it; it knows none of them.
 */
@NullMarked
package io.signalbox.kubernetes.resource.schema;

import org.jspecify.annotations.NullMarked;
