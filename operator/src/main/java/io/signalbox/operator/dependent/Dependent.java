package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** One kind of what a router owns, as a function of its plan. */
public interface Dependent {
  /** The kinds of which this makes objects. */
  List<Kind> kinds();

  /**
   * The objects that are to be, in the order to write them. The same plan gives the same objects.
   */
  List<? extends HasMetadata> desired(Plan plan);

  /** Whether an object that is no longer wanted is deleted before its router is. */
  default boolean pruned() {
    return true;
  }

  /** Whether the object says what a router is configured with, or runs it. */
  default boolean carriesConfiguration() {
    return false;
  }
}
