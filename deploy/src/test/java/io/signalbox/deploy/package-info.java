/** Tests of what a platform team applies: the chart, the manifests, the dashboards. */
@NullMarked
package io.signalbox.deploy;

import org.jspecify.annotations.NullMarked;
