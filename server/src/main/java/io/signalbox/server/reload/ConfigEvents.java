package io.signalbox.server.reload;

import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Recipes;
import java.util.List;

/** What becomes of the configuration. Listeners must not block; what they throw is dropped. */
public interface ConfigEvents {
  /**
   * New calls begin with this generation from now on.
   *
   * @param generation counted from 1, which is the one that the process started with
   * @param warnings what was found in its document and does not keep it from serving
   */
  default void activated(long generation, Recipes recipes, List<Problem> warnings) {}

  /**
   * The document is not used and the generation before serves on.
   *
   * @param problems at least one is an error
   */
  default void refused(List<Problem> problems) {}

  /**
   * Parts of the document have changed that only a start of the process brings into effect.
   *
   * @param paths such as {@code listeners}
   */
  default void restartNeeded(List<String> paths) {}
}
