package io.signalbox.server.admin;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.Head;
import io.signalbox.server.door.Defects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The models behind the endpoints that classify. One that cannot be had is an error; nothing is made
 * up in its place.
 *
 * @param ports where they come from, or empty when this process has none
 */
record LearnedModels(Optional<Ports> ports) {
  /** What answers a question. */
  Classifier classifier(Head head) {
    return loaded(from -> from.classifier(head));
  }

  /** What makes vectors. */
  Embedder embedder() {
    return loaded(from ->
        from.embedder().orElseThrow(() -> unavailable("no embedding model is at hand")));
  }

  /** Whatever else is made of models. */
  <T> T loaded(Function<Ports, T> what) {
    var from = ports.orElseThrow(() -> unavailable("no model is at hand in this process"));
    try {
      return what.apply(from);
    } catch (RouterException refused) {
      throw unavailable(refused.message());
    } catch (Refusal refused) {
      throw refused;
    } catch (RuntimeException broken) {
      Defects.log(broken);
      throw unavailable("the model could not be loaded");
    }
  }

  static Refusal unavailable(String why) {
    return new Refusal(503, "CLASSIFIER_UNAVAILABLE", why);
  }
}
