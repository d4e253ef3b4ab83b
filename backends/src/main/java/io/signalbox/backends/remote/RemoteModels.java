package io.signalbox.backends.remote;

import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource.ChatVerdict;
import io.signalbox.infer.ClassifierSource.HttpClassify;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.EmbedderSource;

/** The models that somebody else serves, all asked through one client. */
public final class RemoteModels implements AutoCloseable {
  private final ModelClient client = new ModelClient();

  /** A service that classifies. */
  public Classifier classifier(HttpClassify source) {
    return new HttpClassifier(client, source);
  }

  /** A language model that is asked for a label. */
  public Classifier classifier(ChatVerdict source) {
    return new ChatClassifier(client, source);
  }

  /** A service that makes vectors. */
  public Embedder embedder(EmbedderSource source) {
    return new HttpEmbedder(client, source);
  }

  @Override
  public void close() {
    client.close();
  }
}
