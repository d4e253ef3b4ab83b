package io.signalbox.server.admin;

import io.signalbox.catalog.Setting;
import io.signalbox.chat.RouterException;
import io.signalbox.config.GlobalConfig.Modules;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.Head;
import io.signalbox.server.door.Defects;
import java.util.function.Function;

/**
 * The models behind the endpoints that classify, as the configuration that is served wants them. A
 * model is loaded when it is asked for the first time: a person who asks for a classification may
 * wait for that, also when no signal of the configuration needs the model. One that cannot be had
 * is an error; nothing is made up in its place.
 */
record LearnedModels(AdminApi.Parts parts) {
  /** What answers a question. */
  Classifier classifier(Head head) {
    return loaded(setting -> setting.ports().classifier(head));
  }

  /** What makes vectors. */
  Embedder embedder() {
    return loaded(setting ->
        setting.ports().embedder().orElseThrow(() -> unavailable("no embedding model is at hand")));
  }

  /** What the configuration says of models. */
  Modules modules() {
    return setting().global().modelCatalog().modules();
  }

  /**
   * Does something with models.
   *
   * @throws Refusal when one cannot be had or cannot tell
   */
  <T> T loaded(Function<Setting, T> what) {
    var setting = setting();
    try {
      return what.apply(setting);
    } catch (RouterException refused) {
      throw unavailable(refused.message());
    } catch (Refusal refused) {
      throw refused;
    } catch (RuntimeException broken) {
      Defects.log(broken);
      throw unavailable("the model could not be loaded");
    }
  }

  private Setting setting() {
    return Operations.router(parts).current().setting();
  }

  private static Refusal unavailable(String why) {
    return new Refusal(503, "CLASSIFIER_UNAVAILABLE", why);
  }
}
