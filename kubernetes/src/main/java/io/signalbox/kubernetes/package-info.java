/** What Signalbox knows of Kubernetes: the custom resources, and routing that comes from them. */
@NullMarked
package io.signalbox.kubernetes;

import org.jspecify.annotations.NullMarked;
