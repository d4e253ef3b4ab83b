package io.signalbox.server.reload;

import io.signalbox.config.load.Loaded;
import io.signalbox.config.load.Overlay;
import io.signalbox.config.tree.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the configuration comes from, beside its file. A source is told what becomes of each
 * document that it gives, as every listener is.
 */
public interface ConfigSource extends ConfigEvents, AutoCloseable {
  /** The file alone. */
  ConfigSource FILE = (document, judge) -> document.apply(Overlay.NONE);

  /**
   * What a source adds to the file by now.
   *
   * @param kind of the source, such as {@code kubernetes}
   * @param place where it looks
   * @param synced whether it has seen everything there once
   * @param serving what of it is in effect
   * @param refused what of it is not, or not as it is
   */
  record State(
      String kind, String place, boolean synced, List<String> serving, List<String> refused) {}

  /**
   * The document that is to serve.
   *
   * @param document reads the file, with an overlay
   * @param judge tells all that is wrong with a document, and brings nothing into effect
   */
  Loaded load(Function<Overlay, Loaded> document, Function<Loaded, List<Problem>> judge);

  /** What {@link #load} would give for another text of the file; nothing comes of it. */
  default Loaded trial(Function<Overlay, Loaded> document, Function<Loaded, List<Problem>> judge) {
    return load(document, judge);
  }

  /**
   * From now on tells of changes that the file does not show.
   *
   * @param changed called on a thread of the source's own
   */
  default void follow(Runnable changed) {}

  /** What the source adds by now; nothing when the file alone counts. */
  default Optional<State> state() {
    return Optional.empty();
  }

  @Override
  default void close() {}
}
