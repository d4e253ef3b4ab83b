package io.signalbox.config.load;

import io.signalbox.config.tree.ConfigNode.Mapping;

/**
 * Changes what a document says before it is bound and checked. References to the environment have
 * been replaced by then: what an overlay puts in is taken as it is, so that whoever writes it
 * cannot read the variables of the process.
 */
@FunctionalInterface
public interface Overlay {
  /** Leaves a document as it is. */
  Overlay NONE = root -> root;

  /** The document with the changes. */
  Mapping over(Mapping root);
}
