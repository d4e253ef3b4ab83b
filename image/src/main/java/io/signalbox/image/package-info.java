/**
 * Makes the container images: of the router, of the operator and of the simulator. Start at {@link
 * io.signalbox.image.Images}. What is packed was built before by other modules; this one knows
 * their files and none of their classes.
 */
@NullMarked
package io.signalbox.image;

import org.jspecify.annotations.NullMarked;
