/** What tests of Kubernetes share: the check of an object against a CRD, and a cluster. */
@NullMarked
package io.signalbox.kubernetes.testing;

import org.jspecify.annotations.NullMarked;
