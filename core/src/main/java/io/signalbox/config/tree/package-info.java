/**
 * A text as a tree: YAML's nodes with their places, references to the environment replaced, and the
 * problems that are told with those places.
 */
@NullMarked
package io.signalbox.config.tree;

import org.jspecify.annotations.NullMarked;
